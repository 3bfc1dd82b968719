using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Finds the pipe tables in Markdown text. Content and positions are kept apart: <see cref="Read"/> gives cells by ordinal,
/// <see cref="Find"/> reads the text again to tell where one of them stands. Knows headings and pipes, nothing of networks.
/// </summary>
internal static class TableLexer
{
    /// <summary>The sections' headings, as they are written.</summary>
    public static readonly EquatableArray<string> SectionNames = new(
        Enum.GetValues(typeof(SectionKind)).Cast<SectionKind>()
            .Where(kind => kind is not (SectionKind.None or SectionKind.Uses or SectionKind.Misspelt))
            .Select(kind => kind.ToString()));

    private const string UsesMark = "Uses:";

    /// <summary>The tables of a text, without positions.</summary>
    public static TextTables Read(string text, string path)
    {
        if (text.Length > LanguageLimits.Characters)
        {
            return new TextTables(null, default, new CutText("characters", LanguageLimits.Characters, new CellReference(path, 0, 0, -1)));
        }

        Scan scan = new(text);
        int tables = Math.Min(scan.Tables.Count, LanguageLimits.Tables);
        CutText? cut = scan.Tables.Count > LanguageLimits.Tables
            ? new CutText("tables", LanguageLimits.Tables, new CellReference(path, LanguageLimits.Tables, 0, -1))
            : null;
        List<TextTable> kept = [];
        for (int index = 0; index < tables; index++)
        {
            ScannedTable table = scan.Tables[index];
            if (table.Rows.Count > LanguageLimits.Rows)
            {
                cut ??= new CutText("rows", LanguageLimits.Rows, new CellReference(path, index, LanguageLimits.Rows, -1));
            }

            int wide = table.Rows.FindIndex(row => row.Cells.Count > LanguageLimits.Cells);
            if (wide >= 0)
            {
                cut ??= new CutText("cells in a row", LanguageLimits.Cells, new CellReference(path, index, wide, -1));
            }

            IEnumerable<EquatableArray<string>> rows = table.Rows.Take(LanguageLimits.Rows)
                .Select(row => row.Cells.Take(LanguageLimits.Cells).Select(cell => cell.Text).ToEquatableArray());
            kept.Add(new TextTable(table.Section, table.Heading, table.IsMarkdown, rows.ToEquatableArray()));
        }

        return new TextTables(scan.Title, kept.ToEquatableArray(), cut);
    }

    /// <summary>Where a cell stands in the text: its content without the spaces around it; the start of the text for what is not there.</summary>
    public static TextPosition Find(string text, CellReference cell)
    {
        TextPosition start = new(0, 0, 0);
        if (text.Length > LanguageLimits.Characters)
        {
            return start;
        }

        List<ScannedTable> tables = new Scan(text).Tables;
        if (cell.Table < 0 || cell.Table >= tables.Count)
        {
            return start;
        }

        ScannedTable table = tables[cell.Table];
        if (cell.Row < 0 || table.Rows.Count == 0)
        {
            return table.HeadingAt ?? start;
        }

        ScannedRow row = table.Rows[Math.Min(cell.Row, table.Rows.Count - 1)];
        return cell.Column >= 0 && cell.Column < row.Cells.Count ? row.Cells[cell.Column].At : row.At;
    }

    private sealed record ScannedCell(string Text, TextPosition At);

    private sealed record ScannedRow(TextPosition At, List<ScannedCell> Cells);

    private sealed record ScannedTable(
        SectionKind Section, string Heading, TextPosition? HeadingAt, bool IsMarkdown, List<ScannedRow> Rows);

    /// <summary>One walk over the lines of a text.</summary>
    private sealed class Scan
    {
        private readonly List<string> _lines;
        private SectionKind _section = SectionKind.None;
        private string _heading = "";
        private TextPosition? _headingAt;
        private bool _hasTable = true;

        public Scan(string text)
        {
            // A byte order mark that was left in the text is no part of its first line.
            _lines = Lines(text.Length > 0 && text[0] == '\uFEFF' ? " " + text.Substring(1) : text);
            Walk();
            CloseSection();
        }

        public string? Title { get; private set; }

        public List<ScannedTable> Tables { get; } = [];

        private void Walk()
        {
            bool fenced = false;
            bool comment = false;
            for (int line = 0; line < _lines.Count;)
            {
                string content = _lines[line].Trim();
                if (content.StartsWith("```", StringComparison.Ordinal) || content.StartsWith("~~~", StringComparison.Ordinal))
                {
                    fenced = !fenced;
                }
                else if (!fenced && (comment || content.StartsWith("<!--", StringComparison.Ordinal)))
                {
                    comment = content.IndexOf("-->", StringComparison.Ordinal) < 0;
                }
                else if (!fenced && content.StartsWith("#", StringComparison.Ordinal) && ReadHeading(line))
                {
                }
                else if (!fenced && content.StartsWith(UsesMark, StringComparison.Ordinal))
                {
                    ReadUses(line);
                }
                else if (!fenced && content.IndexOf('|') >= 0)
                {
                    line = ReadTable(line);
                    continue;
                }

                line++;
            }
        }

        private bool ReadHeading(int line)
        {
            string raw = _lines[line];
            int mark = raw.IndexOf('#');
            int end = mark;
            while (end < raw.Length && raw[end] == '#')
            {
                end++;
            }

            if (end - mark > 6 || (end < raw.Length && raw[end] != ' ' && raw[end] != '\t'))
            {
                return false;
            }

            CloseSection();
            TextPosition at = Trimmed(line, end, raw.Length);
            string text = raw.Substring(at.Column, at.Length);
            bool isTitle = end - mark == 1 && Title is null;
            if (isTitle)
            {
                Title = text;
            }

            // The parameters stand right below the title, without a heading of their own.
            _section = isTitle ? SectionKind.Parameters : KindOf(text);
            _heading = text;
            _headingAt = at;
            _hasTable = isTitle || _section is SectionKind.None or SectionKind.Misspelt;
            return true;
        }

