using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>3×3 convolutions in tiles, below, at and above every boundary of tiles, blocks and lanes.</summary>
public class WinogradSweep
{
    private static readonly int[] Channels = [1, 3, 7, 8, 9, 15, 16, 17, 24, 31, 33, 48];

    private static readonly PaddingRule[] Paddings =
    [
        PaddingRule.Same, PaddingRule.Valid, new(PaddingKind.Explicit, 1, 1, 0, 0), new(PaddingKind.Explicit, 0, 0, 1, 1), new(PaddingKind.Explicit, 2, 1, 0, 2),
        new(PaddingKind.Explicit, 0, 2, 2, 0),
    ];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_boundary_of_channels(int side)
    {
        KernelChecks.Check(
            from input in Enumerable.Range(0, Channels.Length)
            from output in Enumerable.Range(0, Channels.Length)
            where (input + (5 * output)) % 4 == 0
            let height = 3 + ((input + output) % 7)
            let width = 3 + ((input + (3 * output)) % 9)
            select Case(side, height, width, Channels[input], Channels[output], Paddings[(input + output) % Paddings.Length], (ActivationKind)(output % 3), (input + output) % 3 == 0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_size_of_map(int side)
    {
        KernelChecks.Check(
            from size in Enumerable.Range(1, 14)
            from padding in Enumerable.Range(0, Paddings.Length)
            let height = 1 + ((size + (3 * padding)) % 13)
            where height + Rows(padding) >= 3 && size + Columns(padding) >= 3
            select Case(side, height, size, 9, 17, Paddings[padding], ActivationKind.Relu, size % 2 == 0));

        static int Rows(int padding) => padding == 0 ? 2 : Paddings[padding].Top + Paddings[padding].Bottom;
        static int Columns(int padding) => padding == 0 ? 2 : Paddings[padding].Left + Paddings[padding].Right;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Several_strips(int side)
    {
        KernelChecks.Check(
            from channels in new[] { (64, 80), (200, 24), (16, 130) }
            from height in new[] { 24, 29 }
            select Case(side, height, 25, channels.Item1, channels.Item2, PaddingRule.Symmetric, ActivationKind.None, height == 29));
    }

    [Fact]
    public void One_after_another_in_one_workspace()
    {
        NetworkSketch sketch = new(13, 11, 16);
        int first = sketch.Conv("First", Input, 24, Square(3), norm: true, activation: ActivationKind.Relu);
        int second = sketch.Conv("Second", first, 24, Square(3), bias: true);
        int sum = sketch.Sum("Sum", second, first, ActivationKind.Relu);
        int branch = sketch.Conv("Branch", sum, 8, Square(3, 1, PaddingRule.Valid), activation: ActivationKind.HardSwish);
        sketch.Concat("Joined", branch, sketch.Conv("Other", sum, 19, Square(3, 1, PaddingRule.Valid), activation: ActivationKind.LeakyRelu));
        KernelChecks.Check(
            from side in new[] { 2, 4 }
            select new KernelCase($"a network in tiles of {side}", sketch.Finish()) { Algorithm = (ConvolutionAlgorithm)side });
    }

    private static KernelCase Case(
        int side, int height, int width, int inputs, int outputs, PaddingRule padding, ActivationKind activation, bool residual)
    {
        NetworkSketch sketch = new(height, width, inputs);
        bool norm = outputs % 2 == 0;
        Window window = new(3, 3, 1, 1, 1, 1, padding, false);
        if (residual)
        {
            int other = sketch.Conv("Other", Input, outputs, window, norm, !norm);
            sketch.Sum("Sum", sketch.Conv("Convolution", Input, outputs, window, norm, !norm), other, activation);
        }
        else
        {
            sketch.Conv("Convolution", Input, outputs, window, norm, !norm, activation);
        }

        return new KernelCase(
            $"tiles of {side}, {height}×{width}×{inputs} to {outputs}, padding {padding.Kind} {padding.Top},{padding.Left},{padding.Bottom},{padding.Right}, {activation}"
            + (residual ? ", residual" : ""),
            sketch.Finish())
        {
            Algorithm = (ConvolutionAlgorithm)side,
        };
    }
}
