namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Mistakes of the text itself: odd characters, odd line ends, odd Markdown, and more text than is read.</summary>
public sealed class TextMistakesTests
{
    private const string Sound =
        """
        # Text

        | parameter | default | range | meaning |
        |-----------|---------|-------|---------|
        | Classes   | 10      | 1 ..  | classes |

        ## Network

        | input | operator   | c       | s |
        |-------|------------|---------|---|
        | 8²×3  | conv2d 3x3 | 16      | 2 |
        | 4²×16 | conv2d 1x1 | 1024    |   |
        |       | avgpool    |         |   |
        |       | fc         | Classes |   |
        """;

    /// <summary>What is replaced, by what, the rule and a part of the message.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // Digits and letters that look like others.
        { "| 16      | 2 |", "| «١٦»      | 2 |", "NETC1012", "'١٦' holds '١', which is no digit here: expected 0 to 9" },
        { "| 16      | 2 |", "| «１６»      | 2 |", "NETC1012", "'１６' holds '１', which is no digit here" },
        { "| 16      | 2 |", "| «1६»      | 2 |", "NETC1012", "holds '६', which is no digit here" },
        { "| 16      | 2 |", "| «16²»      | 2 |", "NETC1013", "found '²'" },
        { "| 16      | 2 |", "| «16³»      | 2 |", "NETC1013", "found '³'" },
        { "| 16      | 2 |", "| «½»      | 2 |", "NETC1013", "found '½'" },
        { "| 16      | 2 |", "| 16      | «２» |", "NETC1012", "holds '２'" },
        { "| 8²×3  |", "| «８²×３»  |", "NETC1012", "holds '８'" },
        { "| 8²×3  |", "| «8³×3»  |", "NETC1015", "'8³×3' is no shape" },
        { "| 8²×3  |", "| «8²*3»  |", "NETC1015", "'8²*3' is no shape" },
        { "| 8²×3  |", "| «8²×»  |", "NETC1015", "'8²×' is no shape" },
        { "| 8²×3  |", "| «8.5²×3»  |", "NETC1015", "'8.5²×3' is no shape" },
        { "| 8²×3  |", "| «-8²×3»  |", "NETC1015", "'-8²×3' is no shape" },
        { "| 8²×3  |", "| «0²×3»  |", "NETC1015", "'0²×3' is no shape" },
        { "| 8²×3  |", "| «99999999999²×3»  |", "NETC1015", "'99999999999²×3' is no shape" },
        { "| 8²×3  |", "| «8²×3×1×1»  |", "NETC1015", "is no shape" },
        { "| conv2d 3x3 |", "| «соnv2d 3x3» |", "NETC2001", "did you mean 'conv2d'?" },
        { "| conv2d 3x3 |", "| «conv2d 3ｘ3» |", "NETC2001", "'conv2d 3ｘ3'" },
        { "| conv2d 3x3 |", "| «conv2d 3x٣» |", "NETC2001", "'conv2d 3x٣'" },
        { "| c       | s |", "| «с»       | s |", "NETC1008", "There is no column 'с' here: expected one of: input, operator, name, from, c" },

        // Characters that nobody sees are spelt out.
        { "| conv2d 3x3 |", "| «conv\u200B2d 3x3» |", "NETC2001", "'conv<U+200B>2d': did you mean 'conv2d'?" },
        { "| 16      | 2 |", "| «1\u200B6»      | 2 |", "NETC1013", "found '<U+200B>'" },
        { "| 16      | 2 |", "| «16\u0000»      | 2 |", "NETC1013", "found '<U+0000>'" },
        { "| 16      | 2 |", "| «\uD83D\uDE00»      | 2 |", "NETC1013", "found '\uD83D\uDE00'" },
        { "| 16      | 2 |", "| «16\u202E»      | 2 |", "NETC1013", "found '<U+202E>'" },
        { "| c       | s |", "| «c\u200D»       | s |", "NETC1008", "'c<U+200D>'" },
        { "| 8²×3  |", "| «8²×3\u0000»  |", "NETC1015", "'8²×3<U+0000>' is no shape" },

