using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Passes;

/// <summary>Each pass on the smallest graph that it changes, and on those that it has to leave alone.</summary>
public class PassTests
{
    [Fact]
    public void Identities_go_and_their_readers_read_what_they_read()
    {
        NetworkSketch sketch = new(2, 3, 4);
        int dropped = sketch.Dropout("Dropped", sketch.Dropout("First", Input));
        int flat = sketch.Flatten("Flat", dropped);
        sketch.FullyConnected("Classifier", flat, 5);
        AssertGraph(RemoveIdentity.Run, sketch, """
            Input 2×3×4
            Classifier = fully connected 2×3 (Input) 1×1×5 bias <Classifier>
            output Classifier

            """);
    }

    [Fact]
    public void An_identity_at_the_end_leaves_its_input_as_the_output()
    {
        NetworkSketch sketch = new(2, 3, 4);
        sketch.Dropout("Dropped", sketch.Activate("Activated", Input, ActivationKind.Relu));
        AssertGraph(RemoveIdentity.Run, sketch, """
            Input 2×3×4
            Activated = relu (Input) 2×3×4
            output Activated

            """);
    }

    [Fact]
    public void A_network_of_nothing_yields_its_input()
    {
        NetworkSketch sketch = new(2, 3, 4);
        sketch.Dropout("Dropped", Input);
        AssertGraph(PassList.Run, sketch, """
            Input 2×3×4
            output Input

            """);
    }

    [Fact]
    public void A_norm_folds_into_its_convolution()
    {
        NetworkSketch sketch = new(4, 4, 3);
        sketch.Conv("Conv", Input, 8, Square(3), norm: true, activation: ActivationKind.Relu6);
        AssertGraph(FoldBatchNorm.Run, sketch, """
            Input 4×4×3
            Conv            = conv 3×3 pad 1,1,1,1, norm (Input) 4×4×8 <Conv Conv.bn>
            Conv.Activation = relu6 (Conv) 4×4×8
            output Conv.Activation

            """);
    }

    [Fact]
    public void A_norm_stays_where_the_sum_before_it_is_read_elsewhere()
    {
        NetworkGraph graph = Build(NormSketch());
        GraphNode norm = graph.Nodes[1];
        // The network's output reads the convolution as well.
        NetworkGraph shared = graph with { Outputs = EquatableArray.Of(new GraphOutput("Output", norm.Inputs[0])) };
        Assert.Equal(shared, FoldBatchNorm.Run(shared));
    }

