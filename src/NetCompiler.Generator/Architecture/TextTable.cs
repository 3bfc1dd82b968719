using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// One table of a file as text: no lines, only ordinals. A section's heading without a table and a <c>Uses:</c> line count as tables, so
/// that problems can point at them.
/// </summary>
/// <param name="Section">What the heading above makes of it.</param>
/// <param name="Heading">The heading's text without its marks, or the empty text.</param>
/// <param name="IsMarkdown">Whether a delimiter line makes it a table for Markdown too.</param>
/// <param name="Rows">Row 0 is the header. Cells are trimmed and unescaped.</param>
internal sealed record TextTable(
    SectionKind Section, string Heading, bool IsMarkdown, EquatableArray<EquatableArray<string>> Rows);

/// <summary>A file's tables and the text of its first heading.</summary>
/// <param name="Cut">Whether the file has more tables, rows or cells than are read; the cell where reading stopped, or null.</param>
internal sealed record TextTables(string? Title, EquatableArray<TextTable> Tables, CutText? Cut);

/// <summary>Where reading stopped, and why: what there is too much of and how much is read.</summary>
internal sealed record CutText(string What, int Limit, CellReference At);

/// <summary>The parts of a table file, told by their headings.</summary>
internal enum SectionKind
{
    /// <summary>Prose: tables there are not read.</summary>
    None,
    Parameters,
    Network,
    Defaults,
    Block,
    Widths,
    Names,
    Weights,
    Preprocessing,

    /// <summary>A line <c>Uses: NAME, NAME</c>.</summary>
    Uses,

    /// <summary>A heading that nearly is a section's.</summary>
    Misspelt,
}
