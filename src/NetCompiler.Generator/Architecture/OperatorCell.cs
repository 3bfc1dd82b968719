using System;
using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// An operator's cell taken apart: <c>conv2d 3x3</c>, <c>3×3 conv</c>, <c>Conv dw / s2</c>, <c>3x3 dwise s=2, relu6</c>,
/// <c>bottleneck t=6 c=24</c>.
/// </summary>
/// <param name="Words">The operator's words, parted by single spaces.</param>
/// <param name="Settings">What the cell says about columns.</param>
internal sealed record OperatorCell(string Words, IReadOnlyList<(string Column, string Text)> Settings)
{
    public static OperatorCell Read(string text)
    {
        List<(string Column, string Text)> settings = [];
        List<string> words = [];
        List<string> parts = Parts(Join(TakeStride(text, settings)));
        for (int index = 0; index < parts.Count; index++)
        {
            string part = parts[index];
            int equals = part.IndexOf('=');
            if (equals > 0 && ExpressionToken.IsName(part.Substring(0, equals)))
            {
                string column = part.Substring(0, equals);
                settings.Add((OperatorSchema.FindColumn(column)?.Name ?? column, part.Substring(equals + 1)));
            }
            else if (CellReader.IsSides(part) && SizeText.Read(part) is { Count: 2 })
            {
                settings.Add(("k", part));
            }
            else
            {
                words.Add(part);
            }
        }

        TakeActivation(words, settings);
        return new OperatorCell(string.Join(" ", words), settings);
    }

    /// <summary>The parts between spaces; a comma outside of brackets is a part of its own.</summary>
    private static List<string> Parts(string text)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int position = 0; position <= text.Length; position++)
        {
            bool isEnd = position == text.Length;
            bool isComma = !isEnd && text[position] == ',' && depth == 0;
            depth += isEnd ? 0 : text[position] == '(' ? 1 : text[position] == ')' ? -1 : 0;
            if (!isEnd && !isComma && !char.IsWhiteSpace(text[position]))
            {
                continue;
            }

            if (position > start)
            {
                parts.Add(text.Substring(start, position - start));
            }

            if (isComma)
            {
                parts.Add(",");
            }

            start = position + 1;
        }

        return parts;
    }

    /// <summary><c>t = 6</c> becomes <c>t=6</c>.</summary>
    private static string Join(string text)
    {
        string joined = text;
        for (int equals = joined.IndexOf('='); equals >= 0; equals = joined.IndexOf('=', equals + 1))
        {
            string before = joined.Substring(0, equals).TrimEnd();
            joined = before + "=" + joined.Substring(equals + 1).TrimStart();
            equals = before.Length;
        }

        return joined;
    }

    private static string TakeStride(string text, List<(string Column, string Text)> settings)
    {
        int slash = text.LastIndexOf('/');
        string stride = slash < 0 ? "" : text.Substring(slash + 1).Trim().TrimStart('s', 'S');
        if (stride.Length == 0 || !stride.All(character => character is >= '0' and <= '9'))
        {
            return text;
        }

        settings.Add(("s", stride));
        return text.Substring(0, slash);
    }

    /// <summary>An activation after a comma, or <c>linear</c> before the operator, as MobileNetV2's Table 1 has it.</summary>
    private static void TakeActivation(List<string> words, List<(string Column, string Text)> settings)
    {
        int comma = words.IndexOf(",");
        if (comma > 0 && OperatorSchema.FindChoice("act", string.Join(" ", words.Skip(comma + 1))) is string after)
        {
            settings.Add(("act", after));
            words.RemoveRange(comma, words.Count - comma);
        }
        else if (words.Count > 1 && OperatorSchema.FindOperator(string.Join(" ", words)) is null
            && OperatorSchema.FindChoice("act", words[0]) is string before
            && OperatorSchema.FindOperator(string.Join(" ", words.Skip(1))) is not null)
        {
            settings.Add(("act", before));
            words.RemoveAt(0);
        }
    }
}
