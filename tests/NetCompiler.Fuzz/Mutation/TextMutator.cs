using System.Text.RegularExpressions;

namespace NetCompiler.Fuzz.Mutation;

/// <summary>Changes text with tables in it: lines, cells, words and numbers, and now and then characters.</summary>
internal static partial class TextMutator
{
    private const int LargestText = 1 << 17;

    private static readonly string[] s_cells =
    [
        "", "-", "in", "in/3", "2·in", "t·in", "c", "3.5.7", "3..5", "3 5", "yes", "no", "same", "valid", "symmetric", "(0,1)", "(0,1),(2,3)", "ceil", "floor", "inside", "all", "relu", "hswish", "leaky",
        "tanh", "softmax", "Stem", "in, in", "Left, Right", "add", "concat", "multiply", "slice", "shuffle", "batchnorm", "lrn", "maxpool 3x3", "avgpool", "avgpool 7x7", "adaptivepool 2x2", "flatten",
        "fc", "dropout", "conv2d 1x1", "conv2d 3x3", "conv2d 1x1 g=3", "dwconv 3x3 d=2", "dwconv kernels=3.5", "exponential", "Classes", "Alpha", "not Alpha", "s = 1, c = in", "1 > 2", "1/0", "mod(5, 0)",
        "min(1, 2)", "divisible(c, 8)", "if(in > 8, 1, 2)", "224²×3", "1²×64", "7x7x16", "1 ..", "0.0 .. 1.0", "list of 3 .. 31", "bn", "none", "equal", "float", "{block}.{group}", "…",
    ];

    private static readonly string[] s_scraps =
    [
        "|", "\\", "\\|", "`", "{", "}", "(", ")", "=", ",", "/", "-", "…", "²", "٣", "\r", "\n", "\r\n", "\t", "#", "## Network", "## Block: b(c)", "## Defaults", "Uses: MobileNetV2", "not ", "1e999",
        "\0", "\u2028", "\u202E", "\uFEFF", "é", "名", "😀", "×", "·", "*", "<!--", "```", "\"", "'", ";", "//", "/*", "@", "&", "<b>", "]]>", "..", "min(min(", "))",
    ];

    /// <summary>One change.</summary>
    /// <param name="other">A text from which lines, cells and words may be taken.</param>
    public static string Mutate(string text, string other, Random random)
    {
        string result = random.Next(12) switch
        {
            < 2 => Lines(text, other, random),
            < 6 => Cells(text, other, random),
            < 8 => ReplaceOne(Number(), text, random, number => Numbers.Text(number, random)),
            < 10 => Words(text, other, random),
            _ => Characters(text, other, random),
        };
        return result.Length <= LargestText ? result : text;
    }

    private static string Lines(string text, string other, Random random)
    {
        List<string> lines = [.. text.Split('\n')];
        string[] others = other.Split('\n');
        int at = random.Next(lines.Count);
        int to = random.Next(lines.Count);
        switch (random.Next(9))
        {
            case 0:
                lines.RemoveRange(at, Math.Min(lines.Count - at, 1 + random.Next(4)));
                break;
            case 1:
                lines[at] = others[random.Next(others.Length)];
                break;
            case 2:
                (lines[at], lines[to]) = (lines[to], lines[at]);
                break;
            case 3:
                lines.Insert(to, lines[at]);
                break;
            case 4:
                lines.InsertRange(at, Enumerable.Repeat(lines[at], random.Next(10) == 0 ? 2100 : random.Next(8)));
                break;
            case 5:
                int first = random.Next(others.Length);
                lines.InsertRange(at, others.Skip(first).Take(1 + random.Next(20)));
                break;
            case 6:
                return string.Join('\n', lines.Take(at).Concat(others.Skip(random.Next(others.Length))));
            case 7:
                return text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r", "", StringComparison.Ordinal) : text.Replace("\n", random.Next(2) == 0 ? "\r\n" : "\r", StringComparison.Ordinal);
            default:
                lines.RemoveRange(at, lines.Count - at);
                break;
        }

        return string.Join('\n', lines);
    }

    private static string Cells(string text, string other, Random random)
    {
        string[] lines = text.Split('\n');
        string[] cells = Row(lines, random, out int line);
        if (cells.Length < 3)
        {
            return Words(text, other, random);
        }

        int at = random.Next(1, cells.Length - 1);
        string[] others = Row(random.Next(2) == 0 ? lines : other.Split('\n'), random, out _);
        switch (random.Next(7))
        {
            case 0 or 1:
                cells[at] = $" {s_cells[random.Next(s_cells.Length)]} ";
                break;
            case 2:
                cells[at] = others[Math.Min(at, others.Length - 1)];
                break;
            case 3:
                cells[at] = others[random.Next(others.Length)];
                break;
            case 4:
                int to = random.Next(1, cells.Length - 1);
                (cells[at], cells[to]) = (cells[to], cells[at]);
                break;
            case 5:
                cells[at] = Wrapped(cells[at].Trim(), random);
                break;
            default:
                cells = random.Next(2) == 0 ? [.. cells[..at], .. cells[(at + 1)..]] : [.. cells[..at], "", .. cells[at..]];
                break;
        }

        lines[line] = string.Join('|', cells);
        return string.Join('\n', lines);
    }

    /// <summary>An expression inside of others, sometimes deeper than any limit.</summary>
    private static string Wrapped(string cell, Random random)
    {
        int depth = random.Next(4) == 0 ? random.Next(400) : random.Next(4);
        return random.Next(4) switch
        {
            0 => new string('(', depth) + cell + new string(')', depth),
            1 => string.Concat(Enumerable.Repeat("min(1, ", depth)) + cell + new string(')', depth),
            2 => string.Concat(Enumerable.Repeat("-", depth)) + cell,
            _ => cell + string.Concat(Enumerable.Repeat(" + " + (cell.Length < 40 ? cell : "1"), depth % 40)),
        };
    }

    private static string Words(string text, string other, Random random)
    {
        MatchCollection words = Word().Matches(random.Next(3) == 0 ? other : text);
        return words.Count == 0 ? text : ReplaceOne(Word(), text, random, _ => words[random.Next(words.Count)].Value);
    }

    private static string Characters(string text, string other, Random random)
    {
        int at = random.Next(text.Length + 1);
        int length = Math.Min(text.Length - at, 1 + random.Next(30));
        switch (random.Next(5))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, text.Substring(at, length));
            case 2:
                int from = random.Next(other.Length + 1);
                return text.Insert(at, other.Substring(from, Math.Min(other.Length - from, length)));
            case 3:
                return text.Insert(at, ((char)random.Next(0x20, 0x3000)).ToString());
            default:
                return text.Insert(at, s_scraps[random.Next(s_scraps.Length)]);
        }
    }

    /// <summary>The cells of a table's row, or of any line where there is none; with what stands before the first and after the last bar.</summary>
    private static string[] Row(string[] lines, Random random, out int line)
    {
        line = 0;
        for (int tries = 0; tries < 8; tries++)
        {
            line = random.Next(lines.Length);
            if (lines[line].Contains('|', StringComparison.Ordinal))
            {
                break;
            }
        }

        return lines[line].Split('|');
    }

    private static string ReplaceOne(Regex what, string text, Random random, Func<string, string> replace)
    {
        MatchCollection matches = what.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        Match match = matches[random.Next(matches.Count)];
        return text[..match.Index] + replace(match.Value) + text[(match.Index + match.Length)..];
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\p{L}_]\w*")]
    private static partial Regex Word();
}
