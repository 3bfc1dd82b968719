using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>What a network yields: its own result, taps by row and by stride, and a network without its top.</summary>
public sealed class TapTests
{
    private const string Network = """
        # Tapped

        | parameter  | default | range   |
        |------------|---------|---------|
        | IncludeTop | yes     | yes, no |
        | Classes    | 10      | 1 ..    |

        ## Network

        | input  | name  | operator   | c       | n | s | from     | when       |
        |--------|-------|------------|---------|---|---|----------|------------|
        | 64²×3  | Stem  | conv2d 3x3 | 8       |   | 2 |          |            |
        |        |       | unit       | 16      | 2 | 2 |          |            |
        |        | Mid   | unit       | 16      | 2 | 2 |          |            |
        |        | Left  | conv2d 1x1 | 16      |   | 2 |          |            |
        |        | Right | maxpool 3x3 |        |   | 2 | Mid      |            |
        |        | Both  | concat     |         |   |   | Left, Right |         |
        |        | Pool  | avgpool    |         |   |   |          | IncludeTop |
        |        | Last  | fc         | Classes |   |   |          | IncludeTop |

        ## Block: unit(c, s)

        | name | operator   | c | s | from |
        |------|------------|---|---|------|
        | Deep | dwconv 3x3 |   | s |      |
        | Gate | avgpool    |   |   |      |
        | Mul  | multiply   |   |   | Deep |
        | Thin | conv2d 1x1 | c |   |      |

        ## Defaults

        | operator | padding |
        |----------|---------|
        | maxpool  | same    |
        """;

    [Fact]
    public void Without_taps_a_network_yields_its_last_result()
    {
        Assert.Equal(["Output=Last"], Outputs());
        Assert.Equal(["Output=Both"], Outputs("IncludeTop=no"));
    }

    [Theory]
    [InlineData("Stem", "Stem")]
    [InlineData("Block1", "Block1.Thin")]
    [InlineData("Block1.Gate", "Block1.Gate")]
    [InlineData("Mid", "Mid2.Thin")]
    [InlineData("Mid1", "Mid1.Thin")]
    [InlineData("Left", "Left")]
    public void A_tap_names_a_row_or_an_operation(string row, string operation) =>
        Assert.Equal(["Output=Last", $"T={operation}"], Outputs(new TapRequest("T", row, null)));

    /// <summary>The last result of the stride counts; the factors of the gate and what follows the pool are no maps.</summary>
    [Theory]
    [InlineData(2, "Stem")]
    [InlineData(4, "Block2.Thin")]
    [InlineData(8, "Mid2.Thin")]
    [InlineData(16, "Both")]
    public void A_tap_names_a_stride(int stride, string operation) =>
        Assert.Equal(["Output=Last", $"T={operation}"], Outputs(new TapRequest("T", null, stride)));

    [Fact]
    public void Taps_follow_in_their_order_and_stand_alone_without_the_top()
    {
        TapRequest[] taps = [new("C4", null, 8), new("C3", null, 4), new("Same", "Block2", null)];

        Assert.Equal(["Output=Last", "C4=Mid2.Thin", "C3=Block2.Thin", "Same=Block2.Thin"], Outputs(taps));
        Assert.Equal(["C4=Mid2.Thin", "C3=Block2.Thin", "Same=Block2.Thin"], OutputsOf(Read(taps, "IncludeTop=no").Network()));
    }

    [Fact]
    public void Operations_that_only_led_to_what_is_not_asked_for_are_left_out()
    {
        UnrolledNetwork network = Read([new TapRequest("R", "Right", null)], "IncludeTop=no").Network();

        // Left stands before Right, and nothing but the concatenation read it.
        Assert.Equal("Right", network.Operations[^1].Name);
        Assert.DoesNotContain(network.Operations, operation => operation.Name is "Left" or "Both");
        Assert.Equal("Mid2.Thin", network.Operations[network.Operations[^1].Inputs[0]].Name);
        Assert.Equal(["R=Right"], OutputsOf(network));
        Assert.Equal(18, network.Operations.Count);
    }

    /// <summary>The tensors of what is left out, above a tap and after it, may be in a checkpoint; those of what is kept have to.</summary>
    [Fact]
    public void A_checkpoint_of_the_whole_network_fits()
    {
        NetworkDeclaration declaration = Declarations.Declare("zoo:MobileNetV2", "IncludeTop=no") with
        {
            Taps = EquatableArray.Of(new TapRequest("C5", "Block16", null)),
        };

        UnrolledNetwork network = NetworkReader.Read(declaration, default).Network();
        Assert.Equal(
            ["classifier.", "features.17.conv.0.0.", "features.17.conv.0.1.", "features.17.conv.1.0.", "features.17.conv.1.1.", "features.17.conv.2.",
                "features.17.conv.3.", "features.18.0.", "features.18.1."],
            network.Dialects.Single(dialect => dialect.Name == "torchvision").Ignored);
        Assert.Equal(
            ["predictions", "block_16_expand/", "block_16_expand_BN/", "block_16_depthwise/", "block_16_depthwise_BN/", "block_16_project/",
                "block_16_project_BN/", "Conv_1/", "Conv_1_bn/"],
            network.Dialects.Single(dialect => dialect.Name == "keras").Ignored);
    }

