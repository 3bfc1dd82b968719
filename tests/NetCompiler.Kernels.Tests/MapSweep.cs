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
            from activation in new[] { ActivationKind.Relu, ActivationKind.Relu6 }
            select Case($"{activation} of 3×5×{channels}", 3, 5, channels, sketch =>
            {
                int activated = sketch.Activate("Activated", Input, activation);
                sketch.Sum("Sum", activated, Input, activation);
            }));
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
