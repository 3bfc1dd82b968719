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
