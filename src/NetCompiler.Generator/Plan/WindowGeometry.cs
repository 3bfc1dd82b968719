namespace NetCompiler.Generator.Plan;

/// <summary>Sizes of a sliding window and of the maps that it leads from and to, as a kernel walks them.</summary>
/// <param name="InputRows">Rows of the input as the kernel sees it.</param>
/// <param name="InputColumns">Columns of the input as the kernel sees it.</param>
/// <param name="Rows">Rows of the output as the kernel sees it: a 1×1 convolution may see several rows as one.</param>
/// <param name="Columns">Columns of the output as the kernel sees it.</param>
/// <param name="PaddingTop">Padded rows above; those below follow from the sizes.</param>
/// <param name="PaddingLeft">Padded columns to the left; those to the right follow from the sizes.</param>
internal sealed record WindowGeometry(
    int InputRows,
    int InputColumns,
    int Rows,
    int Columns,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int DilationHeight,
    int DilationWidth,
    int PaddingTop,
    int PaddingLeft)
{
    /// <summary>Whether no window ever leaves the map at the top or bottom.</summary>
    public bool RowsAreInside =>
        PaddingTop == 0 && ((Rows - 1) * StrideHeight) + ((KernelHeight - 1) * DilationHeight) < InputRows;

    /// <summary>Whether there is one tap and every pixel has it: rows then need not be told apart.</summary>
    public bool IsPointwise =>
        KernelHeight == 1 && KernelWidth == 1 && StrideHeight == 1 && StrideWidth == 1
        && Rows == InputRows && Columns == InputColumns;

    /// <summary>The input column that a tap reads; outside the map where it is padded.</summary>
    public int InputColumn(int column, int kernelColumn) =>
        (column * StrideWidth) - PaddingLeft + (kernelColumn * DilationWidth);

    /// <summary>The input row that a tap reads; outside the map where it is padded.</summary>
    public int InputRow(int row, int kernelRow) => (row * StrideHeight) - PaddingTop + (kernelRow * DilationHeight);

    /// <summary>Whether the tap <paramref name="kernelColumn"/> of the result in <paramref name="column"/> lies in the map.</summary>
    public bool ColumnIsInside(int column, int kernelColumn)
    {
        int inputColumn = InputColumn(column, kernelColumn);
        return inputColumn >= 0 && inputColumn < InputColumns;
    }

    /// <summary>The same walk over a 1×1 convolution's pixels in so many rows.</summary>
    public WindowGeometry AsRows(int rows)
    {
        int columns = Rows * Columns / rows;
        return this with { InputRows = rows, Rows = rows, InputColumns = columns, Columns = columns };
    }
}
