using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Tables in Markdown: which are found, what their cells hold, and where they stand.</summary>
public sealed class LexerTests
{
    [Fact]
    public void Cells_are_trimmed_and_unescaped_and_found_again()
    {
        const string text = "# T\r\n\r\n## Network\r\n\r\n| a | b |\r\n|---|:-:|\r\n|  x \\| y  | `conv2d 3x3` |\r\n";

        TextTable table = Assert.Single(TableLexer.Read(text, "").Tables);

        Assert.Equal(["x | y", "conv2d 3x3"], table.Rows[1]);
        Assert.Equal(new TextPosition(6, 3, 6), TableLexer.Find(text, new CellReference("", 0, 1, 0)));
        Assert.Equal(new TextPosition(6, 13, 12), TableLexer.Find(text, new CellReference("", 0, 1, 1)));
        Assert.Equal(new TextPosition(6, 0, 27), TableLexer.Find(text, new CellReference("", 0, 1, -1)));
        Assert.Equal(new TextPosition(2, 3, 7), TableLexer.Find(text, new CellReference("", 0, -1, -1)));
    }

    [Fact]
    public void Lines_moved_by_prose_change_positions_and_nothing_else()
    {
        const string table = "| operator |\n|---|\n| relu |\n";
        string plain = "# T\n\n## Network\n\n" + table;
        string moved = "<!-- a\n| not | a table |\n-->\n# T\n\n```\n| not |\n|---|\n| this |\n```\n\nProse | with a pipe.\n\n## Network\n\nMore.\n\n" + table;

        Assert.Equal(TableLexer.Read(plain, ""), TableLexer.Read(moved, ""));
        CellReference cell = new("", 0, 1, 0);
        Assert.Equal(new TextPosition(6, 2, 4), TableLexer.Find(plain, cell));
        Assert.Equal(new TextPosition(19, 2, 4), TableLexer.Find(moved, cell));
    }

    [Theory]
    [InlineData("Network", nameof(SectionKind.Network))]
    [InlineData("network: Table 2", nameof(SectionKind.Network))]
    [InlineData("Network (Table 2)", nameof(SectionKind.Network))]
    [InlineData("Network costs", nameof(SectionKind.None))]
    [InlineData("Results", nameof(SectionKind.None))]
    [InlineData("Netwrok", nameof(SectionKind.Misspelt))]
    [InlineData("Block: bottleneck(t, c, s)", nameof(SectionKind.Block))]
    public void A_heading_tells_the_section(string heading, string kind)
    {
        TextTables tables = TableLexer.Read($"# T\n\n## {heading}\n\n| a |\n|---|\n| b |", "");

        Assert.Equal(kind, Assert.Single(tables.Tables).Section.ToString());
    }

    [Fact]
    public void The_outer_pipes_may_be_left_out()
    {
        TextTable table = Assert.Single(TableLexer.Read("a | b\n---|---\nc | d\n\nprose", "").Tables);

        Assert.Equal(["c", "d"], table.Rows[1]);
    }

    [Fact]
    public void Too_large_a_text_is_cut_not_read()
    {
        TextTables tables = TableLexer.Read(new string('|', LanguageLimits.Characters + 1), "");

        Assert.Equal("characters", tables.Cut!.What);
        string rows = "## Network\n\n| operator |\n|---|\n" + string.Concat(Enumerable.Repeat("| relu |\n", LanguageLimits.Rows + 10));
        Assert.Equal(new CutText("rows", LanguageLimits.Rows, new CellReference("", 0, LanguageLimits.Rows, -1)), TableLexer.Read(rows, "").Cut);
    }
}
