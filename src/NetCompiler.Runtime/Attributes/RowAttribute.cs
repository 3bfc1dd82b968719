namespace NetCompiler;

/// <summary>
/// One row of the network's table, on a class with <c>[Network]</c>: the rows follow each other as they are written.
/// </summary>
/// <remarks>
/// Cells are numbers or expressions over the network's parameters, as in a table file: <c>C = 32</c>, <c>C = "Classes"</c>, <c>C = "2·in"</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RowAttribute : Attribute
{
    /// <summary>A row of an operator or a block.</summary>
    /// <param name="operator">The operator with its window, as in a table: <c>conv2d 3x3</c>, <c>bottleneck</c>, <c>avgpool</c>.</param>
    public RowAttribute(string @operator)
    {
        Operator = @operator;
    }

    /// <summary>A row of an operator or a block, with cells of any column.</summary>
    /// <param name="operator">The operator with its window, as in a table: <c>conv2d 3x3</c>, <c>fire</c>.</param>
    /// <param name="cells">Columns and their cells, separated by spaces: <c>s1x1=16 e1x1=64 e3x3=64</c>. A cell has no spaces in it.</param>
    public RowAttribute(string @operator, string cells)
    {
        Operator = @operator;
        Cells = cells;
    }

    /// <summary>The operator's cell.</summary>
    public string Operator { get; }

    /// <summary>Columns and their cells, separated by spaces, or null.</summary>
    public string? Cells { get; }

    /// <summary>Output channels: the column <c>c</c>. A number or an expression.</summary>
    public object? C { get; set; }

    /// <summary>Stride, of the first repeat where the row is repeated: the column <c>s</c>. A number or an expression.</summary>
    public object? S { get; set; }

    /// <summary>How often the row is repeated: the column <c>n</c>. A number or an expression.</summary>
    public object? N { get; set; }

    /// <summary>Expansion factor: the column <c>t</c>. A number or an expression.</summary>
    public object? T { get; set; }
}
