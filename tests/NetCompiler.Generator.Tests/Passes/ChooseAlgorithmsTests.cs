using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Passes;

/// <summary>Which convolutions are computed in tiles.</summary>
public class ChooseAlgorithmsTests
{
    [Theory]
    [InlineData(64, 56, 64, ConvolutionAlgorithm.Winograd4)]
    [InlineData(128, 28, 128, ConvolutionAlgorithm.Winograd4)]
    [InlineData(256, 14, 256, ConvolutionAlgorithm.Winograd4)]
    [InlineData(16, 55, 64, ConvolutionAlgorithm.Winograd4)]
    [InlineData(64, 224, 64, ConvolutionAlgorithm.Winograd4)]
    // Four times the weights would have to come from memory for four tiles.
    [InlineData(512, 7, 512, ConvolutionAlgorithm.Winograd2)]
    [InlineData(512, 1, 512, ConvolutionAlgorithm.Direct)]
    [InlineData(3, 224, 64, ConvolutionAlgorithm.Direct)]
    [InlineData(8, 5, 1, ConvolutionAlgorithm.Direct)]
    internal void By_channels_and_size(int inputs, int size, int outputs, ConvolutionAlgorithm expected) =>
        Assert.Equal(expected, ChooseAlgorithms.Choose(inputs, new Shape(size, size, outputs)));

    [Fact]
    public void Only_kernels_of_3_by_3_that_move_by_one_and_see_all_channels()
    {
        NetworkSketch sketch = new(28, 28, 64);
        int map = sketch.Conv("Tiled", Input, 64, Square(3), norm: true);
        map = sketch.Conv("Dilated", map, 64, Square(3, 1, null, 2));
        map = sketch.Conv("Wide", map, 64, Square(5));
        map = sketch.Conv("Pointwise", map, 64, Square(1));
        map = sketch.GroupConv("Grouped", map, 64, 2, Square(3));
        map = sketch.Depthwise("Depthwise", map, 64, Square(3));
        sketch.Conv("Strided", map, 64, Square(3, 2));
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!);
        Assert.Equal(
            ["Tiled"],
            graph.Nodes.Where(node => node.Op is Convolution { Algorithm: not ConvolutionAlgorithm.Direct }).Select(node => node.Name));
        Assert.Contains("conv 3×3 pad 1,1,1,1 by Winograd's 4×4, norm", GraphText.Write(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void None_where_the_optimization_is_left_out()
    {
        NetworkGraph graph = Build();
        Assert.Contains(PassList.Run(graph).Nodes, node => node.Op is Convolution { Algorithm: ConvolutionAlgorithm.Winograd4 });
        Assert.DoesNotContain(
            PassList.Run(graph, Optimizations.All & ~Optimizations.Winograd).Nodes, node => node.Op is Convolution { Algorithm: not ConvolutionAlgorithm.Direct });
    }

    [Fact]
    public void The_verifier_refuses_tiles_for_other_kernels()
    {
        NetworkSketch sketch = new(28, 28, 64);
        sketch.Conv("Strided", Input, 64, Square(3, 2));
        NetworkGraph graph = GraphBuilder.Build(sketch.Finish()).Graph!;
        GraphNode node = graph.Nodes[0];
        NetworkGraph wrong = graph with
        {
            Nodes = EquatableArray.Of(node with { Op = (Convolution)node.Op with { Algorithm = ConvolutionAlgorithm.Winograd4 } }),
        };
        GraphVerifier.Verify(graph);
        Assert.Contains("algorithm", Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(wrong)).Message, StringComparison.Ordinal);
    }

    private static NetworkGraph Build()
    {
        NetworkSketch sketch = new(28, 28, 64);
        sketch.Conv("Layer", Input, 64, Square(3));
        return GraphBuilder.Build(sketch.Finish()).Graph!;
    }
}
