using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Makes readable names for rows that have none: <c>Stem</c>, <c>Expand</c>, <c>Depthwise</c>, <c>Project</c>, <c>Pool</c>,
/// <c>Classifier</c>; numbers part rows of one name. A use of a block is called <c>Block</c>: its number comes with the unrolling.
/// </summary>
internal static class RowNames
{
    public static EquatableArray<Row> Give(IReadOnlyList<Row> rows, bool isNetwork)
    {
        string[] wanted = [.. rows.Select((row, index) => row.IsNamed ? row.Name : Wanted(rows, index, isNetwork))];
        HashSet<string> taken = [.. rows.Where(row => row.IsNamed).Select(row => row.Name)];
        List<Row> named = [];
        for (int index = 0; index < rows.Count; index++)
        {
            Row row = rows[index];
            if (row.IsNamed || row.Block is not null)
            {
                named.Add(row with { Name = wanted[index] });
                continue;
            }

            bool isAlone = wanted.Count(name => name == wanted[index]) == 1;
            string candidate = isAlone ? wanted[index] : wanted[index] + "1";
            for (int number = 2; !taken.Add(candidate); number++)
            {
                candidate = wanted[index] + number.ToString(CultureInfo.InvariantCulture);
            }

            named.Add(row with { Name = candidate });
        }

        return named.ToEquatableArray();
    }

    private static string Wanted(IReadOnlyList<Row> rows, int index, bool isNetwork)
    {
        Row row = rows[index];
        if (row.Operator is null)
        {
            return "Block";
        }

        if (row.YieldsClasses)
        {
            return "Classifier";
        }

        switch (row.Operator.Keyword)
        {
            case "conv2d":
                bool isPointwise = row.Find("k")?.Text is "1x1" or "1×1" or "1X1" or "1" or "1²";
                bool afterDepthwise = rows.Take(index).Any(IsDepthwise);
                return isNetwork ? index == 0 ? "Stem" : rows.Take(index).Any(other => other.Block is not null) ? "Head" : "Convolution"
                    : isPointwise && rows.Skip(index).Any(IsDepthwise) ? "Expand"
                    : isPointwise && afterDepthwise && rows.Take(index).Any(other => !IsDepthwise(other)) ? "Project"
                    : isPointwise ? "Pointwise" : "Convolution";

            case "dwconv":
                return "Depthwise";
            case "fc":
                return "Dense";
            case "avgpool" or "maxpool" or "adaptivepool":
                return "Pool";
            case "batchnorm":
                return "Norm";
            case "multiply":
                return "Scale";
            case "lrn":
                return "ResponseNorm";
            case "leaky":
                return "LeakyRelu";
            case "hsigmoid":
                return "HardSigmoid";
            case "hswish":
                return "HardSwish";
            default:
                return char.ToUpperInvariant(row.Operator.Keyword[0]) + row.Operator.Keyword.Substring(1);
        }
    }

    private static bool IsDepthwise(Row row) => row.Operator?.Keyword == "dwconv";
}
