using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Declaration;

/// <summary>Spells the constants of attributes as tables spell values, alike on every framework that hosts the compiler. (Roslyn)</summary>
internal static class ConstantReader
{
    /// <summary>The value as text, or null where a table has no such value: a type, a character, nothing, infinity.</summary>
    public static string? Read(TypedConstant constant)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Enum:
                return constant.Type!.GetMembers()
                    .OfType<IFieldSymbol>()
                    .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name;
            case TypedConstantKind.Array when !constant.IsNull:
                List<string> items = [];
                foreach (TypedConstant item in constant.Values)
                {
                    if (Read(item) is not { } text)
                    {
                        return null;
                    }

                    items.Add(text);
                }

                return string.Join(", ", items);
            case TypedConstantKind.Primitive:
                return Spell(constant.Value);
            default:
                return null;
        }
    }

    private static string? Spell(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => Spell(number, 15, text => double.Parse(text, CultureInfo.InvariantCulture).Equals(number), !double.IsNaN(number) && !double.IsInfinity(number)),
        float number => Spell(number, 6, text => float.Parse(text, CultureInfo.InvariantCulture).Equals(number), !float.IsNaN(number) && !float.IsInfinity(number)),
        sbyte or byte or short or ushort or int or uint or long or ulong => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    // The fewest digits that read back as the number: "R" does not mean the same on .NET Framework. Tables know no exponents.
    private static string? Spell(IFormattable number, int digits, Func<string, bool> readsBack, bool finite)
    {
        if (!finite)
        {
            return null;
        }

        string text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        for (int more = digits + 1; more <= digits + 3 && !readsBack(text); more++)
        {
            text = number.ToString("G" + more.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal plain) && (plain != 0 || !text.Contains("E"))
            ? plain.ToString(CultureInfo.InvariantCulture)
            : text;
    }
}
