using System;
using System.Globalization;

namespace NetCompiler.Generator.Architecture;

internal enum ValueKind
{
    Number,
    Word,
    Flag,
}

/// <summary>What an expression yields: a number, a word of an enumeration, or a flag (yes or no).</summary>
internal sealed record Value(ValueKind Kind, double Number, string Word)
{
    public static Value Of(double number) => new(ValueKind.Number, number, "");

    public static Value Of(string word) => new(ValueKind.Word, 0, word);

    public static Value Of(bool flag) => new(ValueKind.Flag, flag ? 1 : 0, "");

    public bool IsTrue => Kind == ValueKind.Flag && Number != 0;

    /// <summary>As it is written in a table.</summary>
    public string Text => Kind switch
    {
        ValueKind.Number => Format(Number),
        ValueKind.Flag => IsTrue ? "yes" : "no",
        _ => Word,
    };

    /// <summary>Numbers equal by value, words without regard to case, flags by truth.</summary>
    public bool Same(Value other) =>
        Kind == other.Kind
        && (Kind == ValueKind.Word ? string.Equals(Word, other.Word, StringComparison.OrdinalIgnoreCase) : Number == other.Number);

    /// <summary>The shortest of 15 or 17 digits that reads as the same number, on every framework alike.</summary>
    public static string Format(double number)
    {
        string text = number.ToString("G15", CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double again) && again == number
            ? text
            : number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