        /// <summary>A section without a table becomes an empty one, so that the problem can point at the heading.</summary>
        private void CloseSection()
        {
            if (!_hasTable)
            {
                Tables.Add(new ScannedTable(_section, _heading, _headingAt, true, []));
            }

            _hasTable = true;
        }

        private void ReadUses(int line)
        {
            string raw = _lines[line];
            int start = raw.IndexOf(UsesMark, StringComparison.Ordinal) + UsesMark.Length;
            List<ScannedCell> cells = [];
            for (int from = start; from <= raw.Length;)
            {
                int comma = raw.IndexOf(',', from);
                int to = comma < 0 ? raw.Length : comma;
                cells.Add(CellOf(line, from, to));
                from = to + 1;
            }

            Tables.Add(new ScannedTable(
                SectionKind.Uses, "", null, true, [new ScannedRow(Trimmed(line, 0, raw.Length), cells)]));
        }

        private int ReadTable(int line)
        {
            bool isMarkdown = line + 1 < _lines.Count && IsDelimiter(_lines[line + 1]);
            bool startsWithPipe = _lines[line].TrimStart().StartsWith("|", StringComparison.Ordinal);
            if (!isMarkdown && !startsWithPipe)
            {
                return line + 1;
            }

            List<ScannedRow> rows = [ReadRow(line)];
            int next = line + (isMarkdown ? 2 : 1);
            while (next < _lines.Count && _lines[next].IndexOf('|') >= 0 && _lines[next].Trim().Length > 0)
            {
                rows.Add(ReadRow(next));
                next++;
            }

            Tables.Add(new ScannedTable(_section, _heading, _headingAt, isMarkdown, rows));
            _hasTable = true;
            return next;
        }

        private ScannedRow ReadRow(int line)
        {
            string raw = _lines[line];
            TextPosition at = Trimmed(line, 0, raw.Length);
            int start = raw[at.Column] == '|' ? at.Column + 1 : at.Column;
            int end = at.Column + at.Length;
            List<ScannedCell> cells = [];
            int from = start;
            for (int position = start; position < end; position++)
            {
                if (raw[position] == '\\')
                {
                    position++;
                }
                else if (raw[position] == '|')
                {
                    cells.Add(CellOf(line, from, position));
                    from = position + 1;
                }
            }

            // The last pipe may be left out.
            if (from < end)
            {
                cells.Add(CellOf(line, from, end));
            }

            return new ScannedRow(at, cells);
        }

        private ScannedCell CellOf(int line, int from, int to)
        {
            TextPosition at = Trimmed(line, from, to);
            return new ScannedCell(Unescape(_lines[line].Substring(at.Column, at.Length)), at);
        }

        private TextPosition Trimmed(int line, int from, int to)
        {
            string raw = _lines[line];
            int start = from;
            while (start < to && char.IsWhiteSpace(raw[start]))
            {
                start++;
            }

            int end = to;
            while (end > start && char.IsWhiteSpace(raw[end - 1]))
            {
                end--;
            }

            // An empty cell is shown where its content would begin.
            return start == end ? new TextPosition(line, Math.Min(from + 1, to), 0) : new TextPosition(line, start, end - start);
        }
    }

    private static SectionKind KindOf(string heading)
    {
        int end = 0;
        while (end < heading.Length && char.IsLetter(heading[end]))
        {
            end++;
        }

        // "Network: Table 2" is a section, "Network costs" is prose.
        string word = heading.Substring(0, end);
        string rest = heading.Substring(end).TrimStart();
        bool isWhole = rest.Length == 0 || rest[0] is ':' or '(' or ',';
        if (!isWhole || word.Length == 0)
        {
            return SectionKind.None;
        }

        string? section = SectionNames.FirstOrDefault(name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
        return section is not null
            ? (SectionKind)Enum.Parse(typeof(SectionKind), section)
            : NearestChoice.Find(word, SectionNames) is string near && NearestChoice.Distance(near, word) <= 2
                ? SectionKind.Misspelt
                : SectionKind.None;
    }

    private static bool IsDelimiter(string line)
    {
        bool pipe = false;
        bool dash = false;
        foreach (char character in line)
        {
            pipe |= character == '|';
            dash |= character == '-';
            if (character is not ('|' or '-' or ':' or ' ' or '\t'))
            {
                return false;
            }
        }

        return pipe && dash;
    }

    private static string Unescape(string raw)
    {
        StringBuilder text = new(raw.Length);
        for (int position = 0; position < raw.Length; position++)
        {
            if (raw[position] == '\\' && position + 1 < raw.Length && raw[position + 1] is ('|' or '*' or '_' or '\\' or '`'))
            {
                position++;
            }

            text.Append(raw[position]);
        }

        // A whole cell in a code span reads as its content.
        string result = text.ToString();
        return result.Length > 2 && result[0] == '`' && result[result.Length - 1] == '`' && result.IndexOf('`', 1) == result.Length - 1
            ? result.Substring(1, result.Length - 2).Trim()
            : result;
    }

    private static List<string> Lines(string text)
    {
        List<string> lines = [];
        int start = 0;
        for (int position = 0; position < text.Length; position++)
        {
            if (text[position] is '\n' or '\r')
            {
                lines.Add(text.Substring(start, position - start));
                if (text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n')
                {
                    position++;
                }

                start = position + 1;
            }
        }

        lines.Add(text.Substring(start));
        return lines;
    }
}
