using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Everything that is no convolution: pools, sums, activations, softmax, fully connected layers over whole maps.</summary>
public class MapSweep
{
    private static readonly int[] Channels = [1, 3, 7, 8, 9, 15, 16, 17, 19, 24, 31, 33];

    [Fact]
    public void Global_pools()
    {
        KernelChecks.Check(
            from channels in Channels
            let height = 1 + (channels % 5)
            let width = 1 + (channels % 7)
            select Case($"global pool of {height}×{width}×{channels}", height, width, channels, sketch => sketch.Pool("Pool", Input, Window.Global)));
    }

    [Fact]
    public void Pools_with_windows()
    {
        Window[] windows =
        [
            Square(2, 2, PaddingRule.Valid), Square(3), Square(3, 2), Square(3, 2, PaddingRule.Symmetric), Square(7, 1, PaddingRule.Valid),
            new(2, 3, 1, 2, 1, 1, PaddingRule.Same, false), Square(3, 3, new PaddingRule(PaddingKind.Explicit, 1, 2, 0, 1)),
        ];
        KernelChecks.Check(
            from index in Enumerable.Range(0, windows.Length * 2)
            let window = windows[index % windows.Length]
            let channels = Channels[(index * 5) % Channels.Length]
            select Case(
                $"pool {window.Height}×{window.Width} {window.Padding.Kind} of 7×{8 + index}×{channels}", 7, 8 + index, channels,
                sketch => sketch.Pool("Pool", Input, window, (ActivationKind)(index % 3))));
    }

    [Fact]
    public void Sums_and_activations_that_nothing_takes()
    {
        KernelChecks.Check(
            from channels in Channels
            from activation in Enum.GetValues<ActivationKind>()
            where activation != ActivationKind.None
            select Case($"{activation} of 3×5×{channels}", 3, 5, channels, sketch =>
            {
                int activated = sketch.Activate("Activated", Input, activation);
                sketch.Sum("Sum", activated, Input, activation);
            }));
    }

    [Fact]
    public void Largest_of_windows_and_averages_that_count_padding()
    {
        Window[] windows =
        [
            Square(2, 2, PaddingRule.Valid), Square(3), Square(3, 2, PaddingRule.Symmetric), Square(3, 1, PaddingRule.Symmetric),
            Square(3, 2, PaddingRule.Valid) with { IsCeil = true }, Square(2, 3, PaddingRule.Valid) with { IsCeil = true },
            Square(3, 2, PaddingRule.Symmetric) with { IsCeil = true }, new(2, 3, 1, 2, 1, 1, PaddingRule.Same, false),
            Square(3, 3, new PaddingRule(PaddingKind.Explicit, 1, 2, 0, 1)),
        ];
        KernelChecks.Check(
            from index in Enumerable.Range(0, windows.Length)
            from size in Enumerable.Range(3, 7)
            let window = windows[index]
            let channels = Channels[((index * 5) + size) % Channels.Length]
            from isLargest in new[] { true, false }
            where isLargest || !window.IsCeil
            select Case(
                $"{(isLargest ? "largest" : "average with padding")} {window.Height}×{window.Width} {window.Padding.Kind} of {size}×{12 - size}×{channels}",
                size, 12 - size, channels,
                sketch => _ = isLargest ? sketch.MaxPool("Pool", Input, window, (ActivationKind)(index % 3)) : sketch.FullPool("Pool", Input, window)));
    }

    [Fact]
    public void Windows_rounded_up()
    {
        KernelChecks.Check(
            from size in Enumerable.Range(3, 7)
            from kernel in new[] { 2, 3 }
            from stride in new[] { 2, 3 }
            select Case($"average {kernel}×{kernel} /{stride} of {size}×{size}, rounded up", size, size, 5, sketch =>
                sketch.Pool("Pool", Input, Square(kernel, stride, PaddingRule.Valid) with { IsCeil = true })));
    }

    [Fact]
    public void Adaptive_pools()
    {
        KernelChecks.Check(
            from size in Enumerable.Range(1, 9)
            from results in new[] { (1, 1), (1, 3), (2, 2), (4, 3), (6, 6), (7, 7) }
            let channels = Channels[(size + results.Item1) % Channels.Length]
            select Case($"adaptive pool of {size}×{10 - size}×{channels} to {results}", size, 10 - size, channels, sketch =>
                sketch.AdaptivePool("Pool", Input, results.Item1, results.Item2)));
    }

    [Fact]
    public void Products()
    {
        KernelChecks.Check(
            from channels in Channels
            from activation in new[] { ActivationKind.None, ActivationKind.Relu, ActivationKind.HardSwish }
            from isByChannel in new[] { true, false }
            select Case($"product of 3×5×{channels}{(isByChannel ? " by channel" : "")}, {activation}", 3, 5, channels, sketch =>
            {
                int factor = isByChannel ? sketch.Pool("Pool", Input, Window.Global) : sketch.Conv("Layer", Input, channels, Square(1));
                sketch.Product("Product", Input, sketch.Activate("Gate", factor, ActivationKind.Sigmoid), activation);
            }));
    }

    [Fact]
    public void Squeezed_and_excited()
    {
        KernelChecks.Check(
            from channels in Channels
            select Case($"squeeze and excitation of {channels}", 4, 3, channels, sketch =>
            {
                int map = sketch.Depthwise("Depthwise", Input, channels, Square(3), norm: true, activation: ActivationKind.Swish);
                int squeezed = sketch.Conv("Reduce", sketch.Pool("Squeeze", map, Window.Global), 4, Square(1), bias: true, activation: ActivationKind.Swish);
                int gate = sketch.Conv("Expand", squeezed, channels, Square(1), bias: true, activation: ActivationKind.Sigmoid);
                sketch.Conv("Project", sketch.Product("Scale", map, gate), 9, Square(1), norm: true);
            }));
    }

    [Fact]
    public void Norms_that_nothing_takes()
    {
        KernelChecks.Check(
            from channels in Channels
            select Case($"norm of {channels}", 3, 5, channels, sketch => sketch.Sum("Sum", sketch.Norm("Norm", Input, ActivationKind.Relu), Input)));
    }

    [Fact]
    public void Fully_connected_layers_over_maps()
    {
        KernelChecks.Check(
            from inputs in Channels
            from outputs in new[] { 1, 10, 16, 33 }
            let height = 1 + (inputs % 3)
            select Case($"fully connected, {height}×4×{inputs} to {outputs}", height, 4, inputs, sketch =>
                sketch.FullyConnected("Classifier", sketch.Dropout("Dropout", sketch.Flatten("Flatten", Input)), outputs, activation: (ActivationKind)(inputs % 3))));
    }

    [Fact]
    public void Softmax()
    {
        KernelChecks.Check(
            from classes in Channels
            select Case($"softmax of {classes}", 2, 2, 5, sketch => sketch.Softmax("Softmax", sketch.FullyConnected("Classifier", Input, classes))));
    }

    [Fact]
    public void A_network_that_hands_its_input_on()
    {
        KernelChecks.Check(Channels.Select(channels => Case($"nothing, {channels}", 2, 3, channels, sketch => sketch.Dropout("Dropout", Input))));
    }

    private static KernelCase Case(string name, int height, int width, int channels, Action<NetworkSketch> add)
    {
        NetworkSketch sketch = new(height, width, channels);
        add(sketch);
        return new KernelCase(name, sketch.Finish());
    }
}
