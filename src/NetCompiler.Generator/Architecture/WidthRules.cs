using System;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Applies the width rule to the channels of a network's row: the first rule whose rows and condition fit. A width <c>w</c> is rounded to
/// the nearest multiple of the divisor, not below the minimum, and up by one divisor where less than the stated share of <c>w</c> is left.
/// </summary>
internal static class WidthRules
{
    /// <summary>The width, or null after a problem.</summary>
    public static int? Apply(EquatableArray<TableRow> rules, string rowName, TableCell cell, double channels, Scope around, CellReader reader)
    {
        // A rule's minimum would make a width of what is none.
        if (channels <= 0)
        {
            return reader.Whole(cell, channels, 1, LanguageLimits.Channels);
        }

        Scope scope = new(around);
        scope.Set("c", Value.Of(channels));
        foreach (TableRow rule in rules)
        {
            if (rule.Find("rows") is TableCell rows && !rows.Text.Split(',').Any(name => name.Trim() == rowName))
            {
                continue;
            }

            if (reader.Holds(rule.Find("when"), scope) is not bool holds)
            {
                return null;
            }

            if (holds)
            {
                return Apply(rule, cell, scope, reader);
            }
        }

        return reader.Whole(cell, channels, 1, LanguageLimits.Channels);
    }

    private static int? Apply(TableRow rule, TableCell cell, Scope scope, CellReader reader)
    {
        if (rule.Find("width") is not TableCell expression)
        {
            reader.Problems.Add(RuleIds.MissingCell, rule.At, "width");
            return null;
        }

        if (reader.Number(expression, scope) is not double width
            || Cell(rule, "divisor", 1, scope, reader) is not int divisor
            || Cell(rule, "minimum", divisor, scope, reader) is not int minimum
            || Share(rule, reader) is not double share)
        {
            return null;
        }

        double rounded = Math.Max(minimum, Math.Floor((width + (divisor / 2.0)) / divisor) * divisor);
        if (rounded < share * width)
        {
            rounded += divisor;
        }

        return reader.Whole(cell, rounded, 1, LanguageLimits.Channels);
    }

    private static int? Cell(TableRow rule, string column, int whenEmpty, Scope scope, CellReader reader) =>
        rule.Find(column) is TableCell cell ? reader.Whole(cell, scope, 1, LanguageLimits.Channels) : whenEmpty;

    /// <summary>A share such as <c>90 %</c>; none without a cell.</summary>
    private static double? Share(TableRow rule, CellReader reader)
    {
        if (rule.Find("at least") is not TableCell cell)
        {
            return 0;
        }

        string text = cell.Text.TrimEnd();
        if (text.EndsWith("%", StringComparison.Ordinal)
            && ExpressionToken.ParseNumber(text.Substring(0, text.Length - 1).TrimEnd()) is double percent && percent <= 100)
        {
            return percent / 100;
        }

        reader.Report(RuleIds.BadShare, cell, cell.Text);
        return null;
    }
}
