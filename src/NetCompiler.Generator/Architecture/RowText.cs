using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// A network's row in normal form, every number worked out but the number of classes: <c>bottleneck t=6 c=24 n=2 s=2</c>. It is itself an
/// operator's cell of the language.
/// </summary>
internal static class RowText
{
    public static string? Write(Row row, Scope scope, EquatableArray<TableRow> widths, CellReader reader)
    {
        List<string> parts = [row.Keyword];
        if (row.Find("k") is TableCell window)
        {
            parts.Add(CellReader.IsSides(window.Text) ? window.Text.Replace('x', '×').Replace('X', '×') : "k=" + Text(window, scope, reader));
        }

        foreach (TableCell cell in row.Cells.Where(cell => cell.Column is not ("k" or "when")))
        {
            string? text = cell.Column == "c" && row.YieldsClasses ? cell.Text
                : cell.Column == "c" && reader.Number(cell, scope) is double channels
                ? WidthRules.Apply(widths, row.Name, cell, channels, scope, reader)?.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : Text(cell, scope, reader);
            parts.Add($"{cell.Column}={text}");
        }

        if (row.From.Count > 0)
        {
            parts.Add("from=" + string.Join("+", row.From.Select(name => name.Text)));
        }

        return string.Join(" ", parts);
    }

    private static string? Text(TableCell cell, Scope scope, CellReader reader) =>
        OperatorSchema.HoldsLists(cell.Column) ? reader.List(cell, scope) is EquatableArray<double> list ? Value.Of(list).Text : null
        : CellReader.IsSides(cell.Text) || cell.Text.StartsWith("(", System.StringComparison.Ordinal)
            || OperatorSchema.FindColumn(cell.Column) is { Choices.Count: > 0 } && OperatorSchema.FindChoice(cell.Column, cell.Text) is not null
                ? ExpressionToken.IsName(cell.Text) ? cell.Text : OperatorSchema.FindChoice(cell.Column, cell.Text) ?? cell.Text.Replace(" ", "")
                : reader.Evaluate(cell, scope)?.Text;
}