    [Fact]
    public void An_activation_fuses_into_convolutions_and_sums()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int conv = sketch.Conv("Conv", Input, 8, Square(1), activation: ActivationKind.Relu);
        int sum = sketch.Sum("Sum", Input, conv, ActivationKind.Relu6);
        sketch.Activate("Again", sum, ActivationKind.Relu);
        AssertGraph(FuseActivation.Run, sketch, """
            Input 4×4×8
            Conv = conv 1×1, relu (Input) 4×4×8 <Conv>
            Sum  = add, relu6, relu (Input, Conv) 4×4×8
            output Sum

            """);
    }

    [Fact]
    public void An_activation_of_joined_maps_becomes_one_of_each()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int conv = sketch.Conv("Conv", Input, 8, Square(1));
        int inner = sketch.Concat("Inner", conv, Input);
        sketch.Activate("Activated", sketch.Concat("Outer", inner, conv), ActivationKind.Relu);
        AssertGraph(ActivateParts.Run, sketch, """
            Input 4×4×8
            Conv          = conv 1×1 (Input) 4×4×8 <Conv>
            Activated.0.0 = relu (Conv) 4×4×8
            Activated.0.1 = relu (Input) 4×4×8
            Inner         = concat (Activated.0.0, Activated.0.1) 4×4×16
            Activated.1   = relu (Conv) 4×4×8
            Outer         = concat (Inner, Activated.1) 4×4×24
            output Outer

            """);
    }

    [Fact]
    public void An_activation_of_joined_maps_stays_where_they_are_read_elsewhere()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int joined = sketch.Concat("Join", Input, Input);
        sketch.Sum("Sum", joined, sketch.Activate("Activated", joined, ActivationKind.Relu));
        NetworkGraph graph = Build(sketch);
        Assert.Equal(graph, ActivateParts.Run(graph));
    }

    [Fact]
    public void An_activation_stays_after_a_pool_and_where_its_input_is_read_elsewhere()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int pool = sketch.Pool("Pool", Input, Square(2, 2, PaddingRule.Valid), ActivationKind.Relu);
        int conv = sketch.Conv("Conv", pool, 8, Square(1));
        int activated = sketch.Activate("Activated", conv, ActivationKind.Relu);
        sketch.Sum("Sum", conv, activated);
        NetworkGraph graph = Build(sketch);
        Assert.Equal(graph, FuseActivation.Run(graph));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sum_fuses_into_the_later_convolution(bool swapped)
    {
        NetworkSketch sketch = new(4, 4, 8);
        int first = sketch.Conv("First", Input, 8, Square(1));
        int second = sketch.Conv("Second", first, 8, Square(1), activation: ActivationKind.Relu);
        int left = swapped ? second : first;
        sketch.Sum("Sum", left, left == first ? second : first, ActivationKind.Relu6);
        AssertGraph(graph => FuseResidualAdd.Run(FuseActivation.Run(graph)), sketch, """
            Input 4×4×8
            First  = conv 1×1 (Input) 4×4×8 <First>
            Second = conv 1×1, relu, add, relu6 (First, First) 4×4×8 <Second>
            output Second

            """);
    }

    [Fact]
    public void A_convolution_takes_one_sum()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int conv = sketch.Conv("Conv", Input, 8, Square(1));
        int first = sketch.Sum("First", conv, Input);
        sketch.Sum("Second", first, Input);
        AssertGraph(FuseResidualAdd.Run, sketch, """
            Input 4×4×8
            Conv   = conv 1×1, add (Input, Input) 4×4×8 <Conv>
            Second = add (Conv, Input) 4×4×8
            output Second

            """);
    }

    [Fact]
    public void A_sum_stays_where_the_later_value_is_no_convolution_or_is_read_twice()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int conv = sketch.Conv("Conv", Input, 8, Square(1));
        int pool = sketch.Pool("Pool", Input, Square(3));
        int sum = sketch.Sum("Sum", conv, pool);
        int twice = sketch.Conv("Twice", sum, 8, Square(1));
        sketch.Sum("Doubled", twice, twice);
        NetworkGraph graph = Build(sketch);
        Assert.Equal(graph, FuseResidualAdd.Run(graph));
    }

    [Fact]
    public void Passes_leave_costs_alone()
    {
        NetworkGraph graph = Build(NormSketch());
        NetworkCosts before = NetworkCosts.Of(graph);
        NetworkCosts after = NetworkCosts.Of(PassList.Run(graph));
        Assert.Equal((before.Parameters, before.MultiplyAdds), (after.Parameters, after.MultiplyAdds));
        Assert.Equal((8 * 3 * 9) + 16, before.Parameters);
        Assert.Equal(8 * 3 * 9 * 16, before.MultiplyAdds);
    }

    [Fact]
    public void Every_pass_has_a_name_of_its_own_and_a_reason()
    {
        Assert.Equal(PassList.All.Count, PassList.All.Select(pass => pass.Name).Distinct().Count());
        Assert.All(PassList.All, pass => Assert.EndsWith(".", pass.Reason, StringComparison.Ordinal));
        Assert.All(PassList.All, pass => Assert.Equal(pass.Name, pass.Run.Method.DeclaringType!.Name));
    }

    private static NetworkSketch NormSketch()
    {
        NetworkSketch sketch = new(4, 4, 3);
        sketch.Conv("Conv", Input, 8, Square(3), norm: true);
        return sketch;
    }

    private static NetworkGraph Build(NetworkSketch sketch)
    {
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Assert.Empty(result.Problems);
        return result.Graph!;
    }

    private static void AssertGraph(Func<NetworkGraph, NetworkGraph> pass, NetworkSketch sketch, string expected)
    {
        NetworkGraph graph = pass(Build(sketch));
        GraphVerifier.Verify(graph);
        Assert.Equal(expected.ReplaceLineEndings("\n"), GraphText.Write(graph));
    }
}
