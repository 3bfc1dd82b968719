using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Lists of window sizes: how they are written, handed on and shared among channels.</summary>
public sealed class ListTests
{
    private const string Mixed = """
        # Mixed

        | parameter | default | range           |
        |-----------|---------|-----------------|
        | Small     | no      | yes, no         |
        | Sizes     | 3.5.7   | list of 3 .. 31 |

        ## Network

        | input | operator | kernels            | more  | c |
        |-------|----------|--------------------|-------|---|
        | 8²×16 | mixed    | 3                  | 3.5.7 | 4 |
        |       | mixed    | if(Small, 3, Sizes) | Sizes | 4 |

        ## Block: mixed(kernels = 3 5, more, c)

        | name | operator | kernels | k | c | from | when               |
        |------|----------|---------|---|---|------|--------------------|
        | One  | dwconv   | kernels |   |   |      | count(kernels) = 1 |
        | Many | dwconv   | kernels |   |   |      | count(kernels) > 1 |
        | Full | relu     |         |   |   |      | kernels = more     |
        | Last | conv2d   |         | largest(kernels) | c |  |       |
        """;

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3.5.7", "3 5 7")]
    [InlineData("3,5, 7", "3 5 7")]
    [InlineData("3  5 7", "3 5 7")]
    [InlineData("3.", null)]
    [InlineData("3,,5", null)]
    [InlineData("3x5", null)]
    [InlineData("", null)]
    [InlineData("12345678901", null)]
    public void Spellings(string text, string? expected) =>
        Assert.Equal(expected, ListText.Read(text) is EquatableArray<double> list ? string.Join(" ", list) : null);

    [Fact]
    public void Blocks_hand_lists_on_and_choose_by_them()
    {
        UnrolledNetwork network = Declarations.Table(Mixed).Network();

        Assert.Equal(
            ["Block1.One 3", "Block1.Last 3", "Block2.Many 7", "Block2.Full -", "Block2.Last 7"],
            network.Operations.Select(operation => $"{operation.Name} {operation.Window?.Height.ToString() ?? "-"}"));
        Assert.Equal("3.5.7", network.Parameters.Single(parameter => parameter.Name == "Sizes").Value);
        Assert.Equal("mixed kernels=3.5.7 more=3.5.7 c=4", network.Rows[1]);
    }

    /// <summary>An attribute's <c>int[]</c> arrives as numbers parted by commas.</summary>
    [Fact]
    public void A_declaration_sets_a_list()
    {
        UnrolledNetwork network = Declarations.Table(Mixed, "Sizes=9, 3").Network();

        Assert.Equal([(2, 9), (2, 3)], network.Operations.Single(operation => operation.Name == "Block2.Many").Parts.Select(part => (part.Channels, part.Window.Height)));
        Assert.Equal("9.3", network.Parameters.Single(parameter => parameter.Name == "Sizes").Value);
        Assert.Contains(Declarations.Table(Mixed, "Small=yes").Network().Operations, operation => operation.Name == "Block2.One");
    }

    [Fact]
    public void A_block_says_what_an_empty_cell_means()
    {
        UnrolledNetwork network = Declarations.Table(Mixed.Replace("| 3                  | 3.5.7", "|                    | 3.5.7")).Network();

        Assert.Equal([3, 5], network.Operations[0].Parts.Select(part => part.Window.Height));
    }

    [Theory]
    [InlineData("Sizes=3.5.33")]
    [InlineData("Sizes=3.5.x")]
    [InlineData("Sizes=2.5")]
    [InlineData("Sizes=")]
    public void A_list_out_of_range_is_refused(string setting)
    {
        Problem problem = Assert.Single(Declarations.Table(Mixed, setting).Problems);

        Assert.Equal(("NETC2018", "Sizes"), (problem.Rule, problem.Property));
        Assert.Equal("expected whole numbers such as 3.5.7, a list of 3 .. 31", problem.Arguments[2]);
    }

    [Fact]
    public void A_default_out_of_range_is_shown_at_its_cell()
    {
        Problem problem = Assert.Single(Declarations.Table(Mixed.Replace("| 3.5.7   | list", "| 1.5.7   | list")).Problems);

        Assert.Equal(("NETC2016", new CellReference(Declarations.Path, 0, 2, 1)), (problem.Rule, problem.Cell));
    }

    [Theory]
    [InlineData("list of", "NETC1016")]
    [InlineData("list of 0.5 .. 1.0", "NETC1016")]
    [InlineData("list of 7 .. 3", "NETC1016")]
    public void A_range_of_a_list_holds_whole_numbers(string range, string rule) =>
        Assert.Equal(rule, Assert.Single(Declarations.Table(Mixed.Replace("| list of 3 .. 31 |", $"| {range} |")).Problems).Rule);

