using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Grouped convolutions: groups narrower and wider than panels, and windows that are evenly apart and that are not.</summary>
public class GroupedConvolutionSweep
{
    private static readonly (int Groups, int Inputs, int Outputs)[] Sizes =
    [
        (2, 2, 2), (2, 6, 10), (2, 16, 32), (2, 24, 24), (2, 34, 38), (2, 96, 64), (3, 3, 9), (3, 24, 12), (3, 51, 33), (3, 240, 240),
        (4, 8, 4), (4, 12, 36), (4, 64, 64), (4, 116, 116), (8, 24, 16), (8, 48, 80), (8, 272, 136), (8, 384, 96), (32, 32, 64), (32, 128, 128), (29, 58, 116),
    ];

    public static IEnumerable<object[]> EachGroups => Sizes.Select(size => size.Groups).Distinct().Select(groups => new object[] { groups });

    [Theory]
    [MemberData(nameof(EachGroups))]
    public void Every_window(int groups)
    {
        Window[] windows = [Square(1), Square(3), Square(3, 2), Square(5, 2, PaddingRule.Symmetric), new(1, 3, 1, 2, 1, 2, PaddingRule.Symmetric, false)];
        KernelChecks.Check(
            from index in Enumerable.Range(0, Sizes.Length)
            where Sizes[index].Groups == groups
            from window in windows
            select Case(Sizes[index], 1 + ((index + window.Width) % 7), 3 + ((index * window.Width) % 9), window, (ActivationKind)((index + window.Width) % 3), index % 2 == 0));
    }

    [Fact]
    public void Over_one_pixel()
    {
        KernelChecks.Check(Sizes.Select(size => Case(size, 1, 1, Square(1), ActivationKind.None, false)));
    }

    [Fact]
    public void Over_the_callers_picture()
    {
        NetworkSketch sketch = new(5, 5, 4);
        sketch.GroupConv("Layer", Input, 6, 2, Square(3), bias: true);
        KernelChecks.Check([new KernelCase("two groups of the picture", sketch.Finish())]);
    }

    [Fact]
    public void With_one_tensor_for_each_group()
    {
        NetworkSketch sketch = new(4, 5, 12);
        sketch.GroupConv("Layer.{group}", Input, 20, 2, Square(3), norm: true, bias: true);
        KernelChecks.Check([new KernelCase("two tensors", sketch.Finish())]);
    }

    private static KernelCase Case((int Groups, int Inputs, int Outputs) size, int height, int width, Window window, ActivationKind activation, bool residual)
    {
        NetworkSketch sketch = new(height, width, size.Inputs);
        int conv = sketch.GroupConv("Layer", Input, size.Outputs, size.Groups, window, norm: residual, bias: !residual, residual ? ActivationKind.None : activation);
        if (residual)
        {
            int other = sketch.GroupConv("Other", Input, size.Outputs, size.Groups, window, bias: true);
            sketch.Sum("Sum", conv, other, activation);
        }

        return new KernelCase(
            $"{size.Groups} groups, {window.Height}×{window.Width} /{window.StrideHeight}, {height}×{width}×{size.Inputs} to {size.Outputs}, {activation}"
            + (residual ? ", residual" : ""),
            sketch.Finish());
    }
}
