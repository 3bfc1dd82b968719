using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Writes C# text: indentation, blocks, and numbers spelled the same on every machine. The only owner of a StringBuilder.
/// </summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line at the current indentation; the empty text gives an empty line.</summary>
    public void Line(string text = "")
    {
        Indent(text.Length).Append(text).Append('\n');
    }

    /// <summary>Lines that were written before, each at the current indentation; the last one need not be ended.</summary>
    public void Lines(string text)
    {
        for (int first = 0; first < text.Length;)
        {
            int end = text.IndexOf('\n', first);
            int length = (end < 0 ? text.Length : end) - first;
            Indent(length).Append(text, first, length).Append('\n');
            first += length + 1;
        }
    }

    /// <summary>A line with a list of places, which may be thousands: none is below 0, so that every culture spells it the same.</summary>
    public void Table(string header, IReadOnlyList<int> places)
    {
        Indent(header.Length).Append(header).Append('[');
        for (int i = 0; i < places.Count; i++)
        {
            _text.Append(i == 0 ? string.Empty : ", ").Append(places[i]);
        }

        _text.Append("];\n");
    }

    /// <summary>Opens a brace, after <paramref name="header"/> on a line of its own if there is one; disposing the result closes it.</summary>
    public Scope Block(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Scope(this);
    }

    /// <summary>A documentation comment of one element; the content is escaped, its lines kept.</summary>
    public void Doc(string element, string content)
    {
        string[] lines = Escape(content).Split('\n');
        if (lines.Length == 1)
        {
            Line($"/// <{element}>{lines[0]}</{element}>");
            return;
        }

        Line($"/// <{element}>");
        foreach (string line in lines)
        {
            Line(line.Length == 0 ? "///" : "/// " + line);
        }

        Line($"/// </{element}>");
    }

    /// <summary>Text that may stand inside an XML comment.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A whole number, as C# spells it in every culture.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A double as its exact bit pattern: <c>double.ToString</c> differs between the frameworks that host generators.
    /// </summary>
    public static string Number(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        bool whole = value >= -1e9 && value <= 1e9 && value == Math.Floor(value) && bits != long.MinValue;
        return whole
            ? Number((long)value) + "d"
            : "global::System.BitConverter.Int64BitsToDouble(0x" + bits.ToString("X16", CultureInfo.InvariantCulture) + ")";
    }

    /// <summary>A float as a literal of its bits: whole and decimal numbers that are read back as it, otherwise the bit pattern itself.</summary>
    public static string Number(float value)
    {
        if (Math.Abs(value) is >= 1e-9f and < 1e9f)
        {
            // Fifteen digits of the exact value, without the framework's own conversion to text.
            decimal digits = (decimal)(double)value;
            if ((float)(double)digits == value)
            {
                return digits.ToString(CultureInfo.InvariantCulture) + "f";
            }
        }

        uint bits = unchecked((uint)BitConverter.ToInt32(BitConverter.GetBytes(value), 0));
        return "global::System.BitConverter.UInt32BitsToSingle(0x" + bits.ToString("X8", CultureInfo.InvariantCulture) + "u)";
    }

    /// <summary>Nothing stands before an empty line.</summary>
    private StringBuilder Indent(int length) => length == 0 ? _text : _text.Append(' ', 4 * _depth);

    public override string ToString() => _text.ToString();

    /// <summary>An open brace.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly CodeWriter _writer;

        internal Scope(CodeWriter writer) => _writer = writer;

        public void Dispose()
        {
            _writer._depth--;
            _writer.Line("}");
        }
    }
}