    /// <summary>Channels C, sizes, and the parts: equal shares with the rest to the first; halves, quarters … with the rest to the last.</summary>
    [Theory]
    [InlineData("3.5.7", "equal", 16, "6×3 5×5 5×7")]
    [InlineData("3.5.7.9", "equal", 16, "4×3 4×5 4×7 4×9")]
    [InlineData("3.5.7", "exponential", 16, "8×3 4×5 4×7")]
    [InlineData("3.5.7.9", "exponential", 10, "5×3 2×5 1×7 2×9")]
    [InlineData("5", "equal", 16, "")]
    public void Sizes_share_the_channels(string sizes, string partition, int channels, string expected)
    {
        PrimitiveOperation operation = Row($"mixconv | kernels={sizes} | partition={partition}", channels).Network().Operations[0];

        Assert.Equal(expected, string.Join(" ", operation.Parts.Select(part => $"{part.Channels}×{part.Window.Height}")));
        Assert.Equal(("dwconv", channels, sizes[^1] - '0'), (operation.Operator, operation.OutputChannels, operation.Window!.Height));
    }

    [Theory]
    [InlineData("kernels=3.5.9", "3/1 3/2 3/4")]
    [InlineData("kernels=9.3", "3/4 3/1")]
    [InlineData("kernels=3.5.9 | s=2", "3/1 5/1 9/1")]
    [InlineData("k=7", "3/3")]
    [InlineData("k=3", "3/1")]
    [InlineData("kernels=3.5.9 | d=2", "3/2 3/4 3/8")]
    [InlineData("k=7 | d=4", "3/12")]
    [InlineData("kernels=3.5 | s=2 | d=2", "3/2 5/2")]
    public void Large_windows_are_dilated_where_the_stride_is_1(string cells, string expected)
    {
        PrimitiveOperation operation = Row($"dwconv | {cells} | dilated=yes", 16).Network().Operations[0];
        IEnumerable<Window> windows = operation.Parts.Count > 0 ? operation.Parts.Select(part => part.Window) : [operation.Window!];

        Assert.Equal(expected, string.Join(" ", windows.Select(window => $"{window.Height}/{window.DilationHeight}")));
        Assert.Contains(operation.Window, windows);
        Assert.Equal(windows.Max(window => (window.Height - 1) * window.DilationHeight), (operation.Window!.Height - 1) * operation.Window.DilationHeight);
    }

    /// <summary>Mistakes, the cell that is meant, the rule and the arguments of its message.</summary>
    public static TheoryData<string, int, string, string> Mistakes => new()
    {
        { "dwconv 3x3 | kernels=3.5", 1, "NETC2022", "kernels | 3.5 | k | 3x3 | expected one of them" },
        { "dwconv | kernels=3.4", 1, "NETC2004", "kernels | 4 | an odd whole number from 1 to 1023" },
        { "dwconv | kernels=3.1025", 1, "NETC2004", "kernels | 1025 | an odd whole number from 1 to 1023" },
        { "dwconv | kernels=relu", 1, "NETC2003", "relu | relu | a word | a list of numbers" },
        { "dwconv | kernels=sizes", 1, "NETC2002", "sizes | sizes | expected one of: in, Height, Width, Channels" },
        { "dwconv | kernels=3.5.7.9.11", 1, "NETC2004", "kernels | a list of 5 sizes | fewer, so that each has one of the 4 channels at least" },
        { "dwconv | kernels=3.5.7.9 | partition=exponential", 1, "NETC2004", "kernels | a list of 4 sizes | fewer, so that each has one of the 4 channels at least" },
        { "dwconv | kernels=3.5 | partition=halves", 2, "NETC2005", "halves | partition | expected one of: equal, exponential" },
        { "dwconv | kernels=3.5 | padding=valid", 1, "NETC2022", "kernels | 3.5 | padding | valid | expected same or symmetric, by which all windows yield maps of one size" },
        { "dwconv 4x4 | dilated=yes", 0, "NETC2004", "k | 4×4 | an odd whole number from 1 to 1023" },
        { "dwconv 5x3 | dilated=yes", 0, "NETC2004", "k | 5×3 | an odd whole number from 1 to 1023" },
        { "conv2d | kernels=3.5", 1, "NETC2007", "conv2d | kernels | 3.5 | expected one of: c, k, s, d, g, padding, norm, act, bias" },
        { "conv2d 1x1 | c=3.5.7", 1, "NETC2003", "3.5.7 | 3.5.7 | a list of numbers | a number" },
        { "conv2d 1x1 | c=largest(relu)", 1, "NETC2003", "largest(relu) | relu | a word | a list of numbers" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_shown_at_its_cell(string row, int column, string rule, string arguments)
    {
        Problem problem = Assert.Single(Row(row, 4).Problems);

        Assert.Equal((rule, arguments), (problem.Rule, string.Join(" | ", problem.Arguments)));
        Assert.Equal(new CellReference("", 0, 1, column), problem.Cell);
    }

    [Fact]
    public void Long_lists_are_refused()
    {
        Problem problem = Assert.Single(Row("dwconv | kernels=" + string.Join(".", Enumerable.Repeat("3", LanguageLimits.ListItems + 1)), 1000).Problems);

        Assert.Equal("NETC1001", problem.Rule);
    }

    private static ReadResult Row(string row, int channels) => Declarations.Rows(null, [row], "Height=8", "Width=8", $"Channels={channels}");
}
