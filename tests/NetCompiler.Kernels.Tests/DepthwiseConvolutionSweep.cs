using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Depthwise convolutions, below, at and above every tile and lane boundary.</summary>
public class DepthwiseConvolutionSweep
{
    private static readonly Window[] Windows =
    [
        Square(3), Square(3, 2), Square(3, 2, PaddingRule.Symmetric), Square(3, 3), Square(3, 1, PaddingRule.Valid), Square(5), Square(5, 2),
        Square(7), Square(3, 1, null, 2), Square(5, 2, PaddingRule.Symmetric, 2), new(1, 7, 1, 1, 1, 1, PaddingRule.Same, false),
        new(10, 4, 2, 2, 1, 1, PaddingRule.Same, false), Square(1), Square(2, 2), Square(3, 2, new PaddingRule(PaddingKind.Explicit, 0, 0, 1, 1)),
        new(3, 5, 2, 1, 1, 1, PaddingRule.Symmetric, false),
    ];

    public static IEnumerable<object[]> ChannelCounts =>
        new[] { 1, 3, 7, 8, 9, 15, 16, 17, 19, 24, 31, 33, 38, 40, 48 }.Select(channels => new object[] { channels });

    [Theory]
    [MemberData(nameof(ChannelCounts))]
    public void Every_window(int channels)
    {
        KernelChecks.Check(
            from index in Enumerable.Range(0, Windows.Length)
            // Half of all pairs: neighbouring counts of channels take turns with the windows.
            where (index + (channels / 2)) % 2 == 0
            let width = 7 + ((index + channels) % 11)
            select Case(7 + (index % 4), width, channels, Windows[index], (ActivationKind)(index % 3), residual: index % 3 == 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_width(int stride)
    {
        KernelChecks.Check(
            from width in Enumerable.Range(1, 17).Append(33)
            from kernel in new[] { 3, 5 }
            select Case(4, width, 8 + (width % 3), Square(kernel, stride), ActivationKind.Relu6, false));
    }

    private static KernelCase Case(int height, int width, int channels, Window window, ActivationKind activation, bool residual)
    {
        NetworkSketch sketch = new(height, width, channels);
        bool norm = channels % 2 == 1;
        int depthwise = sketch.Depthwise("Depthwise", Input, channels, window, norm, !norm, residual ? ActivationKind.None : activation);
        if (residual)
        {
            int other = sketch.Depthwise("Other", Input, channels, window, norm, !norm);
            sketch.Sum("Sum", other, depthwise, activation);
        }

        return new KernelCase(
            $"{window.Height}×{window.Width} /{window.StrideHeight},{window.StrideWidth} dilation {window.DilationHeight},{window.DilationWidth} "
            + $"{window.Padding.Kind}, {height}×{width}×{channels}, {activation}{(residual ? ", residual" : "")}",
            sketch.Finish());
    }
}