    /// <summary>A row that nothing reads even in the whole network is a mistake that the graph reports.</summary>
    [Fact]
    public void A_row_that_nothing_reads_stays()
    {
        string text = Network.Replace("|        | Right |", "|        | Lost  | conv2d 1x1 | 4       |   |   | Stem     |            |\n|        | Right |");

        Assert.Contains(Read(text, [new TapRequest("R", "Right", null)], "IncludeTop=no").Network().Operations, operation => operation.Name == "Lost");
    }

    [Fact]
    public void A_network_without_its_top_has_no_classifier()
    {
        Assert.Single(Read([]).Network().Operations, operation => operation.IsClassifier);
        Assert.DoesNotContain(Read([], "IncludeTop=no").Network().Operations, operation => operation.IsClassifier || operation.Operator == "fc");
    }

    /// <summary>A network of the zoo, which says nothing of a top: the top stays, the taps come after.</summary>
    [Fact]
    public void A_published_network_is_tapped()
    {
        NetworkDeclaration declaration = Declarations.Declare("zoo:MobileNetV2") with
        {
            Taps = EquatableArray.Of(new TapRequest("C3", null, 8), new TapRequest("C4", null, 16), new TapRequest("E", "Block14.Expand", null)),
        };

        Assert.Equal(
            ["Output=Classifier", "C3=Block6.Add", "C4=Block13.Add", "E=Block14.Expand"], OutputsOf(NetworkReader.Read(declaration, default).Network()));
    }

    [Theory]
    [InlineData("Stim", null, "NETC2023", "T | Stim | did you mean 'Stem'? (known: Stem, Block1, Block2, Mid1, Mid2, Mid, Left, Right, Both, Pool, Last)")]
    [InlineData("Block1.Dep", null, "NETC2023", "T | Block1.Dep | did you mean 'Block1.Deep'? (known: Stem, Block1, Block2, Mid1, Mid2, Mid, Left, Right, Both, Pool, Last)")]
    [InlineData("", null, "NETC2023", "T |  | expected one of: Stem, Block1, Block2, Mid1, Mid2, Mid, Left, Right, Both, Pool, Last")]
    [InlineData(null, 32, "NETC2024", "T | 32 | 2, 4, 8, 16")]
    [InlineData(null, 0, "NETC2024", "T | 0 | 2, 4, 8, 16")]
    [InlineData(null, -8, "NETC2024", "T | -8 | 2, 4, 8, 16")]
    public void A_tap_that_means_nothing_is_shown_at_its_attribute(string? row, int? stride, string rule, string arguments)
    {
        Problem problem = Assert.Single(Read([new TapRequest("S", "Stem", null), new TapRequest("T", row, stride)]).Problems);

        Assert.Equal((rule, "tap 1", arguments), (problem.Rule, problem.Property, string.Join(" | ", problem.Arguments)));
        Assert.Null(problem.Cell);
    }

    [Fact]
    public void A_softmax_needs_the_top()
    {
        NetworkDeclaration declaration = Declarations.Declare("Test.net.md", "IncludeTop=no") with
        {
            Softmax = true,
            Taps = EquatableArray.Of(new TapRequest("C3", null, 8)),
        };
        ReadResult Result(NetworkDeclaration asked) => NetworkReader.Read(asked, EquatableArray.Of(new TableFile(Declarations.Path, Network)));

        Problem problem = Assert.Single(Result(declaration).Problems);
        Assert.Equal(("NETC2025", "Softmax"), (problem.Rule, problem.Property));
        Assert.True(Result(declaration with { Parameters = default }).Network().Softmax);
    }

    private static ReadResult Read(TapRequest[] taps, params string[] settings) => Read(Network, taps, settings);

    private static ReadResult Read(string text, TapRequest[] taps, params string[] settings) => NetworkReader.Read(
        Declarations.Declare("Test.net.md", settings) with { Taps = taps.ToEquatableArray() }, EquatableArray.Of(new TableFile(Declarations.Path, text)));

    private static string[] Outputs(params TapRequest[] taps) => OutputsOf(Read(taps).Network());

    private static string[] Outputs(string setting) => OutputsOf(Read([], setting).Network());

    private static string[] OutputsOf(UnrolledNetwork network) =>
        [.. network.Outputs.Select(output => $"{output.Name}={network.Operations[output.Operation].Name}")];
}
