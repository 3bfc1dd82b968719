using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Reads a table of parameters: their names, their ranges and the cells of their defaults.</summary>
internal static class ParameterReader
{
    /// <summary>What the range of a list begins with.</summary>
    private const string ListMark = "list of ";

    /// <summary>Parameters that every network has; a table may say more about them.</summary>
    public static readonly EquatableArray<Parameter> Standard = EquatableArray.Of(
        Size("Resolution", null, LanguageLimits.Side, "Height and width of the input."),
        Size("Height", "Resolution", LanguageLimits.Side, "Height of the input."),
        Size("Width", "Resolution", LanguageLimits.Side, "Width of the input."),
        Size("Channels", "3", LanguageLimits.Channels, "Channels of the input."),
        Size(OperatorSchema.ClassesParameter, null, LanguageLimits.Channels, "Classes that the network tells apart."));

    public static List<Parameter> Read(TableSection section, ProblemList problems)
    {
        List<Parameter> parameters = [];
        foreach (TableRow row in section.Rows)
        {
            if (row.Find("parameter") is not TableCell name)
            {
                problems.Add(RuleIds.MissingCell, row.At, "parameter");
            }
            else if (!ExpressionToken.IsName(name.Text) || ExpressionParser.IsReserved(name.Text))
            {
                problems.Add(RuleIds.BadName, name.At, name.Text);
            }
            else if (parameters.Any(other => other.Name == name.Text))
            {
                problems.Add(RuleIds.DuplicateName, name.At, name.Text, "a parameter");
            }
            else if (Read(name, row, problems) is Parameter parameter)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    private static Parameter Size(string name, string? whenUnset, int most, string meaning) => new(
        name, whenUnset is null ? null : new TableCell("default", whenUnset, new CellReference("", -1, 0, 0)),
        ValueKind.Number, true, 1, false, most, false, default, $"1 .. {most}", meaning, null);

    private static Parameter? Read(TableCell name, TableRow row, ProblemList problems)
    {
        Parameter any = new(
            name.Text, row.Find("default"), ValueKind.Number, false, null, false, null, false, default,
            row.Find("range")?.Text ?? "", row.Find("meaning")?.Text ?? "", name.At);
        if (row.Find("range") is not TableCell range)
        {
            return any;
        }

        string text = range.Text.Replace("`", "");
        Parameter? read = List(any, text) ?? Bounds(any, text) ?? Comparisons(any, text) ?? Numbers(any, text) ?? Words(any, text);
        if (read is null)
        {
            problems.Add(RuleIds.BadRange, range.At, range.Text);
        }

        return read;
    }

    /// <summary><c>list of 3 .. 31</c>: whole numbers.</summary>
    private static Parameter? List(Parameter any, string text)
    {
        string trimmed = text.Trim();
        return trimmed.StartsWith(ListMark, StringComparison.Ordinal) && Bounds(any, trimmed.Substring(ListMark.Length)) is { IsWhole: true } bounds
            ? bounds with { Kind = ValueKind.List }
            : null;
    }

    /// <summary><c>1 ..</c>, <c>0.0 .. 1.0</c>, <c>.. 8</c>: whole numbers unless a bound has a point.</summary>
    private static Parameter? Bounds(Parameter any, string text)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            return null;
        }

        string low = text.Substring(0, dots).Trim();
        string high = text.Substring(dots + 2).Trim();
        double? least = Number(low);
        double? most = Number(high);
        return (least is null && low.Length > 0) || (most is null && high.Length > 0) || least > most
            ? null
            : any with { IsWhole = low.IndexOf('.') < 0 && high.IndexOf('.') < 0, Least = least, Most = most };
    }

    /// <summary><c>&gt; 0</c>, <c>&gt;= 0.1, &lt; 4</c>.</summary>
    private static Parameter? Comparisons(Parameter any, string text)
    {
        Parameter read = any;
        foreach (string part in text.Split(','))
        {
            string trimmed = part.Trim().Replace("≥", ">=").Replace("≤", "<=");
            bool isLeast = trimmed.StartsWith(">", StringComparison.Ordinal);
            if (!isLeast && !trimmed.StartsWith("<", StringComparison.Ordinal))
            {
                return null;
            }

            bool inclusive = trimmed.Length > 1 && trimmed[1] == '=';
            if (Number(trimmed.Substring(inclusive ? 2 : 1).Trim()) is not double bound)
            {
                return null;
            }

            read = isLeast
                ? read with { Least = bound, AboveLeast = !inclusive }
                : read with { Most = bound, BelowMost = !inclusive };
        }

        return read;
    }

    /// <summary><c>8, 16, 32</c>: these numbers and no others.</summary>
    private static Parameter? Numbers(Parameter any, string text)
    {
        string[] parts = text.Split(',');
        double?[] numbers = [.. parts.Select(part => Number(part.Trim()))];

        // One number is no choice, and a comma right before three digits parts thousands everywhere else.
        bool hasThousands = parts.Skip(1).Any(part => part.Length == 3 && part.All(character => character is >= '0' and <= '9'));
        if (parts.Length < 2 || hasThousands || numbers.Contains(null) || numbers.Distinct().Count() != numbers.Length)
        {
            return null;
        }

        double[] read = [.. numbers.Select(number => number!.Value)];
        return any with { IsWhole = read.All(number => number == Math.Floor(number)), Numbers = new(read) };
    }

    private static Parameter? Words(Parameter any, string text)
    {
        string[] words = [.. text.Split(',').Select(word => word.Trim())];
        if (!words.All(ExpressionToken.IsName) || words.Distinct(StringComparer.OrdinalIgnoreCase).Count() != words.Length)
        {
            return null;
        }

        bool isFlag = words.Length == 2 && words.Contains("yes") && words.Contains("no");
        return isFlag ? any with { Kind = ValueKind.Flag } : any with { Kind = ValueKind.Word, Choices = new(words) };
    }

    private static double? Number(string text) =>
        text.StartsWith("-", StringComparison.Ordinal)
            ? -ExpressionToken.ParseNumber(text.Substring(1).Trim())
            : ExpressionToken.ParseNumber(text);
}
