using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>What convolutions in tiles lose to rounding, against float64 and the bound of the page.</summary>
public class WinogradErrorTests
{
    private const int Size = 13;
    private const int Outputs = 24;

    /// <summary>Elements of one sign, of both, and of very different sizes.</summary>
    private static readonly Func<float, int, float>[] s_inputs =
    [
        (x, _) => x, (x, _) => Math.Max(x, 0), (x, i) => x * MathF.ScaleB(1, (i % 23) - 11), (x, i) => (i % 7) == 0 ? 1000 + x : x,
    ];

    [Theory]
    [InlineData(2, 16, true)]
    [InlineData(2, 192, false)]
    [InlineData(4, 8, false)]
    [InlineData(4, 16, true)]
    [InlineData(4, 192, true)]
    [InlineData(4, 192, false)]
    public void Stay_within_the_bound_of_the_page(int side, int channels, bool fused)
    {
        (NetworkGraph graph, FoldedLayer layer) = Build(channels);
        double unit = Math.Pow(2, -24);
        double share = side == 2 ? (channels + 10) * 64 * unit : (channels + 20) * 564 * unit;
        foreach (Func<float, int, float> change in s_inputs)
        {
            float[] input = [.. FormulaTensors.Input(Size, Size, channels).Select(change)];
            double[] exact = new ExactInterpreter(new FormulaTensors(), 0, 0).Output(graph, input);
            float[] tiled = new FusedReference(new FormulaTensors(), 0, 0, fused).Output(With(graph, side), input);
            Assert.Contains(true, tiled.Zip(exact, (x, y) => x != y));
            for (int i = 0; i < tiled.Length; i++)
            {
                Assert.True(Math.Abs(tiled[i] - exact[i]) <= share * Sizes(layer, input, channels, side, i), $"result {i} is {tiled[i]:R} and not {exact[i]:R}");
            }
        }
    }

    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(4, 2.0)]
    public void Are_hardly_more_than_those_of_direct_sums(int side, double limit)
    {
        foreach (int channels in new[] { 32, 128, 256 })
        {
            (NetworkGraph graph, _) = Build(channels);
            float[] input = FormulaTensors.Input(Size, Size, channels);
            double[] exact = new ExactInterpreter(new FormulaTensors(), 0, 0).Output(graph, input);
            double direct = Error(new FusedReference(new FormulaTensors(), 0, 0).Output(graph, input), exact);
            double tiled = Error(new FusedReference(new FormulaTensors(), 0, 0).Output(With(graph, side), input), exact);
            Assert.True(tiled <= limit * direct, $"{channels} channels: {tiled:G3} in tiles, {direct:G3} directly");
        }
    }

    private static double Error(float[] results, double[] exact) => Math.Sqrt(results.Zip(exact, (x, y) => (x - y) * (x - y)).Average());

    /// <summary>T of the page for one result: the largest elements of its tile's channels times the largest weights of its kernels.</summary>
    private static double Sizes(FoldedLayer layer, float[] input, int channels, int side, int result)
    {
        (int pixel, int output) = Math.DivRem(result, Outputs);
        int top = (pixel / Size / side * side) - 1;
        int left = (pixel % Size / side * side) - 1;
        double sum = Math.Abs(layer.Biases[output]);
        for (int channel = 0; channel < channels; channel++)
        {
            double element = 0;
            for (int y = Math.Max(0, top); y < Math.Min(Size, top + side + 2); y++)
            {
                for (int x = Math.Max(0, left); x < Math.Min(Size, left + side + 2); x++)
                {
                    element = Math.Max(element, Math.Abs(input[(((y * Size) + x) * channels) + channel]));
                }
            }

            sum += element * Enumerable.Range(0, 9).Max(tap => Math.Abs(layer.Exact[output][(tap * channels) + channel]));
        }

        return sum;
    }

    private static (NetworkGraph Graph, FoldedLayer Layer) Build(int channels)
    {
        NetworkSketch sketch = new(Size, Size, channels);
        sketch.Conv("Layer", Input, Outputs, Square(3), bias: true);
        NetworkGraph graph = GraphBuilder.Build(sketch.Finish()).Graph!;
        return (graph, new FusedReference(new FormulaTensors(), 0, 0).Fold((Convolution)graph.Nodes[0].Op, channels, Outputs));
    }

    private static NetworkGraph With(NetworkGraph graph, int side)
    {
        GraphNode node = graph.Nodes[0];
        return graph with { Nodes = EquatableArray.Of(node with { Op = (Convolution)node.Op with { Algorithm = (ConvolutionAlgorithm)side } }) };
    }
}
