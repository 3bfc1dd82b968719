namespace NetCompiler.Generator.Plan;

/// <summary>How a map is cut into the tiles of Winograd's algorithm, from its first pixel on; the last tiles of rows and columns may pass the map's end.</summary>
/// <param name="Side">Rows and columns of results of one tile.</param>
/// <param name="PaddingTop">Padded rows above the map that is read.</param>
/// <param name="PaddingLeft">Padded columns to its left.</param>
/// <param name="TileRows">Tiles from top to bottom.</param>
/// <param name="TileColumns">Tiles from left to right.</param>
/// <param name="StripRows">Rows of tiles that are worked on together; divides <paramref name="TileRows"/>.</param>
/// <param name="PositionPixels">From one position of transformed tiles to the next, in pixels of their planes: at least the tiles of a strip.</param>
internal sealed record WinogradTiling(
    int Side, int PaddingTop, int PaddingLeft, int TileRows, int TileColumns, int StripRows, int PositionPixels)
{
    /// <summary>Rows and columns that a tile reads, and of its transform.</summary>
    public int Reach => Side + 2;

    /// <summary>Positions of a transformed tile.</summary>
    public int Positions => Reach * Reach;

    /// <summary>Tiles of a strip.</summary>
    public int StripTiles => StripRows * TileColumns;

    /// <summary>Columns that the tiles of a row read together, padded ones included.</summary>
    public int RowColumns => (TileColumns * Side) + 2;

    /// <summary>
    /// Rows in work: first the map's rows half transformed, then a row of zeros for those above and below the map, then the products half transformed back,
    /// then a row that takes results below the map.
    /// </summary>
    public int WorkRows => (2 * Reach) + 2;

    /// <summary>Among the rows in work, the one of zeros.</summary>
    public int ZeroRow => Reach;

    /// <summary>Among the rows in work, the first of the products'.</summary>
    public int FirstProductRow => Reach + 1;

    /// <summary>Among the rows in work, the one that takes what is not wanted.</summary>
    public int UnusedRow => (2 * Reach) + 1;
}
