using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Operators besides the plain convolutions, written out: what they read, how many channels they yield and what their columns say.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void Results_of_several_rows_are_joined_in_the_order_named()
    {
        UnrolledNetwork network = Rows(
            "conv2d 1x1 | name=A | c=4", "conv2d 1x1 | name=B | c=6 | from=in", "concat | name=Both | from=B, in, A | act=relu", "slice | name=Part | c=5 | first=8");

        PrimitiveOperation both = network.Operations[2];
        Assert.Equal(("concat", 13, ActivationKind.Relu), (both.Operator, both.OutputChannels, both.Activation));
        Assert.Equal([1, -1, 0], both.Inputs);
        Assert.Equal(("slice", 5, 8), (network.Operations[3].Operator, network.Operations[3].OutputChannels, network.Operations[3].FirstChannel));
    }

    [Fact]
    public void Sixty_four_rows_can_be_joined() =>
        Assert.Equal(64 * 3, Rows("concat | from=" + string.Join("+", Enumerable.Repeat("in", 64))).Operations[0].OutputChannels);

    /// <summary>In squeeze-and-excitation the factors are the row above; wherever one row is named they are the second operand.</summary>
    [Theory]
    [InlineData("Wide", new[] { 0, 2 })]
    [InlineData("Wide, Gate", new[] { 0, 2 })]
    [InlineData("Gate, Wide", new[] { 2, 0 })]
    public void Channels_are_scaled(string from, int[] expected)
    {
        UnrolledNetwork network = Rows("conv2d 1x1 | name=Wide | c=8", "avgpool", "conv2d 1x1 | name=Gate | act=hard-sigmoid", $"multiply | from={from}");

        Assert.Equal(expected, network.Operations[3].Inputs);
        Assert.Equal(("multiply", 8, "Scale"), (network.Operations[3].Operator, network.Operations[3].OutputChannels, network.Operations[3].Name));
        Assert.Equal(ActivationKind.HardSigmoid, network.Operations[2].Activation);
    }

    [Fact]
    public void One_named_row_is_added_to_the_row_above() =>
        Assert.Equal([1, 0], Rows("conv2d 1x1 | name=A | c=3", "conv2d 1x1 | name=B", "add | from=A").Operations[2].Inputs);

    [Theory]
    [InlineData("conv2d 3x3 | c=6 | g=3", "conv2d", 3, 6)]
    [InlineData("3x3 gconv | c=6 | groups=3", "conv2d", 3, 6)]
    [InlineData("conv2d 3x3 | g=in", "dwconv", 1, 3)]
    [InlineData("conv2d 3x3 | c=6 | g=1", "conv2d", 1, 6)]
    [InlineData("channel shuffle | g=3", "shuffle", 3, 3)]
    public void Groups_part_the_channels(string row, string keyword, int groups, int channels)
    {
        PrimitiveOperation operation = Rows(row).Operations[0];

        Assert.Equal((keyword, groups, channels), (operation.Operator, operation.Groups, operation.OutputChannels));
    }

    [Fact]
    public void A_single_channel_is_no_group_of_its_own()
    {
        ReadResult result = Declarations.Rows(null, ["conv2d 3x3 | g=1"], "Height=8", "Width=8", "Channels=1");

        Assert.Equal("conv2d", result.Network().Operations[0].Operator);
    }

    [Theory]
    [InlineData("maxpool 3x3 | s=2", "maxpool", "3×3 /2 valid", false)]
    [InlineData("max pooling 3x3 / s2 | padding=1 | rounding=ceil", "maxpool", "3×3 /2 explicit ceil", false)]
    [InlineData("maxpool 2x2", "maxpool", "2×2 /2 valid", false)]
    [InlineData("maxpool", "maxpool", "global", false)]
    [InlineData("avgpool 2x2 | rounding=ceil", "avgpool", "2×2 /2 valid ceil", false)]
    [InlineData("avgpool 3x3 | s=1 | padding=same | count=all", "avgpool", "3×3 /1 same", true)]
    [InlineData("avgpool 3x3 | s=1 | padding=same | count=inside", "avgpool", "3×3 /1 same", false)]
    [InlineData("adaptive avgpool 6x4", "adaptivepool", "6×4 /1 valid", false)]
    public void Pools(string row, string keyword, string window, bool countsPadding)
    {
        PrimitiveOperation pool = Rows(row).Operations[0];

        Assert.Equal((keyword, window, countsPadding, "Pool", 3), (pool.Operator, Text(pool.Window!), pool.CountsPadding, pool.Name, pool.OutputChannels));
    }

    /// <summary>A condition may choose by words that are functions too.</summary>
    [Fact]
    public void Defaults_say_how_pools_pad_and_round()
    {
        UnrolledNetwork network = Declarations.Table("""
            # Pools

            | parameter | default | range |
            |---|---|---|
            | Caffe | yes | yes, no |

            ## Network

            | input | operator | k | s | rounding | padding |
            |---|---|---|---|---|---|
            | 9²×2 | maxpool | 3 | 2 | | |
            |      | maxpool | 2 | 2 | floor | valid |
            |      | avgpool | 2 | 1 | | |

            ## Defaults

            | operator | padding | rounding | count |
            |---|---|---|---|
            | maxpool | 1 | if(Caffe, ceil, floor) | |
            | avgpool | same | | all |
            """).Network();

        Assert.Equal(["3×3 /2 explicit ceil", "2×2 /2 valid", "2×2 /1 same"], network.Operations.Select(operation => Text(operation.Window!)));
        Assert.Equal([false, false, true], network.Operations.Select(operation => operation.CountsPadding));
    }

    [Theory]
    [InlineData("lrn", 5, 1e-4, 0.75, 1)]
    [InlineData("local response norm | size=3 | alpha=2e-5 | beta=0.5 | offset=2", 3, 2e-5, 0.5, 2)]
    public void Response_norms(string row, int size, double alpha, double beta, double offset)
    {
        PrimitiveOperation operation = Rows(row).Operations[0];

        Assert.Equal(("lrn", new ResponseNormRule(size, alpha, beta, offset)), (operation.Operator, operation.ResponseNorm));
    }

    [Fact]
    public void A_batch_norm_stands_alone()
    {
        PrimitiveOperation norm = Rows("conv2d 1x1 | c=4", "bn | act=relu").Operations[1];

        Assert.Equal(("batchnorm", "Norm", true, false, ActivationKind.Relu, 4), (norm.Operator, norm.Name, norm.Norm, norm.Bias, norm.Activation, norm.OutputChannels));
        Assert.Equal([new LayerNames("Norm", "Norm")], norm.Names);
    }

    [Theory]
    [InlineData("relu", nameof(ActivationKind.Relu), "Relu")]
    [InlineData("relu6", nameof(ActivationKind.Relu6), "Relu6")]
    [InlineData("leaky relu", nameof(ActivationKind.LeakyRelu), "LeakyRelu")]
    [InlineData("sigmoid", nameof(ActivationKind.Sigmoid), "Sigmoid")]
    [InlineData("SiLU", nameof(ActivationKind.Swish), "Swish")]
    [InlineData("hard sigmoid", nameof(ActivationKind.HardSigmoid), "HardSigmoid")]
    [InlineData("h-swish", nameof(ActivationKind.HardSwish), "HardSwish")]
    [InlineData("tanh", nameof(ActivationKind.Tanh), "Tanh")]
    public void Activations_are_operators_and_words(string word, string kind, string name)
    {
        UnrolledNetwork network = Rows(word, $"conv2d 1x1, {word}", $"activation | act={word}");

        Assert.Equal(["activation", "conv2d", "activation"], network.Operations.Select(operation => operation.Operator));
        Assert.All(network.Operations, operation => Assert.Equal(kind, operation.Activation.ToString()));
        Assert.Equal(name, network.Operations[0].Name);
    }

    /// <summary>MobileNetV3's column of non-linearities.</summary>
    [Theory]
    [InlineData("HS", nameof(ActivationKind.HardSwish))]
    [InlineData("RE", nameof(ActivationKind.Relu))]
    [InlineData("if(in > 2, hswish, relu)", nameof(ActivationKind.HardSwish))]
    public void Non_linearities_in_a_column(string cell, string kind) =>
        Assert.Equal(kind, Rows($"conv2d 1x1 | nl={cell}").Operations[0].Activation.ToString());

    [Fact]
    public void A_row_of_the_network_reads_the_last_repeat_of_another()
    {
        UnrolledNetwork network = Rows("conv2d 1x1 | name=A | c=4 | n=3", "relu", "concat | from=A, in");

        Assert.Equal([2, -1], network.Operations[4].Inputs);
    }

    [Fact]
    public void A_block_without_rows_and_a_row_left_out_yield_what_enters()
    {
        UnrolledNetwork network = Declarations.Table("""
            # Identity

            | parameter | default | range |
            |---|---|---|
            | Deep | no | yes, no |

            ## Network

            | input | name | operator | from | when |
            |---|---|---|---|---|
            | 8²×4 | Stem | relu | | |
            |      | None | empty | | |
            |      | Gone | empty | | Deep |
            |      |      | concat | None, Stem | |

            ## Block: empty()

            | operator | when |
            |---|---|
            | tanh | Deep |
            """).Network();

        Assert.Equal(["Stem", "Concat"], network.Operations.Select(operation => operation.Name));
        Assert.Equal([0, 0], network.Operations[1].Inputs);
    }

    /// <summary>By the names that generated code gives them.</summary>
    [Fact]
    public void A_row_of_the_network_reads_a_block_without_a_name()
    {
        UnrolledNetwork network = Declarations.Rows(
            "MobileNetV2", ["bottleneck | t=1 | c=16 | n=2 | s=1", "bottleneck | t=1 | c=24 | s=1", "concat | from=Block1, Block3"], "Height=8", "Width=8").Network();

        Assert.Equal(["Block1.Project", "Block3.Project"], network.Operations[^1].Inputs.Select(input => network.Operations[input].Name));
    }

    [Fact]
    public void The_layer_of_the_classes_is_marked_whichever_condition_chooses()
    {
        const string text = """
            # Choice

            | parameter | default | range |
            |---|---|---|
            | Old | no | yes, no |
            | Classes | 7 | 1 .. |

            ## Network

            | input | operator | c | when | act |
            |---|---|---|---|---|
            | 8²×4 | conv2d 1x1 | 5 | | |
            |      | conv2d 1x1 | Classes | Old | |
            |      | conv2d 1x1 | Classes | not Old | |
            |      | avgpool | | | |

            ## Defaults

            | operator | norm | act |
            |---|---|---|
            | conv2d | bn | relu |
            """;

        foreach (string setting in new[] { "Old=yes", "Old=no" })
        {
            UnrolledNetwork network = Declarations.Table(text, setting).Network();
            Assert.Equal([false, true, false], network.Operations.Select(operation => operation.IsClassifier));
            Assert.Equal((false, true, ActivationKind.None), (network.Operations[1].Norm, network.Operations[1].Bias, network.Operations[1].Activation));
        }
    }

    /// <summary>A slice takes channels that have their width already.</summary>
    [Fact]
    public void Widths_do_not_apply_to_slices()
    {
        UnrolledNetwork network = Declarations.Table("""
            # Half

            ## Network

            | input | operator | c |
            |---|---|---|
            | 8²×4 | conv2d 1x1 | 16 |
            |      | slice | in / 2 |

            ## Widths

            | width |
            |---|
            | c / 2 |
            """).Network();

        Assert.Equal([8, 4], network.Operations.Select(operation => operation.OutputChannels));
    }

    /// <summary>A row in normal form is an operator's cell of the language.</summary>
    [Fact]
    public void Rows_in_normal_form_are_rows()
    {
        string[] rows = ["conv2d 3x3 | c=6 | g=3 | act=hard swish", "dwconv | kernels=3, 5 | partition=exponential", "maxpool 3x3 | s=2 | rounding=ceil", "concat | from=in, in"];
        UnrolledNetwork network = Rows(rows);

        Assert.Equal(
            ["conv2d 3×3 c=6 g=3 act=hswish", "dwconv kernels=3.5 partition=exponential", "maxpool 3×3 s=2 rounding=ceil", "concat from=in+in"],
            network.Rows);
    }

    /// <summary>Mistakes, the cell that is meant, the rule and the arguments of its message.</summary>
    public static TheoryData<string, int, string, string> Mistakes => new()
    {
        { "conv2d 3x3 | c=6 | g=2", 2, "NETC2004", "g | 2 | a divisor of the 3 channels that enter and of the 6 that leave" },
        { "conv2d 3x3 | c=4 | g=3", 2, "NETC2004", "g | 3 | a divisor of the 3 channels that enter and of the 4 that leave" },
        { "conv2d 3x3 | g=0", 1, "NETC2004", "g | 0 | a whole number from 1 to 65536" },
        { "shuffle | g=2", 1, "NETC2004", "g | 2 | a divisor of the 3 channels" },
        { "slice", 0, "NETC1019", "c" },
        { "slice | c=4", 1, "NETC2004", "c | 4 | a whole number from 1 to 3" },
        { "slice | c=2 | first=2", 2, "NETC2004", "first | 2 | a whole number from 0 to 1" },
        { "slice | c=2 | first=-1", 2, "NETC2004", "first | -1 | a whole number from 0 to 1" },
        { "concat | from=in", 1, "NETC2014", "concat | 2 to 64 names | 1" },
        { "concat", 0, "NETC2014", "concat | 2 to 64 names | 0" },
        { "multiply", 0, "NETC2014", "multiply | one name or two | 0" },
        { "relu | from=in, in", 1, "NETC2014", "relu | one name | 2" },
        { "adaptivepool", 0, "NETC1019", "k" },
        { "avgpool 2x2 | rounding=ceil | count=all", 2, "NETC2022", "count | all | rounding | ceil | expected inside, or floor: frameworks disagree on what lies behind the padding" },
        { "maxpool 2x2 | count=all", 1, "NETC2007", "maxpool | count | all | expected one of: k, s, padding, rounding" },
        { "maxpool 2x2 | rounding=up", 1, "NETC2005", "up | rounding | expected one of: floor, ceil" },
        { "lrn | size=4", 1, "NETC2004", "size | 4 | an odd whole number from 1 to 1023" },
        { "lrn | alpha=-1", 1, "NETC2004", "alpha | -1 | 0 or more" },
        { "lrn | beta=0.6", 1, "NETC2004", "beta | 0.6 | 0.5, 0.75 or 1" },
        { "lrn | offset=0", 1, "NETC2004", "offset | 0 | a number above 0" },
        { "batchnorm | act=relu | c=4", 2, "NETC2007", "batchnorm | c | 4 | expected one of: act" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_shown_at_its_cell(string row, int column, string rule, string arguments)
    {
        Problem problem = Assert.Single(Declarations.Rows(null, [row], "Height=8", "Width=8").Problems);

        Assert.Equal((rule, arguments), (problem.Rule, string.Join(" | ", problem.Arguments)));
        Assert.Equal(new CellReference("", 0, 1, column), problem.Cell);
    }

    [Fact]
    public void Too_many_channels_are_refused_where_they_are_joined()
    {
        Problem problem = Assert.Single(Declarations.Rows(null, ["conv2d 1x1 | c=40000 | name=A", "concat | from=A, A"], "Height=8", "Width=8").Problems);

        Assert.Equal(("NETC2004", new CellReference("", 0, 2, 0)), (problem.Rule, problem.Cell));
        Assert.Equal("c | 80000 | a whole number from 1 to 65536", string.Join(" | ", problem.Arguments));
    }

    private static UnrolledNetwork Rows(params string[] rows) => Declarations.Rows(null, rows, "Height=8", "Width=8").Network();

    private static string Text(Window window) => window.IsGlobal ? "global"
        : $"{window.Height}×{window.Width} /{window.StrideHeight} {window.Padding.Kind.ToString().ToLowerInvariant()}{(window.IsCeil ? " ceil" : "")}";
}
