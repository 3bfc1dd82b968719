using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Finds what an empty cell of a primitive operator means: the first row of <c>Defaults</c> that names the operator, whose condition
/// holds and whose cell says something.
/// </summary>
internal sealed class OperatorDefaults
{
    private readonly EquatableArray<TableRow> _rows;
    private readonly CellReader _reader;

    public OperatorDefaults(EquatableArray<TableRow> rows, CellReader reader)
    {
        _rows = rows;
        _reader = reader;
        foreach (TableRow row in rows)
        {
            Check(row);
        }
    }

    public TableCell? Find(string column, OperatorSpec spec, Scope scope)
    {
        foreach (TableRow row in _rows)
        {
            if (row.Find(column) is TableCell cell && row.Find("operator") is TableCell names
                && names.Text.Split(',').Any(name => OperatorSchema.FindOperator(name.Trim()) == spec)
                && _reader.Holds(row.Find("when"), scope) == true)
            {
                return cell;
            }
        }

        return null;
    }

    private void Check(TableRow row)
    {
        if (row.Find("operator") is not TableCell names)
        {
            _reader.Problems.Add(RuleIds.MissingCell, row.At, "operator");
            return;
        }

        foreach (string name in names.Text.Split(',').Select(name => name.Trim()))
        {
            if (OperatorSchema.FindOperator(name) is not OperatorSpec spec)
            {
                _reader.Report(RuleIds.UnknownOperator, names, name, NearestChoice.Hint(name, OperatorSchema.Operators.Select(known => known.Keyword)));
                continue;
            }

            foreach (TableCell cell in row.Cells.Where(cell => !spec.Reads(cell.Column)))
            {
                _reader.Report(RuleIds.ColumnNotRead, cell, name, cell.Column, cell.Text, NearestChoice.Hint(cell.Column, spec.Columns));
            }
        }
    }
}