        // Markdown.
        { "| conv2d 3x3 |", "| «`conv2d 3x3» |", "NETC2001", "'`conv2d" },
        { "| conv2d 3x3 |", "| «conv2d 3x3`» |", "NETC2001", "conv2d 3x3`" },
        { "| conv2d 3x3 |", "| «`conv2d` 3x3» |", "NETC2001", "'`conv2d`': did you mean 'conv2d'?" },
        { "| conv2d 3x3 |", "| «**conv2d** 3x3» |", "NETC2001", "'**conv2d**'" },
        { "| conv2d 3x3 |", "| «conv2d<br>3x3» |", "NETC2001", "'conv2d<br>3x3'" },
        { "| 16      | 2 |", "| «16[^1]»      | 2 |", "NETC1013", "found '['" },
        { "| 16      | 2 |", "| «16 \\| 3»      | 2 |", "NETC1013", "found '|'" },
        { "| 4²×16 | conv2d 1x1 | 1024    |   |", "«| 4²×16 \\| conv2d 1x1 | 1024    |   |»", "NETC1007", "The row has 3 cells where the header has 4" },
        { "## Network\n\n| input | operator   | c       | s |\n|-------|------------|---------|---|\n", "## «Network»\n\n| input | operator   | c       | s |\n|-------|------------|---------|---|\n<!-- none -->\n", "NETC1005", "'Network' has no table with rows below its heading" },
        { "| 4²×16 | conv2d 1x1", "<!-- a remark -->\n«| 4²×16 | conv2d 1x1 | 1024    |   |»\n| | conv2d 1x1", "NETC1006", "The second line of the table in 'Network' is not a delimiter" },
        { "| input | operator   | c       | s |\n|-------|------------|---------|---|\n", "«| input | operator   | c       | s |»\n|=======|============|=========|===|\n", "NETC1006", "The second line of the table in 'Network' is not a delimiter" },
        { "| input | operator   | c       | s |", "| input | operator   | c       | «»|", "NETC1008", "There is no column ''" },
        { "# Text", "«»# Text\n<!-- never closed", "NETC1003", "The file has no section '## Network'" },
        { "# Text", "«»# Text\n```", "NETC1003", "The file has no section '## Network'" },
        { "## Network", "## «Netwrok»", "NETC1002", "'Netwrok' is no section of a table file: did you mean 'Network'?" },
        { "| 4²×16 | conv2d 1x1 | 1024    |   |", "| «⋮» | | | |", "NETC1011", "'⋮' stands for rows that are left out" },

