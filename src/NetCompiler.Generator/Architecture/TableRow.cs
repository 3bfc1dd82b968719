using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>One cell that says something: <c>-</c> and empty cells are left out.</summary>
internal sealed record TableCell(string Column, string Text, CellReference At);

/// <summary>One row of a section's table; knows its ordinal, not its line.</summary>
internal sealed record TableRow(EquatableArray<TableCell> Cells, CellReference At)
{
    public TableCell? Find(string column) => Cells.FirstOrDefault(cell => cell.Column == column);
}

/// <summary>One section of a table file, its columns under their own names.</summary>
/// <param name="Heading">The heading's text.</param>
/// <param name="HeadingAt">Where problems with the section as a whole are shown.</param>
internal sealed record TableSection(
    SectionKind Kind, string Heading, CellReference HeadingAt, EquatableArray<string> Columns, EquatableArray<TableRow> Rows);

/// <summary>A table file, parted in sections; nothing is evaluated yet.</summary>
/// <param name="Uses">The tables whose blocks, defaults, width rule and parameters the file asks for.</param>
internal sealed record ParsedTable(string Path, string? Title, EquatableArray<TableSection> Sections, EquatableArray<TableCell> Uses)
{
    public TableSection? Find(SectionKind kind) => Sections.FirstOrDefault(section => section.Kind == kind);
}
