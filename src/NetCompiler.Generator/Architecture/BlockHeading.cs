using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A block's heading, <c>Block: bottleneck(t = 6, c, s)</c>, taken apart, with its rows still as text.</summary>
internal sealed record BlockHeading(string Name, EquatableArray<BlockParameter> Parameters, TableSection Section)
{
    /// <summary>The heading, or null where it was reported.</summary>
    public static BlockHeading? Read(TableSection section, CellReader reader)
    {
        string text = section.Heading.Substring(nameof(SectionKind.Block).Length).TrimStart(':', ' ');
        int open = text.IndexOf('(');
        string name = (open < 0 ? text : text.Substring(0, open)).Trim();
        string inner = open < 0 ? "" : text.Substring(open + 1).Trim();
        if (!ExpressionToken.IsName(name) || ExpressionParser.IsReserved(name) || (open >= 0 && !inner.EndsWith(")", System.StringComparison.Ordinal)))
        {
            reader.Problems.Add(RuleIds.BadBlockHeading, section.HeadingAt, section.Heading);
            return null;
        }

        if (OperatorSchema.Operators.Any(spec => OperatorSchema.Equal(spec.Keyword, name)))
        {
            reader.Problems.Add(RuleIds.DuplicateName, section.HeadingAt, name, "an operator");
            return null;
        }

        List<BlockParameter> parameters = [];
        string list = open < 0 ? "" : inner.Substring(0, inner.Length - 1);
        foreach (string part in Split(list))
        {
            int equals = part.IndexOf('=');
            string parameter = (equals < 0 ? part : part.Substring(0, equals)).Trim();
            if ((equals >= 0 && part.Substring(equals + 1).Trim().Length == 0) || !ExpressionToken.IsName(parameter) || ExpressionParser.IsReserved(parameter) || OperatorSchema.CommonColumns.Contains(parameter))
            {
                reader.Problems.Add(RuleIds.BadBlockHeading, section.HeadingAt, section.Heading);
                return null;
            }

            if (parameters.Any(other => OperatorSchema.Equal(other.Name, parameter)))
            {
                reader.Problems.Add(RuleIds.DuplicateName, section.HeadingAt, parameter, "a column of the block");
                return null;
            }

            TableCell? whenEmpty = equals < 0 ? null : new TableCell(parameter, part.Substring(equals + 1).Trim(), section.HeadingAt);
            parameters.Add(new BlockParameter(parameter, whenEmpty));
        }

        return new BlockHeading(name, parameters.ToEquatableArray(), section);
    }

    /// <summary>Parts a list at the commas outside of brackets.</summary>
    private static IEnumerable<string> Split(string list)
    {
        if (list.Trim().Length == 0)
        {
            yield break;
        }

        int depth = 0;
        int start = 0;
        for (int position = 0; position < list.Length; position++)
        {
            depth += list[position] == '(' ? 1 : list[position] == ')' ? -1 : 0;
            if (list[position] == ',' && depth == 0)
            {
                yield return list.Substring(start, position - start);
                start = position + 1;
            }
        }

        yield return list.Substring(start);
    }
}
