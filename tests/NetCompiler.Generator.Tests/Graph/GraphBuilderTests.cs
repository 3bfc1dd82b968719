using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Snapshots;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Shapes, nodes and problems of small networks.</summary>
public class GraphBuilderTests
{
    [Fact]
    public void Every_operator_becomes_its_nodes()
    {
        NetworkSketch sketch = new(9, 12, 3);
        int stem = sketch.Conv("Stem", Input, 8, Square(3, 2), norm: true, activation: ActivationKind.Relu6);
        int depthwise = sketch.Depthwise("Depthwise", stem, 8, Square(5, dilation: 2), norm: true, bias: true);
        int sum = sketch.Sum("Sum", stem, depthwise, ActivationKind.Relu);
        int window = sketch.Pool("Window", sum, Square(3, 2, PaddingRule.Symmetric));
        int dropped = sketch.Dropout("Dropped", window);
        int flat = sketch.Flatten("Flat", dropped);
        int hidden = sketch.FullyConnected("Hidden", flat, 10, activation: ActivationKind.Relu);
        sketch.FullyConnected("Classifier", hidden, 4);
        Snapshot.Match(GraphText.Write(Built(sketch.Finish(softmax: true))));
    }

    [Theory]
    [InlineData(nameof(PaddingKind.Same), 224, 3, 2, 1, 112, 0, 1)]
    [InlineData(nameof(PaddingKind.Same), 225, 3, 2, 1, 113, 1, 1)]
    [InlineData(nameof(PaddingKind.Same), 7, 5, 3, 1, 3, 2, 2)]
    [InlineData(nameof(PaddingKind.Same), 8, 5, 3, 1, 3, 1, 2)]
    [InlineData(nameof(PaddingKind.Same), 5, 1, 2, 1, 3, 0, 0)]
    [InlineData(nameof(PaddingKind.Same), 10, 3, 1, 2, 10, 2, 2)]
    [InlineData(nameof(PaddingKind.Same), 49, 10, 2, 1, 25, 4, 5)]
    [InlineData(nameof(PaddingKind.Same), 10, 4, 2, 1, 5, 1, 1)]
    [InlineData(nameof(PaddingKind.Symmetric), 224, 3, 2, 1, 112, 1, 0)]
    [InlineData(nameof(PaddingKind.Symmetric), 225, 3, 2, 1, 113, 1, 1)]
    [InlineData(nameof(PaddingKind.Symmetric), 8, 4, 1, 1, 7, 1, 1)]
    [InlineData(nameof(PaddingKind.Symmetric), 11, 3, 1, 3, 11, 3, 3)]
    [InlineData(nameof(PaddingKind.Valid), 9, 3, 2, 1, 4, 0, 0)]
    [InlineData(nameof(PaddingKind.Valid), 10, 3, 2, 1, 4, 0, 0)]
    [InlineData(nameof(PaddingKind.Valid), 3, 3, 5, 1, 1, 0, 0)]
    public void Padding_rules_give_results_and_edges(
        string kind, int size, int kernel, int stride, int dilation, int results, int before, int after)
    {
        NetworkSketch sketch = new(size, 1, 1);
        Window window = new(kernel, 1, stride, 1, dilation, 1, new PaddingRule(Enum.Parse<PaddingKind>(kind), 0, 0, 0, 0), false);
        sketch.Conv("Conv", Input, 1, window);
        NetworkGraph graph = Built(sketch.Finish());
        EdgePadding padding = Assert.IsType<Convolution>(graph.Nodes[0].Op).Padding;
        Assert.Equal((results, before, after), (graph.Values[1].Shape.Height, padding.Top, padding.Bottom));
        Assert.Equal((1, 0, 0), (graph.Values[1].Shape.Width, padding.Left, padding.Right));
    }

    [Theory]
    // Keras pads (0, 1) whatever the parity: 9 gives 4 where SAME gives 5, and then the padded position is never reached.
    [InlineData(9, 4, 0)]
    [InlineData(8, 4, 1)]
    public void Explicit_far_padding_counts_as_far_as_it_is_reached(int size, int results, int reached)
    {
        NetworkSketch sketch = new(size, size, 1);
        sketch.Depthwise("Depthwise", Input, 1, Square(3, 2, new PaddingRule(PaddingKind.Explicit, 0, 0, 1, 1)));
        NetworkGraph graph = Built(sketch.Finish());
        Assert.Equal(new Shape(results, results, 1), graph.Values[1].Shape);
        Assert.Equal(new EdgePadding(0, 0, reached, reached), Assert.IsType<Convolution>(graph.Nodes[0].Op).Padding);
    }

