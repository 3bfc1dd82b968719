using System;
using System.Collections.Generic;
using System.Globalization;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Reads lists of whole numbers as tables write them: <c>3</c>, <c>3.5.7</c>, <c>3,5,7</c>, <c>3 5 7</c>.</summary>
internal static class ListText
{
    /// <summary>More digits than these are no number of a list.</summary>
    private const int MostDigits = 9;

    /// <summary>The numbers, or null where the text is no list.</summary>
    public static EquatableArray<double>? Read(string text)
    {
        string[] parts = text.IndexOfAny(['.', ',']) >= 0 ? text.Split('.', ',') : text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        List<double> numbers = [];
        foreach (string part in parts)
        {
            string digits = part.Trim();
            if (digits.Length is 0 or > MostDigits || Digits(digits, 0) < digits.Length)
            {
                return null;
            }

            numbers.Add(int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return numbers.Count > 0 ? numbers.ToEquatableArray() : null;
    }

    /// <summary>Where a list of at least three numbers parted by points ends; null where the text holds none at this place.</summary>
    public static int? EndOfPoints(string text, int start)
    {
        int points = 0;
        int position = Digits(text, start);
        while (position + 1 < text.Length && text[position] == '.' && Digits(text, position + 1) > position + 1)
        {
            points++;
            position = Digits(text, position + 1);
        }

        return points > 1 && Read(text.Substring(start, position - start)) is not null ? position : null;
    }

    private static int Digits(string text, int position)
    {
        while (position < text.Length && text[position] is >= '0' and <= '9')
        {
            position++;
        }

        return position;
    }
}
