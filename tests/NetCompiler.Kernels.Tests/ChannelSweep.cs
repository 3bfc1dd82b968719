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

    [Fact]
    public void Slices_of_slices()
    {
        KernelChecks.Check(
            from first in new[] { 0, 3, 8, 16 }
            from second in new[] { 0, 1, 8, 13 }
            from pixels in new[] { 1, 6 }
            select Case($"slice from {second} of one from {first}, {pixels} pixels", 1, pixels, 47, sketch =>
            {
                int outer = sketch.Slice("Outer", sketch.Activate("Before", Input, ActivationKind.Relu6), first, 30);
                int inner = sketch.Slice("Inner", outer, second, 17);
                sketch.Concat("Join", inner, sketch.Slice("Innermost", inner, 8, 5), outer);
            }));
    }

    [Fact]
    public void A_map_joined_with_itself_and_with_its_slices()
    {
        KernelChecks.Check(
            from channels in new[] { 4, 8, 12, 20, 24 }
            from pixels in new[] { 1, 6 }
            from way in new[] { "itself", "its slice before", "its slice behind", "itself thrice" }
            select Case($"{channels} channels and {way}, {pixels} pixels", pixels, 1, channels, sketch =>
            {
                int map = sketch.Conv("Map", Input, channels, Square(1), activation: ActivationKind.Relu6);
                int slice = way.Contains("slice", StringComparison.Ordinal) ? sketch.Slice("Slice", map, channels / 4, channels / 2) : map;
                int joined = way switch
                {
                    "its slice before" => sketch.Concat("Join", slice, map),
                    "itself thrice" => sketch.Concat("Join", map, map, map),
                    _ => sketch.Concat("Join", map, slice),
                };
                sketch.MaxPool("Pool", joined, Square(1));
            }));
    }

    [Fact]
    public void Vectors_at_every_plane()
    {
        // A plane of a 1 × 1 map is 8 floats, half a cache line.
        KernelChecks.Check(
            from first in new[] { 8, 16, 24 }
            from second in new[] { 5, 8, 16 }
            select Case($"1×1: {first} + {second} + 8", 1, 1, 11, sketch =>
            {
                int joined = sketch.Concat(
                    "Join", sketch.Conv("First", Input, first, Square(1)), sketch.Conv("Second", Input, second, Square(1)), sketch.Conv("Third", Input, 8, Square(1)));
                sketch.Concat("Again", sketch.Slice("Slice", joined, 8, 5), sketch.Activate("Whole", joined, ActivationKind.Relu));
            }));
    }

    [Fact]
    public void Outputs_inside_of_other_maps()
    {
        KernelChecks.Check(
            from channels in new[] { 5, 8, 12, 16 }
            from pixels in new[] { 1, 6 }
            from tap in new[] { "the concatenation", "its members", "a slice off the planes", "a slice of a slice", "the input" }
            select new KernelCase($"{channels} channels, {pixels} pixels, {tap} tapped", TappedInside(channels, pixels, tap)));
    }

    private static UnrolledNetwork TappedInside(int channels, int pixels, string tap)
    {
        NetworkSketch sketch = new(pixels, 1, 9);
        int first = sketch.Conv("First", Input, channels, Square(1));
        int second = sketch.Conv("Second", Input, 8, Square(1), activation: ActivationKind.Relu);
        int joined = sketch.Concat("Join", first, second, first);
        int slice = sketch.Slice("Slice", joined, 3, channels);
        int inner = sketch.Slice("Inner", slice, 1, 3);
        int after = sketch.Conv("After", joined, 8, Square(1));
        sketch.Concat("Last", after, slice, inner);
        return sketch.Finish(taps: tap switch
        {
            "the concatenation" => [joined, after],
            "its members" => [first, second],
            "a slice off the planes" => [slice],
            "a slice of a slice" => [inner, joined],
            _ => [Input, joined],
        });
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
