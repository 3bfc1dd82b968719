using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// One row of a network or block whose operator is known: what it computes and the cells that say how. Nothing is evaluated.
/// </summary>
/// <param name="Name">The row's name, given or made; unique in its table.</param>
/// <param name="IsNamed">Whether the user gave it.</param>
/// <param name="Operator">The primitive operator, or null for a block.</param>
/// <param name="Block">The block's name, or null for a primitive operator.</param>
/// <param name="Cells">The values, by column; those in the operator's cell (a window, a stride) included.</param>
/// <param name="From">The rows that it reads, or none for the row above.</param>
/// <param name="Input">The shape that the paper prints, or null.</param>
/// <param name="At">The operator's cell.</param>
/// <param name="Place">The whole row.</param>
internal sealed record Row(
    string Name,
    bool IsNamed,
    OperatorSpec? Operator,
    string? Block,
    EquatableArray<TableCell> Cells,
    EquatableArray<TableCell> From,
    ExpectedShape? Input,
    CellReference At,
    CellReference Place)
{
    public TableCell? Find(string column) => Cells.FirstOrDefault(cell => cell.Column == column);

    /// <summary>The operator's or the block's name.</summary>
    public string Keyword => Operator?.Keyword ?? Block!;

    /// <summary>Whether the row yields the classes: it has weights, and as many channels as there are classes.</summary>
    public bool YieldsClasses => Operator is { HasWeights: true } && Find("c")?.Text == OperatorSchema.ClassesParameter;
}
