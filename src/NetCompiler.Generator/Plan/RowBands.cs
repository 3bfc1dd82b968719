using System;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// How a step is run as a member of a chain: band by band, each member computing its rows of a band before the next member does. Band <c>j</c> ends before
/// row <c>Lead + (j + 1) · PerBand</c>. Members that windows read are some rows ahead: the band −1 has nothing but these.
/// </summary>
/// <param name="Chain">Which chain of the plan.</param>
/// <param name="First">The number of the first band: 0, or −1 where any member is ahead.</param>
/// <param name="Count">How many bands there are from band 0 on.</param>
/// <param name="Lead">Rows that the step is ahead of the band; below 0 where the last rows of a band are not needed yet.</param>
/// <param name="PerBand">Rows of a band.</param>
/// <param name="Rows">Rows of the whole map.</param>
internal sealed record RowBands(int Chain, int First, int Count, int Lead, int PerBand, int Rows)
{
    /// <summary>The first row of a band.</summary>
    public int Begin(int band) => band == First ? 0 : End(band - 1);

    /// <summary>One past the last row of a band.</summary>
    public int End(int band) => Math.Min(Math.Max(Lead + ((band + 1) * PerBand), 0), Rows);
}

/// <summary>Memory for some rows of each plane, used in turn: row <c>r</c> stands at <c>(r + Shift) mod Rows</c>.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Shift">Such that the rows of one band stand one behind the other.</param>
internal sealed record RowRing(int Rows, int Shift)
{
    /// <summary>Where a row stands.</summary>
    public int Position(int row) => (row + Shift) % Rows;
}
