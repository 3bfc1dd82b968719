using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Channels that are read from wherever they lie: units of ShuffleNet at many widths, and readers that cannot do so beside those that can.</summary>
public class ChannelListSweep
{
    [Fact]
    public void Units_that_split_and_shuffle()
    {
        KernelChecks.Check(
            from channels in new[] { 2, 8, 20, 32, 44, 58 }
            from units in new[] { 1, 3 }
            select new KernelCase($"{units} units of {channels}", SplitUnits(channels, units)));
    }

    [Fact]
    public void Units_of_groups()
    {
        KernelChecks.Check(
            from size in new[] { (2, 12, 48), (2, 40, 80), (3, 24, 72), (3, 60, 240), (4, 68, 272), (8, 24, 96), (3, 24, 30) }
            from shufflesBehind in new[] { false, true }
            select new KernelCase($"{size} {(shufflesBehind ? "behind" : "before")}", GroupUnits(size, shufflesBehind)));
    }

    [Fact]
    public void Readers_of_whole_maps()
    {
        string[] readers = ["conv", "pool", "largest", "adaptive", "norm", "activation", "sum", "product", "response norm", "parts", "groups", "slice", "twice"];
        KernelChecks.Check(
            from reader in readers
            from channels in new[] { 6, 16, 28 }
            select Case($"{reader} over {2 * channels}", 4, 4, 7, sketch =>
            {
                int first = sketch.Conv("First", Input, channels, Square(1));
                int second = sketch.Conv("Second", Input, channels, Square(3));
                int joined = sketch.Concat("Join", first, sketch.Slice("Half", sketch.Shuffle("Inner", sketch.Concat("Both", first, second), 2), channels, channels));
                int list = sketch.Shuffle("Shuffle", joined, channels);
                int whole = reader switch
                {
                    "conv" => sketch.Conv("Reader", list, 2 * channels, Square(3)),
                    "pool" => sketch.Pool("Reader", list, Square(3)),
                    "largest" => sketch.MaxPool("Reader", list, Square(3)),
                    "adaptive" => sketch.AdaptivePool("Reader", list, 4, 4),
                    "norm" => sketch.Norm("Reader", list),
                    "activation" => sketch.Activate("Reader", list, ActivationKind.Relu),
                    "sum" => sketch.Sum("Reader", list, joined),
                    "product" => sketch.Product("Reader", joined, sketch.Pool("Squeeze", list, Window.Global)),
                    "response norm" => sketch.ResponseNorm("Reader", list, new ResponseNormRule(5, 1e-4, 0.75, 1)),
                    "parts" => sketch.Mixed("Reader", list, [(channels - 1, 3), (channels + 1, 5)]),
                    "groups" => sketch.GroupConv("Reader", list, 2 * channels, 2, Square(3)),
                    "slice" => sketch.Depthwise("Reader", sketch.Concat("Again", sketch.Slice("Taken", list, 1, channels), first), 2 * channels, Square(3)),
                    _ => sketch.Depthwise("Reader", sketch.Concat("Again", second, second), 2 * channels, Square(3)),
                };
                sketch.Sum("Sum", sketch.Conv("Gathered", list, 2 * channels, Square(1)), whole);
            }));
    }

    [Fact]
    public void Groups_with_room_in_their_planes_meet_every_reader()
    {
        // Groups of 20 lie in three planes of eight, those of 12 in two.
        KernelChecks.Check(
            from outputs in new[] { 12, 20, 24 }
            from reader in new[] { "conv", "pool", "product", "parts", "sum", "slice", "tap" }
            select new KernelCase($"{reader} after groups of {outputs}", Grouped(outputs, reader)));
    }

    [Fact]
    public void Without_lists_or_views_or_groups_apart()
    {
        Optimizations[] left =
        [
            Optimizations.ChannelLists, Optimizations.ChannelViews, Optimizations.ExactGroups, Optimizations.ChannelLists | Optimizations.ExactGroups,
            Optimizations.ChannelLists | Optimizations.ChannelViews | Optimizations.ExactGroups,
        ];
        KernelChecks.Check(
            from without in left
            from each in new[] { ("units", SplitUnits(20, 2)), ("groups", Grouped(20, "sum")), ("group units", GroupUnits((3, 60, 240), false)) }
            select new KernelCase($"{each.Item1} without {without}", each.Item2) { Enabled = Optimizations.All & ~without });
    }

    [Fact]
    public void Strips_of_many_pixels()
    {
        KernelChecks.Check(
            from pixels in new[] { 1, 7, 49, 53, 196 }
            from outputs in new[] { 8, 30, 80 }
            select Case($"{pixels} pixels to {outputs}", pixels, 1, 37, sketch =>
            {
                int map = sketch.Conv("Map", Input, 74, Square(1));
                sketch.Conv("Layer", sketch.Shuffle("Shuffle", map, 2), outputs, Square(1), bias: true, activation: ActivationKind.Relu6);
            }));
    }