    [Fact]
    public void A_fully_connected_layer_reads_the_map_under_flatten_dropout_and_activation()
    {
        NetworkSketch sketch = new(3, 5, 2);
        int flat = sketch.Flatten("Flat", Input);
        int activated = sketch.Activate("Activated", flat, ActivationKind.Relu);
        int dropped = sketch.Dropout("Dropped", activated);
        sketch.FullyConnected("Classifier", dropped, 4);
        NetworkGraph graph = Built(sketch.Finish());
        GraphNode classifier = graph.Nodes[^1];
        Convolution convolution = Assert.IsType<Convolution>(classifier.Op);
        Assert.Equal((3, 5, WeightShape.FullyConnected), (convolution.KernelHeight, convolution.KernelWidth, convolution.Weights.Shape));
        Assert.Equal("Activated", graph.Values[classifier.Inputs[0]].Name);
    }

    [Fact]
    public void Softmax_is_not_applied_twice()
    {
        NetworkSketch sketch = new(1, 1, 5);
        sketch.Softmax("Probabilities", Input);
        Assert.Single(Built(sketch.Finish(softmax: true)).Nodes);
    }

    [Fact]
    public void A_softmax_of_the_option_takes_a_free_name()
    {
        NetworkSketch sketch = new(1, 1, 5);
        sketch.Activate("Softmax", Input, ActivationKind.Relu);
        Assert.Equal(["Softmax", "Softmax2"], Built(sketch.Finish(softmax: true)).Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_window_larger_than_the_map_is_a_problem()
    {
        NetworkSketch sketch = new(2, 9, 3);
        int vanished = sketch.Conv("Stem", Input, 8, Square(3, 1, PaddingRule.Valid));
        sketch.Pool("Pool", vanished, Window.Global);
        AssertProblem(sketch, RuleIds.WindowDoesNotFit, Cell(1), "Stem", "3×3, padding valid", "2×9×3");
    }

    [Fact]
    public void A_sum_of_unequal_shapes_is_a_problem()
    {
        NetworkSketch sketch = new(4, 4, 3);
        int left = sketch.Conv("Left", Input, 8, Square(1));
        int right = sketch.Conv("Right", Input, 8, Square(1, 2));
        sketch.Sum("Sum", left, right);
        AssertProblem(sketch, RuleIds.UnequalShapes, Cell(3), "Sum", "Left", "4×4×8", "Right", "2×2×8");
    }

    [Fact]
    public void A_wrong_input_column_is_a_problem_at_its_cell()
    {
        NetworkSketch sketch = new(8, 8, 3);
        int stem = sketch.Expect(8, 8, 3).Conv("Stem", Input, 8, Square(3, 2));
        sketch.Expect(2, 4, 8).Conv("Head", stem, 8, Square(1));
        AssertProblem(sketch, RuleIds.InputColumnMismatch, Cell(2, 0), "Head", "4×4×8", "2×4×8");
    }

    [Fact]
    public void A_depthwise_convolution_keeps_its_channels()
    {
        NetworkSketch sketch = new(4, 4, 3);
        sketch.Depthwise("Depthwise", Input, 6, Square(3));
        AssertProblem(sketch, RuleIds.DepthwiseChannels, Cell(1), "Depthwise", "6", "3");
    }

    [Fact]
    public void A_convolution_cannot_read_a_flattened_map()
    {
        NetworkSketch sketch = new(4, 4, 3);
        int flat = sketch.Flatten("Flat", Input);
        sketch.Conv("Conv", flat, 6, Square(1));
        AssertProblem(sketch, RuleIds.ReadsFlattenedMap, Cell(2), "Conv", "conv2d", "4×4×3");
    }

    [Fact]
    public void A_result_that_nothing_reads_is_a_problem()
    {
        NetworkSketch sketch = new(4, 4, 3);
        sketch.Conv("Forgotten", Input, 6, Square(1));
        sketch.Conv("Conv", Input, 6, Square(1));
        AssertProblem(sketch, RuleIds.ResultUnread, Cell(1), "Forgotten");
    }

    private static readonly (string What, Action<NetworkSketch> Add)[] NumbersOutOfRange =
    [
        ("channels", sketch => sketch.Conv("Conv", Input, 0, Square(1))),
        ("channels", sketch => sketch.Conv("Conv", Input, SizeLimits.LargestChannels + 1, Square(1))),
        ("window height", sketch => sketch.Conv("Conv", Input, 1, Square(0))),
        ("window height", sketch => sketch.Conv("Conv", Input, 1, Square(int.MaxValue))),
        ("stride", sketch => sketch.Conv("Conv", Input, 1, Square(1, 0))),
        ("stride", sketch => sketch.Conv("Conv", Input, 1, Square(1, int.MaxValue))),
        ("dilation", sketch => sketch.Conv("Conv", Input, 1, Square(3, dilation: -1))),
        ("dilation", sketch => sketch.Conv("Conv", Input, 1, Square(3, dilation: int.MaxValue))),
        ("dilation of a pool", sketch => sketch.Pool("Pool", Input, Square(3, dilation: 2))),
        ("padding above", sketch => sketch.Conv("Conv", Input, 1, Square(3, 1, new PaddingRule(PaddingKind.Explicit, 4, 0, 0, 0)))),
        ("padding right", sketch => sketch.Pool("Pool", Input, Square(3, 1, new PaddingRule(PaddingKind.Explicit, 0, 0, 0, int.MaxValue)))),
        ("weights of the network up to here", sketch => sketch.Conv("Conv", Input, 65_536, Square(1_024, 64))),
    ];

    public static IEnumerable<object[]> NumbersOutOfRangeIndices => Enumerable.Range(0, NumbersOutOfRange.Length).Select(i => new object[] { i });

    [Theory]
    [MemberData(nameof(NumbersOutOfRangeIndices))]
    public void Numbers_out_of_range_are_problems(int index)
    {
        (string what, Action<NetworkSketch> add) = NumbersOutOfRange[index];
        NetworkSketch sketch = new(64, 64, 16);
        add(sketch);
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Problem problem = Assert.Single(result.Problems);
        Assert.Equal((RuleIds.NumberOutOfRange, Cell(1), what), (problem.Rule, problem.Cell, problem.Arguments[1]));
    }

    [Theory]
    [InlineData(0, 1, 1, "height")]
    [InlineData(1, 32_769, 1, "width")]
    [InlineData(1, 1, int.MaxValue, "channels")]
    [InlineData(32_768, 32_768, 65_536, "elements")]
    public void An_input_out_of_range_is_a_problem_of_the_declaration(int height, int width, int channels, string what)
    {
        Problem problem = Assert.Single(GraphBuilder.Build(new NetworkSketch(height, width, channels).Finish()).Problems);
        Assert.Equal((RuleIds.NumberOutOfRange, null, what), (problem.Rule, problem.Cell, problem.Arguments[1]));
    }

    [Fact]
    public void The_largest_weights_do_not_overflow()
    {
        NetworkSketch sketch = new(1_024, 1_024, 64);
        int last = Input;
        for (int layer = 0; layer < 3; layer++)
        {
            last = sketch.Conv($"Conv{layer}", last, 64, Square(255));
        }

        // 64 · (1 + 255² · 64) = 266,342,464 of 268,435,456: the second such layer is too many.
        AssertProblem(
            sketch, RuleIds.NumberOutOfRange, Cell(2), "Conv1", "weights of the network up to here", "532684928", "0", "268435456");
    }

    [Fact]
    public void Maps_that_together_pass_two_gibibytes_are_a_problem()
    {
        // One channel takes a block of eight: 4096 · 4096 · 8 = 134,217,728 elements; the input counts twice, so the second map is too many.
        NetworkSketch sketch = new(4_096, 4_096, 1);
        int last = Input;
        for (int layer = 1; layer <= 5; layer++)
        {
            last = sketch.Conv($"Conv{layer}", last, 1, Square(1));
        }

        AssertProblem(
            sketch, RuleIds.NumberOutOfRange, Cell(2), "Conv2", "elements of all maps up to here", "536870912", "0", "500000000");
    }

    [Fact]
    public void A_softmax_inside_of_a_network_is_a_problem()
    {
        NetworkSketch sketch = new(1, 1, 4);
        sketch.FullyConnected("Last", sketch.Softmax("Softmax", Input), 3);
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Assert.Equal(
            new Problem(RuleIds.SoftmaxInside, Cell(1), null, EquatableArray.Of("Softmax", "1×1×4")), Assert.Single(result.Problems));
    }

    [Fact]
    public void A_softmax_over_a_map_is_a_problem()
    {
        NetworkSketch sketch = new(2, 2, 4);
        sketch.Softmax("Softmax", sketch.Conv("Conv", Input, 4, Square(1)));
        AssertProblem(sketch, RuleIds.SoftmaxInside, Cell(2), "Softmax", "2×2×4");
        NetworkSketch option = new(2, 2, 4);
        option.Conv("Conv", Input, 4, Square(1));
        Assert.Equal(RuleIds.SoftmaxInside, Assert.Single(GraphBuilder.Build(option.Finish(softmax: true)).Problems).Rule);
    }

    private static NetworkGraph Built(UnrolledNetwork network)
    {
        BuildResult result = GraphBuilder.Build(network);
        Assert.Empty(result.Problems);
        return result.Graph!;
    }

    private static void AssertProblem(NetworkSketch sketch, string rule, CellReference cell, params string[] arguments)
    {
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Assert.Null(result.Graph);
        Assert.Equal(new Problem(rule, cell, null, arguments.ToEquatableArray()), Assert.Single(result.Problems));
    }
}
