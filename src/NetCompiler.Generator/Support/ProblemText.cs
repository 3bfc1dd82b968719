using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetCompiler.Generator.Support;

/// <summary>Puts problems into words, outside the compiler platform.</summary>
internal static class ProblemText
{
    /// <summary>Whether no network is compiled because of it.</summary>
    public static bool IsError(Problem problem) => !RuleTexts.Find(problem.Rule).IsWarning;

    /// <summary>The rule and its message.</summary>
    public static string Describe(Problem problem) =>
        problem.Rule + ": " + string.Format(CultureInfo.InvariantCulture, RuleTexts.Find(problem.Rule).MessageFormat, [.. Arguments(problem)]);

    /// <summary>
    /// What fills the places of the message: the problem's arguments, in which characters that nobody sees, or that break a log, are spelt out.
    /// </summary>
    public static IEnumerable<string> Arguments(Problem problem) => problem.Arguments.Select(Visible);

    /// <summary>A text with <c>&lt;U+200B&gt;</c> for control and format characters and for halves of surrogate pairs.</summary>
    private static string Visible(string text)
    {
        if (text.All(character => character is >= ' ' and < '\u007F'))
        {
            return text;
        }

        StringBuilder visible = new();
        for (int position = 0; position < text.Length; position++)
        {
            char character = text[position];
            bool isPair = char.IsHighSurrogate(character) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]);
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (isPair)
            {
                visible.Append(character).Append(text[++position]);
            }
            else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                visible.Append("<U+").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
            }
            else
            {
                visible.Append(character);
            }
        }

        return visible.ToString();
    }
}
