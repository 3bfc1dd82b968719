using System;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

internal enum ValueKind
{
    Number,
    Word,
    Flag,
    List,
}

/// <summary>What an expression yields: a number, a word of an enumeration, a flag (yes or no), or a list of numbers.</summary>
internal sealed record Value(ValueKind Kind, double Number, string Word)
{
    /// <summary>The numbers of a list; empty for every other kind.</summary>
    public EquatableArray<double> Numbers { get; init; }

    public static Value Of(double number) => new(ValueKind.Number, number, "");

    public static Value Of(string word) => new(ValueKind.Word, 0, word);

    public static Value Of(bool flag) => new(ValueKind.Flag, flag ? 1 : 0, "");

    public static Value Of(EquatableArray<double> numbers) => new(ValueKind.List, 0, "") { Numbers = numbers };

    public bool IsTrue => Kind == ValueKind.Flag && Number != 0;

    /// <summary>As it is written in a table.</summary>
    public string Text => Kind switch
    {
        ValueKind.Number => Format(Number),
        ValueKind.Flag => IsTrue ? "yes" : "no",
        ValueKind.List => string.Join(".", Numbers.Select(Format)),
        _ => Word,
    };

    /// <summary>The value as a list, a number being a list of one; null for words and flags.</summary>
    public EquatableArray<double>? AsList => Kind switch
    {
        ValueKind.List => Numbers,
        ValueKind.Number => EquatableArray.Of(Number),
        _ => null,
    };

    /// <summary>Numbers and lists equal by value, words without regard to case, flags by truth.</summary>
    public bool Same(Value other) =>
        Kind == other.Kind
        && Numbers == other.Numbers
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
