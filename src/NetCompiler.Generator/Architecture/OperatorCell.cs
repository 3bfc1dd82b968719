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
        string rest = TakeStride(text, settings);
        string[] parts = Join(rest).Split(' ', '\t', '\u00A0');
        foreach (string part in parts.Where(part => part.Length > 0))
        {
            int equals = part.IndexOf('=');
            string bare = part.Trim(',');
            if (equals > 0 && ExpressionToken.IsName(part.Substring(0, equals)))
            {
                string column = part.Substring(0, equals);
                settings.Add((OperatorSchema.FindColumn(column)?.Name ?? column, part.Substring(equals + 1).TrimEnd(',')));
            }
            else if (CellReader.IsSides(bare) && SizeText.Read(bare) is { Count: 2 })
            {
                settings.Add(("k", bare));
            }
            else if (part != bare || words.Contains(","))
            {
                Split(part, words);
            }
            else
            {
                words.Add(part);
            }
        }

        TakeTail(words, settings);
        return new OperatorCell(string.Join(" ", words), settings);
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

    private static void Split(string part, List<string> words)
    {
        string[] pieces = part.Split(',');
        for (int index = 0; index < pieces.Length; index++)
        {
            if (index > 0)
            {
                words.Add(",");
            }

            if (pieces[index].Length > 0)
            {
                words.Add(pieces[index]);
            }
        }
    }

    /// <summary>An activation after a comma, or <c>linear</c> before the operator, as MobileNetV2's Table 1 has it.</summary>
    private static void TakeTail(List<string> words, List<(string Column, string Text)> settings)
    {
        int comma = words.IndexOf(",");
        if (comma == words.Count - 2 && comma > 0 && OperatorSchema.FindChoice("act", words[comma + 1]) is string after)
        {
            settings.Add(("act", after));
            words.RemoveRange(comma, 2);
        }
        else if (comma == words.Count - 1 && comma > 0)
        {
            words.RemoveAt(comma);
        }
        else if (words.Count > 1 && OperatorSchema.FindChoice("act", words[0]) is string before
            && OperatorSchema.FindOperator(string.Join(" ", words.Skip(1))) is not null)
        {
            settings.Add(("act", before));
            words.RemoveAt(0);
        }
    }
}
