using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Depthwise convolutions with several kernels: parts that begin and end at every lane, kernels larger than the map, wide kernels.</summary>
public class MixedConvolutionSweep
{
    [Fact]
    public void Parts_that_meet_at_every_lane()
    {
        KernelChecks.Check(
            from first in Enumerable.Range(1, 18)
            from second in new[] { 1, 5, 16 }
            select Case(4, 5 + (first % 4), [(first, 3), (second, 5), (7 + first, 7)], 1 + (first % 2), (ActivationKind)(first % 3), residual: second == 5));
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(58, 2)]
    [InlineData(116, 1)]
    public void As_many_kernels_as_networks_have(int channels, int stride)
    {
        int[] kernels = [3, 5, 7, 9, 11, 13];
        KernelChecks.Check(
            from count in Enumerable.Range(2, 5)
            from size in new[] { 1, 3, 7, 9 }
            let share = channels / count
            let parts = Enumerable.Range(0, count).Select(i => (i == 0 ? channels - ((count - 1) * share) : share, kernels[i])).ToArray()
            select Case(size, 9 - (size / 2), parts, stride, ActivationKind.Swish, residual: false));
    }

    [Fact]
    public void Dilated_parts()
    {
        KernelChecks.Check(
            from dilation in new[] { 2, 3 }
            from first in new[] { 3, 8, 13 }
            select Case(7, 7, [(first, 3), (9, 5)], 1, ActivationKind.Relu, residual: true, dilation));
    }

    /// <summary>Groups have planes of their own, with room behind them; parts end before, in and behind it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_over_groups_with_room_in_their_planes(int workers)
    {
        KernelChecks.Check(
            from size in new[] { (2, 9), (2, 24), (3, 12), (2, 20), (3, 21) }
            let all = size.Item1 * size.Item2
            from first in new[] { 1, size.Item2 - 1, size.Item2, size.Item2 + 1, all - 3 }
            from stride in new[] { 1, 2 }
            select new KernelCase($"parts from {first} on over {size.Item1} groups of {size.Item2}, /{stride}", OverGroups(size, first, stride)),
            workers);
    }

    /// <summary>An inverted residual in groups, with a scale for each channel.</summary>
    private static UnrolledNetwork OverGroups((int Groups, int Outputs) size, int first, int stride)
    {
        int all = size.Groups * size.Outputs;
        NetworkSketch sketch = new(6, 5, 2 * size.Groups);
        int expand = sketch.GroupConv("Expand", Input, all, size.Groups, Square(1), bias: true, activation: ActivationKind.Swish);
        int mixed = sketch.Mixed("Mixed", expand, [(first, 3), (1, 7), (all - first - 1, 5)], stride, norm: true, activation: ActivationKind.Swish);
        int reduce = sketch.Conv("Reduce", sketch.Pool("Squeeze", mixed, Window.Global), 5, Square(1), bias: true, activation: ActivationKind.Swish);
        int scale = sketch.Product("Scale", mixed, sketch.Conv("Excite", reduce, all, Square(1), bias: true, activation: ActivationKind.Sigmoid));
        int project = sketch.GroupConv("Project", scale, 10 * size.Groups, size.Groups, Square(1), norm: true);
        sketch.Sum("Sum", project, sketch.Mixed("Again", project, [(9, 3), ((10 * size.Groups) - 9, 5)]));
        return sketch.Finish();
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(13)]
    public void One_wide_kernel(int kernel)
    {
        KernelChecks.Check(
            from size in Enumerable.Range(1, 9)
            from stride in new[] { 1, 2 }
            let sketch = Wide(size, kernel, stride)
            select new KernelCase($"{kernel}×{kernel} /{stride} of {size}×{10 - size}", sketch.Finish()));
    }

    private static NetworkSketch Wide(int size, int kernel, int stride)
    {
        NetworkSketch sketch = new(size, 10 - size, 12);
        sketch.Depthwise("Layer", Input, 12, Square(kernel, stride), bias: true);
        return sketch;
    }

    private static KernelCase Case(
        int height, int width, (int Channels, int Kernel)[] parts, int stride, ActivationKind activation, bool residual, int dilation = 1)
    {
        NetworkSketch sketch = new(height, width, parts.Sum(part => part.Channels));
        int mixed = sketch.Mixed(
            "Mixed", Input, parts, stride, norm: !residual, bias: residual, activation: residual ? ActivationKind.None : activation, dilation: dilation);
        if (residual)
        {
            int other = sketch.Mixed("Other", Input, parts, stride, norm: true, dilation: dilation);
            sketch.Sum("Sum", other, mixed, activation);
        }

        return new KernelCase(
            $"{string.Join(" + ", parts.Select(part => $"{part.Kernel}×{part.Kernel} of {part.Channels}"))} /{stride}, {height}×{width}, {activation}"
            + (residual ? ", residual" : ""),
            sketch.Finish());
    }
}
