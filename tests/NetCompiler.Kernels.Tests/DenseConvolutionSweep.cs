using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Dense convolutions, below, at and above every block and lane boundary.</summary>
public class DenseConvolutionSweep
{
    private static readonly int[] Channels = [1, 3, 7, 8, 9, 15, 16, 17, 19, 24, 31, 33, 38, 40, 48, 49];

    public static IEnumerable<object[]> OutputChannels => Channels.Select(channels => new object[] { channels });

    [Theory]
    [MemberData(nameof(OutputChannels))]
    public void Pointwise_convolutions(int outputs)
    {
        KernelChecks.Check(
            from index in Enumerable.Range(0, Channels.Length)
            // Half of all pairs, as on a chessboard: each count of inputs meets each boundary of outputs from below or from above.
            where (index + Array.IndexOf(Channels, outputs)) % 2 == 0
            let inputs = Channels[index]
            // Every width from 1 to 17 and 33 meets every residue of channels somewhere.
            let width = index == 15 ? 33 : 1 + ((index + outputs) % 17)
            let height = 1 + (index % 3)
            select Case(height, width, inputs, outputs, Square(1), (ActivationKind)(index % 3), residual: index % 4 == 1));
    }

    [Theory]
    [MemberData(nameof(OutputChannels))]
    public void Pointwise_convolutions_over_planes(int outputs)
    {
        KernelChecks.Check(
            from index in Enumerable.Range(0, Channels.Length)
            where (index + Array.IndexOf(Channels, outputs)) % 2 == 0
            let inputs = Channels[index]
            let width = index == 15 ? 33 : 1 + ((index + outputs) % 17)
            select new KernelCase($"over planes, {1 + (index % 3)}×{width}×{inputs} to {outputs}", Chain(1 + (index % 3), width, inputs, outputs, (ActivationKind)(index % 3))));
    }

    [Theory]
    [InlineData(14, 80, 48)]
    [InlineData(28, 144, 32)]
    [InlineData(30, 272, 16)]
    [InlineData(56, 96, 24)]
    [InlineData(7, 250, 281)]
    public void Pointwise_convolutions_in_strips(int side, int inputs, int outputs)
    {
        KernelChecks.Check([new KernelCase($"in strips, {side}×{side}×{inputs} to {outputs}", Chain(side, side, inputs, outputs, ActivationKind.Relu6))]);
    }

    [Theory]
    [MemberData(nameof(OutputChannels))]
    public void Spatial_convolutions(int outputs)
    {
        Window[] windows =
        [
            Square(3), Square(3, 2), Square(3, 3), Square(3, 2, PaddingRule.Symmetric), Square(3, 1, PaddingRule.Valid), Square(5, 2),
            Square(3, 1, null, 2), Square(7, 2, PaddingRule.Symmetric), new(1, 7, 1, 1, 1, 1, PaddingRule.Same, false),
            new(7, 1, 1, 1, 1, 1, PaddingRule.Same, false), new(10, 4, 2, 2, 1, 1, PaddingRule.Same, false), Square(1, 2), Square(1, 3),
            Square(2, 1), Square(2, 2, PaddingRule.Valid), Square(3, 2, new PaddingRule(PaddingKind.Explicit, 0, 0, 1, 1)),
            Square(3, 1, new PaddingRule(PaddingKind.Explicit, 2, 1, 0, 2)), new(3, 3, 2, 1, 1, 2, PaddingRule.Symmetric, false),
        ];
        KernelChecks.Check(
            from index in Enumerable.Range(0, windows.Length)
            where (index + Array.IndexOf(Channels, outputs)) % 2 == 0
            let inputs = Channels[(index + (outputs / 2)) % 8]
            let width = 7 + ((index + outputs) % 11)
            let height = 7 + (index % 4)
            select Case(height, width, inputs, outputs, windows[index], (ActivationKind)(index % 3), residual: index % 3 == 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(17)]
    public void Every_width(int outputs)
    {
        KernelChecks.Check(
            from width in Enumerable.Range(1, 17).Append(33)
            from stride in new[] { 1, 2 }
            select Case(3, width, 3, outputs, Square(3, stride, width % 2 == 0 ? PaddingRule.Same : PaddingRule.Symmetric), ActivationKind.Relu6, false));
    }

    [Fact]
    public void Maps_smaller_than_their_windows()
    {
        KernelChecks.Check(
            from size in Enumerable.Range(1, 4)
            from window in new[] { Square(5), Square(5, 2), Square(7, 3, PaddingRule.Symmetric), Square(3, 1, null, 4), Square(3, 5) }
            select Case(size, 5 - size, 5, 9, window, ActivationKind.None, false));
    }

    /// <summary>Layers of several shapes one after the other: those that have a block in common share a kernel.</summary>
    private static UnrolledNetwork Chain(int height, int width, int inputs, int outputs, ActivationKind activation)
    {
        NetworkSketch sketch = new(height, width, inputs);
        int planes = sketch.Activate("Planes", Input, ActivationKind.Relu6);
        int first = sketch.Conv("First", planes, outputs, Square(1), norm: true, activation: activation);
        int second = sketch.Conv("Second", first, inputs + 3, Square(1), norm: true, activation: activation);
        int third = sketch.Conv("Third", second, outputs, Square(1), bias: true);
        int sum = sketch.Sum("Sum", third, first, activation);
        sketch.Conv("Last", sketch.Pool("Pool", sum, Window.Global), outputs, Square(1), bias: true, activation: activation);
        return sketch.Finish();
    }

    private static KernelCase Case(int height, int width, int inputs, int outputs, Window window, ActivationKind activation, bool residual)
    {
        NetworkSketch sketch = new(height, width, inputs);
        int input = Input;
        bool norm = outputs % 2 == 0;
        int conv = residual
            ? sketch.Conv("Convolution", input, outputs, window, norm, !norm)
            : sketch.Conv("Convolution", input, outputs, window, norm, !norm, activation);
        if (residual)
        {
            // Two layers over one input, so that the second adds what the first has left in memory.
            int other = sketch.Conv("Other", input, outputs, window, norm, !norm);
            sketch.Sum("Sum", conv, other, activation);
        }

        return new KernelCase(
            $"{window.Height}×{window.Width} /{window.StrideHeight},{window.StrideWidth} dilation {window.DilationHeight},{window.DilationWidth} "
            + $"{window.Padding.Kind}, {height}×{width}×{inputs} to {outputs}, {activation}{(residual ? ", residual" : "")}",
            sketch.Finish())
        {
            Algorithm = ConvolutionAlgorithm.Direct,
        };
    }
}
