using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A block written as a table: the columns that its use may fill, and its rows.</summary>
/// <param name="At">The heading.</param>
internal sealed record Block(string Name, EquatableArray<BlockParameter> Parameters, EquatableArray<Row> Rows, CellReference At);

/// <summary>A column that a block reads where it is used.</summary>
/// <param name="Default">What an empty cell means, or null where the cell must say something.</param>
internal sealed record BlockParameter(string Name, TableCell? Default);
