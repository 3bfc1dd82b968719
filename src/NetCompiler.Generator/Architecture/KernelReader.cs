using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>The window over neighbouring channels, without stride and padding.</summary>
/// <param name="Channels">How many channels share it.</param>
internal sealed record KernelShape(int Channels, Sides Size, Sides Dilation)
{
    /// <summary>How far its taps lie apart at most.</summary>
    public int Reach => (Size.Height - 1) * Dilation.Height;
}

/// <summary>Reads what a row says about its windows: one of them, or a list of sizes that share the channels.</summary>
internal static class KernelReader
{
    private const string Odd = "an odd whole number from 1 to 1023";

    /// <summary>The windows in channel order, at least one; null after a problem.</summary>
    /// <param name="channels">Channels that the windows share.</param>
    /// <param name="size">The one window that the row says, or null.</param>
    /// <param name="isStrided">Whether the row's stride is more than 1.</param>
    public static EquatableArray<KernelShape>? Read(
        Row row, Scope scope, int channels, Sides? size, Sides dilation, bool isStrided, CellReader reader)
    {
        if (Sizes(row, scope, size, reader) is not Sides[] sizes
            || IsDilated(row, scope, reader) is not bool isDilated
            || Shares(row, scope, channels, sizes.Length, reader) is not int[] shares)
        {
            return null;
        }

        if (isDilated && sizes.FirstOrDefault(one => one.Height != one.Width || one.Height % 2 == 0) is Sides uneven)
        {
            reader.Problems.Add(RuleIds.NotInRange, row.Find("k")?.At ?? row.At, "k", $"{uneven.Height}×{uneven.Width}", Odd);
            return null;
        }

        return sizes
            .Select((one, index) => isDilated && !isStrided && one.Height > 3
                ? new KernelShape(shares[index], new Sides(3, 3), Apart(dilation, (one.Height - 1) / 2))
                : new KernelShape(shares[index], one, dilation))
            .ToEquatableArray();
    }

    private static Sides[]? Sizes(Row row, Scope scope, Sides? size, CellReader reader)
    {
        if (row.Find("kernels") is not TableCell cell)
        {
            return size is null ? null : [size];
        }

        if (row.Find("k") is TableCell window)
        {
            reader.Report(RuleIds.ColumnsContradict, cell, cell.Column, cell.Text, window.Column, window.Text, "expected one of them");
            return null;
        }

        if (reader.List(cell, scope) is not EquatableArray<double> list)
        {
            return null;
        }

        foreach (double number in list)
        {
            if (number % 2 != 1 || number < 1 || number >= LanguageLimits.Window)
            {
                reader.Report(RuleIds.NotInRange, cell, cell.Column, Value.Format(number), Odd);
                return null;
            }
        }

        return [.. list.Select(number => new Sides((int)number, (int)number))];
    }

    private static bool? IsDilated(Row row, Scope scope, CellReader reader) =>
        row.Find("dilated") is TableCell cell ? reader.Flag(cell, scope) : false;

    /// <summary>The dilation of the 3×3 window that reaches as far as a larger one with this dilation.</summary>
    private static Sides Apart(Sides dilation, int factor) => new(dilation.Height * factor, dilation.Width * factor);

    /// <summary>How many channels each of several windows has.</summary>
    private static int[]? Shares(Row row, Scope scope, int channels, int windows, CellReader reader)
    {
        string? partition = row.Find("partition") is TableCell cell ? reader.Word(cell, scope) : "equal";
        if (partition is null)
        {
            return null;
        }

        List<int> shares = [];
        int left = channels;
        for (int index = 0; index < windows; index++)
        {
            // Beyond 2^-30 nothing is left of any number of channels.
            int share = partition == "equal" ? channels / windows
                : index == windows - 1 ? left
                : channels >> System.Math.Min(index + 1, 30);
            shares.Add(share);
            left -= share;
        }

        shares[0] += partition == "equal" ? left : 0;
        if (shares.Min() > 0)
        {
            return [.. shares];
        }

        TableCell kernels = row.Find("kernels")!;
        reader.Report(
            RuleIds.NotInRange, kernels, kernels.Column, $"a list of {windows} sizes", $"fewer, so that each has one of the {channels} channels at least");
        return null;
    }
}