    private static UnrolledNetwork SplitUnits(int channels, int units)
    {
        NetworkSketch sketch = new(5, 4, 6);
        int map = sketch.Concat("Begin", sketch.Conv("BeginLeft", Input, channels, Square(1)), sketch.Conv("BeginRight", Input, channels, Square(3)));
        for (int unit = 0; unit < units; unit++)
        {
            map = Unit(sketch, $"Unit{unit}", sketch.Shuffle($"Shuffle{unit}", map, 2), channels);
        }

        // The next stage reads all of them twice.
        int whole = sketch.Shuffle("Shuffle", map, 2);
        int left = sketch.Conv("Left", sketch.Depthwise("LeftDepthwise", whole, 2 * channels, Square(3, 2), norm: true), 9, Square(1));
        int right = sketch.Conv("Right", whole, 24, Square(1), norm: true, activation: ActivationKind.Relu);
        sketch.Concat("Join", left, sketch.Depthwise("RightDepthwise", right, 24, Square(3, 2)));
        return sketch.Finish();
    }

    private static UnrolledNetwork GroupUnits((int Groups, int Narrow, int Wide) size, bool shufflesBehind)
    {
        NetworkSketch sketch = new(4, 3, size.Wide);
        (int groups, int narrow, int wide) = size;
        int first = GroupUnit(sketch, "First", Input, groups, narrow, wide, shufflesBehind);
        int second = GroupUnit(sketch, "Second", sketch.Sum("FirstSum", first, Input, ActivationKind.Relu), groups, narrow, wide, shufflesBehind);
        int third = sketch.Sum("SecondSum", second, first);
        int joined = sketch.Concat("Join", sketch.Pool("Shortcut", third, Square(3, 2)), sketch.Depthwise("Narrower", third, wide, Square(3, 2)));
        int last = GroupUnit(sketch, "Last", joined, groups, narrow, 2 * wide, shufflesBehind);
        sketch.FullyConnected("Classifier", sketch.Pool("Pool", sketch.Sum("LastSum", last, joined), Window.Global), 11);
        return sketch.Finish();
    }

    private static UnrolledNetwork Grouped(int outputs, string reader)
    {
        NetworkSketch sketch = new(5, 4, 18);
        int all = 3 * outputs;
        int layer = sketch.GroupConv("Layer", Input, all, 3, Square(1), bias: true, activation: ActivationKind.Relu6);
        switch (reader)
        {
            case "conv":
                sketch.Conv("Reader", layer, 5, Square(3));
                break;
            case "pool":
                sketch.GroupConv("Reader", sketch.MaxPool("Pool", layer, Square(3, 2)), 48, 3, Square(1));
                break;
            case "product":
                sketch.Product("Reader", layer, sketch.Conv("Excite", sketch.Pool("Squeeze", layer, Window.Global), all, Square(1), activation: ActivationKind.Sigmoid));
                break;
            case "parts":
                sketch.Mixed("Reader", layer, [(outputs + 1, 3), (all - outputs - 1, 5)]);
                break;
            case "sum":
                sketch.Sum("Reader", layer, sketch.Conv("Other", Input, all, Square(1)));
                break;
            case "slice":
                sketch.Depthwise("Reader", sketch.Slice("Slice", layer, outputs, outputs), outputs, Square(3));
                break;
            default:
                sketch.Depthwise("Reader", layer, all, Square(3));
                return sketch.Finish(taps: [layer]);
        }

        return sketch.Finish();
    }

    private static int Unit(NetworkSketch sketch, string name, int map, int channels)
    {
        int left = sketch.Slice($"{name}Left", map, 0, channels);
        int right = sketch.Slice($"{name}Right", map, channels, channels);
        int reduced = sketch.Conv($"{name}Reduce", right, channels, Square(1), norm: true, activation: ActivationKind.Relu);
        int depthwise = sketch.Depthwise($"{name}Depthwise", reduced, channels, Square(3), norm: true);
        return sketch.Concat($"{name}Join", left, sketch.Conv($"{name}Expand", depthwise, channels, Square(1), norm: true, activation: ActivationKind.Relu));
    }

    private static int GroupUnit(NetworkSketch sketch, string name, int map, int groups, int narrow, int wide, bool shufflesBehind)
    {
        int reduced = sketch.GroupConv($"{name}Reduce", map, narrow, groups, Square(1), norm: true, activation: ActivationKind.Relu);
        int between = shufflesBehind ? reduced : sketch.Shuffle($"{name}Shuffle", reduced, groups);
        int depthwise = sketch.Depthwise($"{name}Depthwise", between, narrow, Square(3), norm: true);
        int moved = shufflesBehind ? sketch.Shuffle($"{name}Shuffle", depthwise, narrow / groups) : depthwise;
        return sketch.GroupConv($"{name}Expand", moved, wide, groups, Square(1), norm: true);
    }

    private static KernelCase Case(string name, int height, int width, int channels, Action<NetworkSketch> add)
    {
        NetworkSketch sketch = new(height, width, channels);
        add(sketch);
        return new KernelCase(name, sketch.Finish());
    }
}
