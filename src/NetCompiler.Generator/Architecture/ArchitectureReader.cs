using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Puts a network together from its own table (or the rows of attributes) and the tables that it uses: their blocks, their defaults after
/// its own, their width rule where it has none, and their parameters.
/// </summary>
internal static class ArchitectureReader
{
    /// <summary>The rows of a class's attributes as table rows: column 0 is the operator, column 1 the first other cell.</summary>
    public static EquatableArray<TableRow> RowsOf(EquatableArray<AttributeRow> attributes, ProblemList problems)
    {
        List<TableRow> rows = [];
        for (int index = 0; index < attributes.Count; index++)
        {
            CellReference at = new("", 0, index + 1, -1);
            List<TableCell> cells = [new TableCell("operator", attributes[index].Operator.Trim(), at with { Column = 0 })];
            for (int cell = 0; cell < attributes[index].Cells.Count; cell++)
            {
                (string name, string value) = (attributes[index].Cells[cell].Name, attributes[index].Cells[cell].Value.Trim());
                if (value.Length > 0 && value != "-")
                {
                    cells.Add(new TableCell(OperatorSchema.FindColumn(name)?.Name ?? name, value, at with { Column = cell + 1 }));
                }
            }

            if (cells.FirstOrDefault(cell => cell.Text.Length > LanguageLimits.CellCharacters) is TableCell large)
            {
                problems.Add(
                    RuleIds.TooMuchText, large.At, "characters in a cell", LanguageLimits.CellCharacters.ToString(CultureInfo.InvariantCulture));
                continue;
            }

            rows.Add(new TableRow(cells.Where(cell => cell.Text.Length > 0).ToEquatableArray(), at));
        }

        return rows.ToEquatableArray();
    }

    /// <param name="own">The network's own table; null where the rows are attributes.</param>
    /// <param name="attributes">The rows of attributes.</param>
    /// <param name="used">The tables that it uses.</param>
    public static NetworkArchitecture Read(
        string title, ParsedTable? own, EquatableArray<TableRow> attributes, IReadOnlyList<ParsedTable> used, CellReader reader)
    {
        IEnumerable<ParsedTable> tables = own is null ? used : used.Prepend(own);
        List<BlockHeading> headings = Headings(tables, own, reader);
        RowBinder binder = new(headings, reader);
        EquatableArray<Row> rows = binder.Bind(own?.Find(SectionKind.Network)?.Rows ?? attributes, true);
        List<Parameter> declared = own?.Find(SectionKind.Parameters) is TableSection section ? ParameterReader.Read(section, reader.Problems) : [];
        bool saysSize = declared.Any(parameter => parameter.Name is "Resolution" or "Height" or "Width");
        if (!saysSize && rows.Count > 0 && rows[0].Input is ExpectedShape first)
        {
            rows = rows.Skip(1).Prepend(rows[0] with { Input = first with { GivesSize = true } }).ToEquatableArray();
        }

        EquatableArray<Block> blocks = headings
            .Select(heading => new Block(heading.Name, heading.Parameters, binder.Bind(heading.Section.Rows, false), heading.Section.HeadingAt))
            .ToEquatableArray();
        BlockRecursion.Report(blocks, reader);
        if (own is not null && reader.Problems.Count == 0)
        {
            CheckNamedRows(own, rows, blocks, reader);
        }

        return new NetworkArchitecture(
            title,
            Parameters(declared, used, rows.FirstOrDefault()?.Input, reader),
            rows,
            Rows(tables, SectionKind.Defaults).ToEquatableArray(),
            blocks,
            FirstRows(tables, SectionKind.Widths),
            own?.Find(SectionKind.Names),
            Rows(own is null ? [] : [own], SectionKind.Weights).ToEquatableArray(),
            FirstRows(own is null ? [] : [own], SectionKind.Preprocessing));
    }

