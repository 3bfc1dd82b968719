using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A number, a name or a sign of an expression.</summary>
internal sealed record ExpressionToken(string Text, double? Number, bool IsWord)
{
    /// <summary>The numbers of a list such as <c>3.5.7</c>; null for every other token.</summary>
    public EquatableArray<double>? List { get; init; }

    private static readonly string[] Signs =
        ["==", "!=", "<=", ">=", "=", "≠", "≤", "≥", "<", ">", "+", "-", "−", "·", "*", "×", "/", "(", ")", ","];

    /// <summary>The tokens of a text, up to the first character that fits nowhere, which is then <paramref name="stray"/>.</summary>
    public static List<ExpressionToken> Read(string text, out string? stray)
    {
        List<ExpressionToken> tokens = [];
        stray = null;
        int brackets = 0;
        for (int position = 0; position < text.Length;)
        {
            char character = text[position];
            if (char.IsWhiteSpace(character))
            {
                position++;
                continue;
            }

            int start = position;
            if (IsDigit(character))
            {
                if (ListText.EndOfPoints(text, position) is int end)
                {
                    string list = text.Substring(start, end - start);
                    tokens.Add(new ExpressionToken(list, null, false) { List = ListText.Read(list) });
                    position = end;
                    continue;
                }

                // A comma in brackets parts values, elsewhere it may part thousands.
                position = EndOfNumber(text, position, brackets == 0);
                string digits = text.Substring(start, position - start);
                if (ParseNumber(digits) is not double number)
                {
                    stray = digits;
                    return tokens;
                }

                tokens.Add(new ExpressionToken(digits, number, false));
                continue;
            }

            if (IsNameStart(character))
            {
                while (position < text.Length && (IsNameStart(text[position]) || IsDigit(text[position])))
                {
                    position++;
                }

                tokens.Add(new ExpressionToken(text.Substring(start, position - start), null, true));
                continue;
            }

            string? sign = Array.Find(Signs, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0);
            if (sign is null)
            {
                stray = char.IsHighSurrogate(character) && start + 1 < text.Length ? text.Substring(start, 2) : character.ToString();
                return tokens;
            }

            brackets += sign == "(" ? 1 : sign == ")" ? -1 : 0;
            tokens.Add(new ExpressionToken(sign, null, false));
            position += sign.Length;
        }

        return tokens;
    }

    /// <summary>A number in a table's spelling: <c>1280</c>, <c>0.5</c>, <c>1e-5</c>, <c>1,024</c>, <c>1 024</c>; null for anything else.</summary>
    public static double? ParseNumber(string text)
    {
        if (text.Length == 0 || !IsDigit(text[0]) || EndOfNumber(text, 0, true) != text.Length)
        {
            return null;
        }

        StringBuilder plain = new(text.Length);
        foreach (char character in text)
        {
            if (character != ',' && !char.IsWhiteSpace(character))
            {
                plain.Append(character);
            }
        }

        return double.TryParse(plain.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsInfinity(number)
                ? number
                : null;
    }

    public static bool IsName(string text)
    {
        foreach (char character in text)
        {
            if (!IsNameStart(character) && !IsDigit(character))
            {
                return false;
            }
        }

        return text.Length > 0 && !IsDigit(text[0]);
    }

    private static int EndOfNumber(string text, int start, bool commas)
    {
        int position = Digits(text, start);
        if (position - start <= 3)
        {
            // Groups of exactly three digits after a comma or a space.
            while (position + 3 < text.Length
                && ((commas && text[position] == ',') || (char.IsWhiteSpace(text[position]) && text[position] != '\t'))
                && Digits(text, position + 1) == position + 4)
            {
                position += 4;
            }
        }

        if (position + 1 < text.Length && text[position] == '.' && IsDigit(text[position + 1]))
        {
            position = Digits(text, position + 1);
        }

        if (position + 1 < text.Length && text[position] is 'e' or 'E')
        {
            int exponent = text[position + 1] is '+' or '-' ? position + 2 : position + 1;
            int end = Digits(text, exponent);
            position = end > exponent ? end : position;
        }

        return position;
    }

    private static int Digits(string text, int position)
    {
        while (position < text.Length && IsDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsNameStart(char character) => character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_';
}
