using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Parts a table file in sections and gives every column its own name. Knows which columns a section has, not what their cells mean;
/// never throws, whatever the text.
/// </summary>
internal static class TableParser
{
    private static readonly string[] RowColumns = [.. OperatorSchema.Columns.Select(column => column.Name)];

    public static ParsedTable Parse(string path, string text, ProblemList problems)
    {
        TextTables tables = TableLexer.Read(text, path);
        if (tables.Cut is CutText cut)
        {
            // What was cut off would look like a second mistake.
            problems.Add(RuleIds.TooMuchText, cut.At, cut.What, Number(cut.Limit));
            return new ParsedTable(path, tables.Title, default, default);
        }

        List<TableSection> sections = [];
        List<TableCell> uses = [];
        TextTable? failed = null;
        for (int index = 0; index < tables.Tables.Count; index++)
        {
            TextTable table = tables.Tables[index];
            CellReference heading = new(path, index, -1, -1);
            switch (table.Section)
            {
                case SectionKind.None:
                    break;

                case SectionKind.Misspelt:
                    problems.Add(RuleIds.UnknownSection, heading, table.Heading, NearestChoice.Hint(Word(table.Heading), TableLexer.SectionNames));
                    break;

                case SectionKind.Uses:
                    uses.AddRange(table.Rows[0].Select((name, column) => new TableCell("uses", name, new CellReference(path, index, 0, column))));
                    break;

                default:
                    // A line that breaks a table in two leaves a second one without a header: one mistake.
                    if (failed is not null && failed.Section == table.Section && failed.Heading == table.Heading)
                    {
                        break;
                    }

                    int before = problems.Count;
                    if (Section(table, heading, problems) is not TableSection section)
                    {
                        failed = problems.Count > before ? table : null;
                    }
                    else
                    {
                        if (section.Kind != SectionKind.Block && sections.Any(other => other.Kind == section.Kind))
                        {
                            problems.Add(RuleIds.DuplicateSection, heading, section.Kind.ToString());
                        }
                        else
                        {
                            sections.Add(section);
                        }
                    }

                    break;
            }
        }

        return new ParsedTable(path, tables.Title, sections.ToEquatableArray(), uses.ToEquatableArray());
    }

    /// <summary>The columns of a section in their order; rows of networks and blocks may have further ones, named by blocks' parameters.</summary>
    public static IReadOnlyList<string> ColumnsOf(SectionKind kind) => kind switch
    {
        SectionKind.Parameters => ["parameter", "default", "range", "meaning"],
        SectionKind.Network => RowColumns,
        SectionKind.Block => [.. RowColumns.Where(column => column != "input")],
        SectionKind.Defaults => ["operator", "norm", "act", "bias", "padding", "rounding", "count", "when"],
        SectionKind.Widths => ["rows", "width", "divisor", "minimum", "at least", "when"],
        SectionKind.Names => ["layer", "torchvision", "timm", "keras", "authors", "when"],
        SectionKind.Weights => ["dialect", "epsilon", "form", "ignored", "when"],
        SectionKind.Preprocessing => ["crop", "interpolation", "mean", "std", "order", "when"],
        _ => [],
    };

    /// <summary>The column without which a section says nothing.</summary>
    private static string KeyColumn(SectionKind kind) => kind switch
    {
        SectionKind.Parameters => "parameter",
        SectionKind.Widths => "width",
        SectionKind.Names => "layer",
        SectionKind.Weights => "dialect",
        SectionKind.Preprocessing => "mean",
        _ => "operator",
    };

