using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Channels moved about: concatenations, slices, shuffles, in place where they begin with a plane and by copies where they do not; response norms.</summary>
public class ChannelSweep
{
    [Fact]
    public void Slices_from_every_channel()
    {
        KernelChecks.Check(
            from first in Enumerable.Range(0, 18)
            from count in new[] { 1, 4, 7, 8, 15, 29 }
            select Case($"slice of {count} from {first}", 2, 3, 47, sketch => sketch.Slice("Slice", Input, first, count)));
    }

    [Fact]
    public void Slices_that_a_layer_reads()
    {
        KernelChecks.Check(
            from first in new[] { 0, 3, 8, 16, 20, 32 }
            from count in new[] { 1, 8, 14 }
            select Case($"layers over {count} from {first}", 3, 4, 47, sketch =>
            {
                int before = sketch.Activate("Before", Input, ActivationKind.Relu6);
                int slice = sketch.Slice("Slice", before, first, count);
                int depthwise = sketch.Depthwise("Depthwise", slice, count, Square(3), bias: true);
                sketch.Concat("Join", sketch.Conv("Pointwise", slice, 19, Square(1)), depthwise, slice);
            }));
    }

    [Fact]
    public void Concatenations_of_every_width()
    {
        KernelChecks.Check(
            from first in Enumerable.Range(1, 17)
            from second in new[] { 1, 3, 8, 12, 17, 58 }
            select Case($"{first} + {second} + 5", 3, 2, 9, sketch => sketch.Concat(
                "Join", sketch.Conv("First", Input, first, Square(1)), sketch.Conv("Second", Input, second, Square(3), activation: ActivationKind.Relu),
                sketch.Conv("Third", Input, 5, Square(1)))));
    }

    [Fact]
    public void Concatenations_of_concatenations_and_of_one_map_twice()
    {
        KernelChecks.Check(
            from channels in new[] { 1, 3, 8, 12, 16, 17 }
            select Case($"nested, {channels}", 3, 3, channels, sketch =>
            {
                int first = sketch.Conv("First", Input, channels, Square(1));
                int inner = sketch.Concat("Inner", first, Input, first);
                int norm = sketch.Norm("Norm", inner, ActivationKind.Relu);
                int outer = sketch.Concat("Outer", sketch.Conv("Second", norm, 11, Square(3)), inner, norm);
                sketch.MaxPool("Pool", outer, Square(2));
            }));
    }

    [Fact]
    public void Shuffles()
    {
        KernelChecks.Check(
            from size in new[] { (2, 4), (2, 58), (2, 116), (3, 9), (3, 24), (3, 240), (4, 12), (4, 68), (8, 24), (8, 136), (32, 64) }
            select Case($"{size.Item1} groups of {size.Item2}", 2, 5, size.Item2, sketch => sketch.Shuffle("Shuffle", Input, size.Item1)));
    }

    [Fact]
    public void A_split_block_with_a_shuffle()
    {
        KernelChecks.Check(
            from channels in new[] { 2, 6, 16, 24, 34, 58, 116 }
            select Case($"split of {channels}", 4, 4, channels, sketch =>
            {
                int before = sketch.Conv("Before", Input, channels, Square(1));
                int left = sketch.Slice("Left", before, 0, channels / 2);
                int right = sketch.Slice("Right", before, channels / 2, channels / 2);
                int conv = sketch.Conv("Conv", right, channels / 2, Square(1), norm: true, activation: ActivationKind.Relu);
                int joined = sketch.Concat("Join", left, sketch.Depthwise("Depthwise", conv, channels / 2, Square(3)));
                sketch.Pool("Pool", sketch.Shuffle("Shuffle", joined, 2), Window.Global);
            }));
    }

    [Fact]
    public void Response_norms()
    {
        KernelChecks.Check(
            from beta in new[] { 0.5, 0.75, 1 }
            from channels in new[] { 1, 2, 3, 8, 12, 17, 58 }
            from size in new[] { 1, 3, 5, 9 }
            select Case($"response norm of {channels} over {size}, beta {beta}", 2, 3, channels, sketch =>
                sketch.ResponseNorm("Norm", Input, new ResponseNormRule(size, channels % 2 == 0 ? 1e-4 : 0.7, beta, channels % 3 == 0 ? 2 : 1))));
    }

    [Fact]
    public void Several_outputs()
    {
        KernelChecks.Check(
            from channels in new[] { 3, 8, 17 }
            select new KernelCase($"three outputs, {channels}", Tapped(channels)));
    }

    private static UnrolledNetwork Tapped(int channels)
    {
        NetworkSketch sketch = new(6, 5, 3);
        int stem = sketch.Conv("Stem", Input, channels, Square(3, 2), activation: ActivationKind.Relu);
        int sum = sketch.Sum("Sum", stem, sketch.Conv("Conv", stem, channels, Square(1)));
        sketch.Softmax("Softmax", sketch.FullyConnected("Classifier", sketch.Pool("Pool", sum, Window.Global), 7));
        return sketch.Finish(taps: [stem, sum]);
    }

    private static KernelCase Case(string name, int height, int width, int channels, Action<NetworkSketch> add)
    {
        NetworkSketch sketch = new(height, width, channels);
        add(sketch);
        return new KernelCase(name, sketch.Finish());
    }
}
