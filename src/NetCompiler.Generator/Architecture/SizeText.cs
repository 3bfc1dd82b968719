using System.Collections.Generic;

namespace NetCompiler.Generator.Architecture;

/// <summary>Reads sizes as papers print them: <c>224²×3</c>, <c>224x224x3</c>, <c>3×3</c>, <c>7²</c>, <c>1²×1,280</c>.</summary>
internal static class SizeText
{
    /// <summary>The whole numbers of a size, a square counting twice; null where the text is none.</summary>
    public static List<int>? Read(string text)
    {
        List<int> sizes = [];
        foreach (string part in text.Split('x', 'X', '×'))
        {
            string trimmed = part.Trim();
            bool square = trimmed.EndsWith("²", System.StringComparison.Ordinal);
            string digits = square ? trimmed.Substring(0, trimmed.Length - 1).Trim() : trimmed;
            if (ExpressionToken.ParseNumber(digits) is not double number || number != System.Math.Floor(number) || number > int.MaxValue)
            {
                return null;
            }

            sizes.Add((int)number);
            if (square)
            {
                sizes.Add((int)number);
            }
        }

        return sizes;
    }

    /// <summary>A digit that is not one of 0 to 9 nor a square sign, or null: the likely reason why a size could not be read.</summary>
    public static string? ForeignDigit(string text)
    {
        foreach (char character in text)
        {
            if (char.IsDigit(character) && character is not (>= '0' and <= '9'))
            {
                return character.ToString();
            }
        }

        return null;
    }
}
