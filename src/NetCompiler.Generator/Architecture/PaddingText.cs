using System.Collections.Generic;
using System.Globalization;

namespace NetCompiler.Generator.Architecture;

/// <summary>Reads explicit padding: <c>(0,1)</c> for before and after in both directions, <c>(0,1),(2,3)</c> for rows, then columns.</summary>
internal static class PaddingText
{
    /// <summary>Whether a text is meant to be pairs, well-formed or not.</summary>
    public static bool IsPairs(string text) => text.Length > 0 && text[0] == '(' && text.IndexOf(',') > 0;

    /// <summary>The rule, or null where the text is none.</summary>
    public static PaddingRule? Read(string text)
    {
        List<int> numbers = [];
        string rest = text.Replace(" ", "");
        while (rest.Length > 0)
        {
            int close = rest.IndexOf(')');
            if (rest[0] != '(' || close < 0 || numbers.Count == 4)
            {
                return null;
            }

            string[] pair = rest.Substring(1, close - 1).Split(',');
            if (pair.Length != 2 || Number(pair[0]) is not int before || Number(pair[1]) is not int after)
            {
                return null;
            }

            numbers.Add(before);
            numbers.Add(after);
            rest = rest.Substring(close + 1);
            if (rest.Length > 0 && (rest[0] != ',' || rest.Length == 1))
            {
                return null;
            }

            rest = rest.Length > 0 ? rest.Substring(1) : rest;
        }

        return numbers.Count switch
        {
            2 => new PaddingRule(PaddingKind.Explicit, numbers[0], numbers[0], numbers[1], numbers[1]),
            4 => new PaddingRule(PaddingKind.Explicit, numbers[0], numbers[2], numbers[1], numbers[3]),
            _ => null,
        };
    }

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= LanguageLimits.Window
            ? number
            : null;
}