    private static TableSection? Section(TextTable table, CellReference heading, ProblemList problems)
    {
        if (table.Rows.Count == 0)
        {
            problems.Add(RuleIds.EmptySection, heading, table.Heading);
            return null;
        }

        EquatableArray<string> header = table.Rows[0];

        // Below the title there may be tables of the text's own besides the parameters.
        if (table.Section == SectionKind.Parameters && !OperatorSchema.Equal(Word(table.Heading), nameof(SectionKind.Parameters))
            && !header.Any(name => NearestChoice.Find(name, ["parameter"]) is not null))
        {
            return null;
        }

        if (!table.IsMarkdown)
        {
            problems.Add(RuleIds.NoDelimiter, heading with { Row = 0 }, table.Heading);
            return null;
        }

        bool known = true;
        List<string> columns = [];
        IReadOnlyList<string> valid = ColumnsOf(table.Section);
        for (int index = 0; index < header.Count; index++)
        {
            CellReference at = heading with { Row = 0, Column = index };
            if (header[index].Length > LanguageLimits.CellCharacters)
            {
                problems.Add(RuleIds.TooMuchText, at, "characters in a cell", Number(LanguageLimits.CellCharacters));
                return null;
            }

            string? column = Column(table.Section, header[index], valid);
            if (column is null)
            {
                problems.Add(RuleIds.UnknownColumn, at, header[index], NearestChoice.Hint(header[index], valid));
                known = false;
            }
            else if (columns.Contains(column))
            {
                problems.Add(RuleIds.DuplicateColumn, at, column);
                known = false;
            }

            columns.Add(column ?? "");
        }

        string key = KeyColumn(table.Section);
        if (known && !columns.Contains(key))
        {
            problems.Add(RuleIds.MissingColumn, heading with { Row = 0 }, key, NearestColumn(key, columns));
            known = false;
        }

        if (!known)
        {
            return null;
        }

        if (table.Rows.Count == 1)
        {
            problems.Add(RuleIds.EmptySection, heading, table.Heading);
            return null;
        }

        List<TableRow> rows = [];
        for (int index = 1; index < table.Rows.Count; index++)
        {
            if (Row(table.Rows[index], columns, heading with { Row = index }, problems) is TableRow row)
            {
                rows.Add(row);
            }
        }

        return new TableSection(table.Section, table.Heading, heading, columns.ToEquatableArray(), rows.ToEquatableArray());
    }

    private static TableRow? Row(EquatableArray<string> texts, List<string> columns, CellReference at, ProblemList problems)
    {
        for (int index = 0; index < texts.Count; index++)
        {
            if (texts[index] is "…" or "..." or "⋮")
            {
                problems.Add(RuleIds.EllipsisRow, at with { Column = index }, texts[index]);
                return null;
            }
        }

        if (texts.Count != columns.Count)
        {
            problems.Add(
                RuleIds.RaggedRow,
                texts.Count > columns.Count ? at with { Column = columns.Count } : at,
                Number(texts.Count), Number(columns.Count));
            return null;
        }

        List<TableCell> cells = [];
        for (int index = 0; index < columns.Count; index++)
        {
            string text = texts[index];
            CellReference cell = at with { Column = index };
            if (text.Length > LanguageLimits.CellCharacters)
            {
                problems.Add(RuleIds.TooMuchText, cell, "characters in a cell", Number(LanguageLimits.CellCharacters));
                return null;
            }

            if (text.Length > 0 && text is not ("-" or "–" or "—" or "−"))
            {
                cells.Add(new TableCell(columns[index], text, cell));
            }
        }

        return new TableRow(cells.ToEquatableArray(), at);
    }

    private static string? Column(SectionKind kind, string heading, IReadOnlyList<string> valid)
    {
        if (kind is SectionKind.Network or SectionKind.Block && OperatorSchema.FindColumn(heading) is ColumnSpec spec)
        {
            return valid.Contains(spec.Name) ? spec.Name : null;
        }

        // A column of a block's parameter keeps its name; whether there is such a block is not known here.
        return valid.FirstOrDefault(column => OperatorSchema.Equal(column, heading))
            ?? (kind is SectionKind.Network or SectionKind.Block && ExpressionToken.IsName(heading) ? heading : null);
    }

    private static string NearestColumn(string key, List<string> columns) =>
        NearestChoice.Find(key, columns) is string near ? $"is '{near}' meant to be it?" : $"the columns are {string.Join(", ", columns)}";

    private static string Word(string heading) => new([.. heading.TakeWhile(char.IsLetter)]);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