    /// <summary>What the tables of widths and names say about rows that are not there would go unheard.</summary>
    private static void CheckNamedRows(ParsedTable own, EquatableArray<Row> rows, EquatableArray<Block> blocks, CellReader reader)
    {
        string[] mine = [.. rows.Select(row => row.Name).Distinct()];
        string[] layers = [.. mine, .. blocks.SelectMany(block => block.Rows.Select(row => block.Name + "." + row.Name))];
        IEnumerable<(TableCell Cell, string Name, string[] Known)> named =
        [
            .. Cells(own, SectionKind.Widths, "rows").SelectMany(cell => cell.Text.Split(',').Select(name => (cell, name.Trim(), mine))),
            .. Cells(own, SectionKind.Names, "layer").Select(cell => (cell, cell.Text, layers)),
        ];
        foreach ((TableCell cell, string name, string[] known) in named.Where(each => !each.Known.Contains(each.Name)))
        {
            reader.Report(RuleIds.UnknownNamedRow, cell, name, NearestChoice.Hint(name, known));
        }
    }

    private static IEnumerable<TableCell> Cells(ParsedTable table, SectionKind kind, string column) =>
        Rows([table], kind).SelectMany(row => row.Cells.Where(cell => cell.Column == column));

    private static List<BlockHeading> Headings(IEnumerable<ParsedTable> tables, ParsedTable? own, CellReader reader)
    {
        List<BlockHeading> headings = [];
        foreach (ParsedTable table in tables)
        {
            List<BlockHeading> mine = [];
            foreach (TableSection section in table.Sections.Where(section => section.Kind == SectionKind.Block))
            {
                if (BlockHeading.Read(section, reader) is not BlockHeading heading)
                {
                    continue;
                }

                if (mine.Any(other => OperatorSchema.Equal(other.Name, heading.Name)))
                {
                    reader.Problems.Add(RuleIds.DuplicateName, section.HeadingAt, heading.Name, "a block");
                    continue;
                }

                mine.Add(heading);
            }

            // A table's own block stands before one of the same name that it uses.
            headings.AddRange(mine.Where(heading => headings.All(other => !OperatorSchema.Equal(other.Name, heading.Name))));
        }

        return headings;
    }

    private static EquatableArray<Parameter> Parameters(
        List<Parameter> declared, IReadOnlyList<ParsedTable> used, ExpectedShape? input, CellReader reader)
    {
        List<Parameter> parameters = [.. declared, .. Standard(declared, input)];
        foreach (ParsedTable table in used)
        {
            if (table.Find(SectionKind.Parameters) is TableSection others)
            {
                Parameter[] further =
                    [.. ParameterReader.Read(others, reader.Problems).Where(other => parameters.All(known => known.Name != other.Name))];
                parameters.AddRange(further);
            }
        }

        return parameters.ToEquatableArray();
    }

    /// <summary>
    /// The parameters that every network has and that the table does not mention; where it says nothing about the input's size, the
    /// first row's <c>input</c> does.
    /// </summary>
    private static List<Parameter> Standard(List<Parameter> declared, ExpectedShape? input)
    {
        List<Parameter> missing = [];
        foreach (Parameter parameter in ParameterReader.Standard.Where(standard => declared.All(known => known.Name != standard.Name)))
        {
            int? printed = input is null ? null : parameter.Name switch
            {
                "Resolution" when input.GivesSize && input.Height == input.Width => input.Height,
                "Height" when input.GivesSize && input.Height != input.Width => input.Height,
                "Width" when input.GivesSize && input.Height != input.Width => input.Width,
                "Channels" => input.Channels,
                _ => null,
            };
            missing.Add(printed is int size
                ? parameter with { Default = new TableCell("default", size.ToString(CultureInfo.InvariantCulture), new CellReference("", -1, 0, 0)) }
                : parameter);
        }

        return missing;
    }

    private static IEnumerable<TableRow> Rows(IEnumerable<ParsedTable> tables, SectionKind kind) =>
        tables.SelectMany(table => table.Find(kind)?.Rows ?? default);

    private static EquatableArray<TableRow> FirstRows(IEnumerable<ParsedTable> tables, SectionKind kind) =>
        tables.Select(table => table.Find(kind)).FirstOrDefault(section => section is not null)?.Rows ?? default;
}
