using System.Text.RegularExpressions;
using NetCompiler.Fuzz.Engine;

namespace NetCompiler.Fuzz.Mutation;

/// <summary>Simpler texts with tables in them: fewer lines, emptier cells, smaller numbers.</summary>
internal static partial class TextShrinker
{
    /// <summary>Simpler texts, those that leave out most first.</summary>
    public static IEnumerable<string> Simpler(string text)
    {
        string[] lines = text.Split('\n');
        foreach (string[] fewer in Shrinker.Without(lines))
        {
            yield return string.Join('\n', fewer);
        }

        for (int line = 0; line < lines.Length; line++)
        {
            string[] cells = lines[line].Split('|');
            for (int cell = 1; cell < cells.Length - 1; cell++)
            {
                if (cells[cell].Trim().Length > 0 && !cells[cell].Contains("---", StringComparison.Ordinal))
                {
                    yield return With(lines, line, string.Join('|', [.. cells[..cell], "", .. cells[(cell + 1)..]]));
                }
            }
        }

        foreach (Match number in Number().Matches(text))
        {
            if (!int.TryParse(number.Value, out int value))
            {
                continue;
            }

            foreach (int smaller in new[] { 1, value / 2, value - 1 }.Distinct().Where(smaller => smaller > 0 && smaller < value))
            {
                yield return text[..number.Index] + smaller + text[(number.Index + number.Length)..];
            }
        }
    }

    private static string With(string[] lines, int line, string text) => string.Join('\n', [.. lines[..line], text, .. lines[(line + 1)..]]);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
