using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A network as it was written, every operator, column and block known; parameters have no values yet.</summary>
/// <param name="Defaults">Norm, activation, bias and padding by operator; the first row that fits counts, cell by cell.</param>
/// <param name="Widths">Rules for the network's <c>c</c> column; the first row that fits counts.</param>
/// <param name="Names">Checkpoint names, or null without such a table.</param>
internal sealed record NetworkArchitecture(
    string Title,
    EquatableArray<Parameter> Parameters,
    EquatableArray<Row> Rows,
    EquatableArray<TableRow> Defaults,
    EquatableArray<Block> Blocks,
    EquatableArray<TableRow> Widths,
    TableSection? Names,
    EquatableArray<TableRow> Weights,
    EquatableArray<TableRow> Preprocessing)
{
    public Block? FindBlock(string name) => Blocks.FirstOrDefault(block => OperatorSchema.Equal(block.Name, name));
}