        // Expressions.
        { "| 16      | 2 |", "| «(16»      | 2 |", "NETC1013", "found the end, expected" },
        { "| 16      | 2 |", "| «16)»      | 2 |", "NETC1013", "found ')'" },
        { "| 16      | 2 |", "| «()»      | 2 |", "NETC1013", "found ')'" },
        { "| 16      | 2 |", "| «16 17»      | 2 |", "NETC1013", "found '17'" },
        { "| 16      | 2 |", "| «16 = 16»      | 2 |", "NETC2003", "'yes' is a condition (yes or no): expected a number" },
        { "| 16      | 2 |", "| «16,»      | 2 |", "NETC1013", "found ','" },
        { "| 16      | 2 |", "| «0x10»      | 2 |", "NETC1013", "found 'x10'" },
        { "| 16      | 2 |", "| «1_000»      | 2 |", "NETC1013", "found '_000'" },
        { "| 16      | 2 |", "| «16;»      | 2 |", "NETC1013", "found ';'" },
        { "| 16      | 2 |", "| «\"16\"»      | 2 |", "NETC1013", "found '\"'" },
        { "| 16      | 2 |", "| «max()»      | 2 |", "NETC1013", "" },
        { "| 16      | 2 |", "| «sqrt(256)»      | 2 |", "NETC1013", "'sqrt('" },
        { "| 16      | 2 |", "| «in·1e308·1e308»      | 2 |", "NETC2006", "'in·1e308·1e308' has no value, with 3 and 1E+308 as its operands: expected a finite number" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_once_where_it_is(string sound, string wrong, string rule, string message)
    {
        Assert.Contains(sound, Sound);
        MarkedTable.Expect(Sound.Replace(sound, wrong), rule, message);
    }

    /// <summary>Halves of pairs, which no test runner hands over unchanged.</summary>
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Half_a_pair_is_spelt_out(int half) =>
        MarkedTable.Expect(Sound.Replace("| 16      | 2 |", $"| «{(char)half}»      | 2 |"), "NETC1013", $"found '<U+{half:X4}>'");

    /// <summary>What hides the section of the network, and with it nothing but it: the file's first heading is shown.</summary>
    [Theory]
    [InlineData("##Network")]
    [InlineData("####### Network")]
    [InlineData("<!-- never closed\n## Network")]
    [InlineData("~~~\n## Network")]
    [InlineData("## Network costs")]
    public void A_file_whose_network_is_hidden_says_so(string heading) =>
        MarkedTable.Expect(Sound.Replace("## Network", heading).Replace("# Text", "# «Text»"), "NETC1003", "The file has no section '## Network' with a table of rows");

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\uFEFF")]
    [InlineData("\r")]
    [InlineData("|")]
    [InlineData("||||")]
    [InlineData("|-|")]
    [InlineData("#")]
    [InlineData("# \n## \n|\n|-|\n|")]
    [InlineData("Uses:")]
    [InlineData("```")]
    [InlineData("<!--")]
    [InlineData("\\")]
    [InlineData("|\\")]
    public void Hardly_any_text_is_told_in_one_problem(string text) => Assert.Single(MarkedTable.Problems(text));

    /// <summary>Texts beyond what is read: each answered by one problem, the bound in its message.</summary>
    public static TheoryData<string, string, string> Masses => new()
    {
        { "a megabyte of pipes", new string('|', 1 << 20), "cells in a row than the 64" },
        { "more than a megabyte", new string('|', (1 << 20) + 1), "characters than the 1048576" },
        { "pipes in a network", "# Mass\n\n## Network\n\n" + new string('|', 1_000_000) + "\n|---|\n| |", "cells in a row than the 64" },
        { "ten thousand columns", Sound.Replace("| s |\n", "| s |" + string.Concat(Enumerable.Range(0, 10_000).Select(index => $" c{index} |")) + "\n"), "cells in a row than the 64" },
        { "ten thousand cells", Sound.Replace("| 16      | 2 |", "| 16      | 2 |" + new string('|', 10_000)), "cells in a row than the 64" },
        { "ten thousand rows", Sound + string.Concat(Enumerable.Repeat("\n| | relu | | |", 10_000)), "rows than the 2000" },
        { "a thousand tables", Sound + string.Concat(Enumerable.Repeat("\n\n## Prose\n\n| a |\n|---|\n| b |", 1_000)), "tables than the 256" },
        { "a thousand blocks", Sound + string.Concat(Enumerable.Range(0, 1_000).Select(index => $"\n\n## Block: b{index}()\n\n| operator |\n|---|\n| relu |")), "tables than the 256" },
        { "a long cell", Sound.Replace("| 16      | 2 |", "| " + new string('1', 10_000) + " | 2 |"), "characters in a cell than the 512" },
        { "a long operator", Sound.Replace("conv2d 3x3", new string('=', 10_000)), "characters in a cell than the 512" },
        { "a long header", Sound.Replace("| input | operator   |", "| " + new string('i', 10_000) + " | operator   |"), "characters in a cell than the 512" },
    };

    [Theory]
    [MemberData(nameof(Masses))]
    public void More_text_than_is_read_is_told_once(string what, string text, string message)
    {
        Assert.NotEmpty(what);
        string described = NetCompiler.Generator.Support.ProblemText.Describe(Assert.Single(MarkedTable.Problems(text)));
        Assert.StartsWith("NETC1001: ", described);
        Assert.Contains(message, described);
    }

    /// <summary>Expressions that go deep: 512 characters at most, and refused at a depth of 40.</summary>
    [Theory]
    [InlineData("(", ")", 200)]
    [InlineData("-", "", 400)]
    [InlineData("not ", "", 120)]
    [InlineData("min(1, ", ")", 60)]
    [InlineData("if(yes, 1, ", ")", 40)]
    [InlineData("2·(1 + ", ")", 60)]
    public void Deep_expressions_are_told_once(string before, string after, int times)
    {
        string deep = string.Concat(Enumerable.Repeat(before, times)) + "1" + string.Concat(Enumerable.Repeat(after, times));
        MarkedTable.Expect(Sound.Replace("| 16      | 2 |", $"| «{deep}»      | 2 |"), "NETC1013", "cannot be read");
    }

    [Fact]
    public void Long_expressions_that_are_not_deep_are_read() =>
        Assert.Equal(100, MarkedTable.Graph(Sound.Replace("| 16      | 2 |", $"| {string.Join("+", Enumerable.Repeat("1", 100))}      | 2 |").Replace("| 4²×16 |", "| |")).Values[1].Shape.Channels);
}
