using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>One table while it is written out: what its rows above have yielded.</summary>
/// <param name="block">The block's name, or null for the network's own table.</param>
/// <param name="path">What stands before the names of its operations.</param>
/// <param name="input">The operation whose result enters.</param>
internal sealed class Frame(string? block, string path, int input)
{
    public string? Block { get; } = block;

    public string Path { get; } = path;

    public int Input { get; } = input;

    /// <summary>The result of the row above.</summary>
    public int Current { get; set; } = input;

    /// <summary>Results by the names of rows.</summary>
    public Dictionary<string, int> Results { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the rows whose conditions do not hold.</summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>What a row reads, at least one result; null after a problem.</summary>
    public int[]? Inputs(Row row, CellReader reader)
    {
        List<int> named = [];
        foreach (TableCell name in row.From)
        {
            if (name.Text == "in")
            {
                named.Add(Input);
            }
            else if (Results.TryGetValue(name.Text, out int result))
            {
                named.Add(result);
            }
            else
            {
                string rule = LeftOut.Contains(name.Text) ? RuleIds.RowLeftOut : RuleIds.UnknownRow;
                reader.Report(rule, name, name.Text, NearestChoice.Hint(name.Text, Results.Keys.Prepend("in")));
                return null;
            }
        }

        (int least, int most) = row.Operator is OperatorSpec spec ? (spec.LeastNamed, spec.MostNamed) : (0, 1);
        if (named.Count < least || named.Count > most)
        {
            CellReference at = named.Count == 0 ? row.At : row.From[0].At;
            reader.Problems.Add(RuleIds.WrongFrom, at, row.Keyword, Expected(least, most), named.Count.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        // Factors for the channels come second: where one row is named, they are the row above.
        return named.Count == 0 ? [Current]
            : named.Count > 1 || least == 0 ? [.. named]
            : row.Operator!.Keyword == "multiply" ? [named[0], Current]
            : [Current, named[0]];
    }

    private static string Expected(int least, int most) =>
        most == 1 ? "one name" : least == 1 ? "one name or two" : $"{least} to {most} names";
}
