using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Turns rows of text into rows whose operator or block is known and whose columns that operator reads. Evaluates nothing; checks the
/// spelling of every expression, so that a mistake in a block that is not used is found too.
/// </summary>
internal sealed class RowBinder
{
    private readonly IReadOnlyList<BlockHeading> _blocks;
    private readonly CellReader _reader;
    private readonly bool _areAllBlocksKnown;

    public RowBinder(IReadOnlyList<BlockHeading> blocks, CellReader reader)
    {
        // What could not be read may be a block that rows use: then its heading is the mistake, not each use.
        _areAllBlocksKnown = reader.Problems.Count == 0;
        _blocks = blocks;
        _reader = reader;
    }

    /// <summary>The rows of one table, those with problems left out.</summary>
    /// <param name="isNetwork">The network's own table rather than a block's.</param>
    public EquatableArray<Row> Bind(IEnumerable<TableRow> rows, bool isNetwork)
    {
        List<Row> bound = [];
        foreach (TableRow row in rows)
        {
            if (Bind(row) is Row found)
            {
                bound.Add(found);
            }
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Row row in bound.Where(row => row.IsNamed))
        {
            if (!names.Add(row.Name))
            {
                _reader.Problems.Add(RuleIds.DuplicateName, row.At, row.Name, "a row");
            }
        }

        return RowNames.Give(bound, isNetwork);
    }

    private Row? Bind(TableRow row)
    {
        if (row.Find("operator") is not TableCell cell)
        {
            _reader.Problems.Add(RuleIds.MissingCell, row.At, "operator");
            return null;
        }

        OperatorCell taken = OperatorCell.Read(cell.Text);
        BlockHeading? block = _blocks.FirstOrDefault(candidate => OperatorSchema.Equal(candidate.Name, taken.Words));
        OperatorSpec? spec = block is null ? OperatorSchema.FindOperator(taken.Words) : null;
        if (block is null && spec is null)
        {
            if (!_areAllBlocksKnown)
            {
                return null;
            }

            // The table's own blocks first: a message does not list all operators.
            IEnumerable<string> choices = _blocks.Select(known => known.Name).Concat(OperatorSchema.Operators.Select(known => known.Keyword));
            _reader.Report(RuleIds.UnknownOperator, cell, taken.Words.Length > 0 ? taken.Words : cell.Text, NearestChoice.Hint(taken.Words, choices));
            return null;
        }

        IEnumerable<TableCell> settings = taken.Settings.Select(setting => new TableCell(setting.Column, setting.Text, cell.At));
        List<TableCell> values = [];
        bool valid = true;
        foreach (TableCell value in settings.Concat(row.Cells))
        {
            if (value.Column is "operator" or "name" or "from" or "input")
            {
                continue;
            }

            TableCell spelled = value.Column == "c" && OperatorSchema.MeansClasses(value.Text)
                ? value with { Text = OperatorSchema.ClassesParameter }
                : value;
            if (!Reads(spec, block, spelled.Column))
            {
                IEnumerable<string> columns = block?.Parameters.Select(parameter => parameter.Name) ?? spec!.Columns;
                _reader.Report(RuleIds.ColumnNotRead, value, taken.Words, value.Column, value.Text, NearestChoice.Hint(value.Column, columns));
                valid = false;
            }
            else if (values.Any(other => other.Column == spelled.Column))
            {
                _reader.Report(RuleIds.SaidTwice, value, value.Column, value.Text, cell.Text);
                valid = false;
            }
            else
            {
                valid &= IsSpelt(spelled);
                values.Add(spelled);
            }
        }

        TableCell? name = row.Find("name");
        if (name is not null && (!ExpressionToken.IsName(name.Text) || ExpressionParser.IsReserved(name.Text) || name.Text[0] == '_'))
        {
            _reader.Report(RuleIds.BadName, name, name.Text);
            valid = false;
        }

        ExpectedShape? input = null;
        if (row.Find("input") is TableCell shape)
        {
            input = Shape(shape);
            valid &= input is not null;
        }

        return !valid ? null : new Row(
            name?.Text ?? "", name is not null, spec, block?.Name, values.ToEquatableArray(), From(row), input, cell.At, row.At);
    }

    private static bool Reads(OperatorSpec? spec, BlockHeading? block, string column) =>
        block is null ? spec!.Reads(column)
            : column is "n" or "when" || block.Parameters.Any(parameter => OperatorSchema.Equal(parameter.Name, column));

    /// <summary>Whether the text is an expression, or something that needs none; reported where not.</summary>
    private bool IsSpelt(TableCell cell) =>
        CellReader.IsPlain(cell) || OperatorSchema.FindChoice(cell.Column, cell.Text) is not null
        || _reader.Parse(cell, cell.Column == "when") is not null;

    private ExpectedShape? Shape(TableCell cell)
    {
        if (SizeText.Read(cell.Text) is { Count: 3 } sizes && sizes.All(size => size > 0))
        {
            return new ExpectedShape(sizes[0], sizes[1], sizes[2], cell.At);
        }

        if (SizeText.ForeignDigit(cell.Text) is string digit)
        {
            _reader.Report(RuleIds.ForeignDigit, cell, cell.Text, digit);
        }
        else
        {
            _reader.Report(RuleIds.BadShape, cell, cell.Text);
        }

        return null;
    }

    private static EquatableArray<TableCell> From(TableRow row) =>
        row.Find("from") is TableCell names
            ? names.Text.Split(',', '+').Select(name => names with { Text = name.Trim() }).ToEquatableArray()
            : default;
}
