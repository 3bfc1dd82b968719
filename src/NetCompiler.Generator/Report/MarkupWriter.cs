using System;
using System.Collections.Generic;
using System.Text;

namespace NetCompiler.Generator.Report;

/// <summary>
/// Writes HTML and SVG that is well-formed XML too. All text is escaped here, and so that neither it nor any other part of a page can end a comment of C#.
/// </summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup as it stands: the document type, styles and scripts.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <summary>Text.</summary>
    public void Text(string text) => _text.Append(Escape(text));

    /// <summary>An element whose content follows; disposing the result ends it.</summary>
    public Scope Element(string name, params (string Name, string Value)[] attributes)
    {
        Begin(name, attributes);
        _text.Append('>');
        return new Scope(this, name);
    }

    /// <summary>An element that holds text alone.</summary>
    public void Element(string name, string content, params (string Name, string Value)[] attributes)
    {
        using (Element(name, attributes))
        {
            Text(content);
        }
    }

    /// <summary>An element that never holds anything: <c>meta</c>, or a shape of a drawing.</summary>
    public void Empty(string name, params (string Name, string Value)[] attributes)
    {
        Begin(name, attributes);
        _text.Append("/>");
    }

    public void Line() => _text.Append('\n');

    public override string ToString() => _text.ToString();

    /// <summary>
    /// Text as it may stand between tags and in quotes. What XML cannot hold becomes U+FFFD; a slash after an asterisk is written as a number.
    /// </summary>
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                escaped.Append(character).Append(text[++i]);
                continue;
            }

            escaped.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '/' when i > 0 && text[i - 1] == '*' => "&#47;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or '\u007F' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => char.IsSurrogate(character) ? "\uFFFD" : character.ToString(),
            });
        }

        return escaped.ToString();
    }

    private void Begin(string name, IEnumerable<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"").Append(Escape(value)).Append('"');
        }
    }

    /// <summary>An open element.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly MarkupWriter _writer;
        private readonly string _name;

        internal Scope(MarkupWriter writer, string name)
        {
            _writer = writer;
            _name = name;
        }

        public void Dispose() => _writer._text.Append("</").Append(_name).Append('>');
    }
}
