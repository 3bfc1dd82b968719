using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Every kind of step shared by several workers, on every instruction set: the bits of the scalar reference, whatever their number.</summary>
public class WorkerSweep
{
    public static IEnumerable<object[]> EachNumber => new[] { 2, 3, 8, 64 }.Select(workers => new object[] { workers });

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Convolutions_of_every_kind(int workers)
    {
        KernelChecks.Check(
            [
                new KernelCase("inverted residuals", Residuals(23, 17, 3, 24)),
                new KernelCase("inverted residuals of few rows", Residuals(6, 41, 3, 40)),
                new KernelCase("wide layers of few pixels", Wide()),
                new KernelCase("groups", Groups()),
                new KernelCase("mixed kernels", Mixed()),
            ],
            workers);
    }

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Steps_that_only_move_or_scale(int workers)
    {
        KernelChecks.Check(
            [
                new KernelCase("squeeze and excitation", Scaled()),
                new KernelCase("split, joined and shuffled", Shuffled()),
                new KernelCase("pools", Pools()),
                new KernelCase("moves of the input", Moves()),
            ],
            workers);
    }

    [Fact]
    public void Several_outputs()
    {
        NetworkSketch sketch = new(12, 10, 3);
        int first = sketch.Conv("First", Input, 24, Square(3), bias: true, activation: ActivationKind.Relu);
        int second = sketch.Conv("Second", first, 40, Square(3, 2), bias: true);
        KernelChecks.Check([new KernelCase("two taps and a result", sketch.Finish(taps: [first, second]))], 2);
    }

    private static UnrolledNetwork Residuals(int height, int width, int channels, int wide)
    {
        NetworkSketch sketch = new(height, width, channels);
        int stem = sketch.Conv("Stem", Input, 16, Square(3, 2), norm: true, activation: ActivationKind.Relu6);
        int expand = sketch.Conv("Expand", stem, 6 * wide, Square(1), norm: true, activation: ActivationKind.Relu6);
        int depthwise = sketch.Depthwise("Depthwise", expand, 6 * wide, Square(3), norm: true, activation: ActivationKind.Relu6);
        int project = sketch.Conv("Project", depthwise, 16, Square(1), norm: true);
        int sum = sketch.Sum("Sum", project, stem);
        int again = sketch.Conv("Again", sum, wide, Square(1), norm: true, activation: ActivationKind.HardSwish);
        int down = sketch.Depthwise("Down", again, wide, Square(5, 2), norm: true, activation: ActivationKind.Relu);
        int head = sketch.Conv("Head", down, 130, Square(1), bias: true);
        int pool = sketch.Pool("Pool", head, Window.Global);
        sketch.FullyConnected("Classifier", pool, 21);
        return sketch.Finish();
    }

    private static UnrolledNetwork Wide()
    {
        NetworkSketch sketch = new(5, 5, 12);
        int first = sketch.Conv("First", Input, 320, Square(1), bias: true, activation: ActivationKind.Relu);
        int second = sketch.Conv("Second", first, 200, Square(3), bias: true, activation: ActivationKind.Relu);
        int third = sketch.Conv("Third", second, 328, Square(1), bias: true);
        sketch.FullyConnected("Classifier", third, 100);
        return sketch.Finish();
    }

    private static UnrolledNetwork Groups()
    {
        NetworkSketch sketch = new(9, 11, 3);
        int stem = sketch.Conv("Stem", Input, 240, Square(3, 2), bias: true);
        int grouped = sketch.GroupConv("Grouped", stem, 240, 3, Square(1), bias: true, activation: ActivationKind.Relu);
        int windows = sketch.GroupConv("Windows", grouped, 96, 8, Square(3), bias: true);
        sketch.Sum("Sum", windows, sketch.GroupConv("Narrow", stem, 96, 48, Square(1), bias: true));
        return sketch.Finish();
    }

    private static UnrolledNetwork Mixed()
    {
        NetworkSketch sketch = new(13, 9, 3);
        int stem = sketch.Conv("Stem", Input, 60, Square(1), bias: true);
        sketch.Mixed("Mixed", stem, [(20, 3), (21, 5), (19, 7)], norm: true, activation: ActivationKind.Swish);
        return sketch.Finish();
    }

    private static UnrolledNetwork Scaled()
    {
        NetworkSketch sketch = new(10, 14, 3);
        int stem = sketch.Conv("Stem", Input, 96, Square(3), bias: true, activation: ActivationKind.Swish);
        int squeezed = sketch.FullyConnected("Squeeze", sketch.Pool("Pool", stem, Window.Global), 24, activation: ActivationKind.Relu);
        int factor = sketch.FullyConnected("Excite", squeezed, 96, activation: ActivationKind.Sigmoid);
        int scaled = sketch.Product("Scale", stem, factor);
        int squared = sketch.Product("Square", scaled, stem);
        sketch.Activate("Bound", sketch.Norm("Norm", squared), ActivationKind.Tanh);
        return sketch.Finish();
    }

    private static UnrolledNetwork Shuffled()
    {
        NetworkSketch sketch = new(8, 12, 3);
        int before = sketch.Conv("Before", Input, 116, Square(3), bias: true);
        int left = sketch.Slice("Left", before, 0, 58);
        int right = sketch.Slice("Right", before, 58, 58);
        int conv = sketch.Conv("Conv", right, 58, Square(1), norm: true, activation: ActivationKind.Relu);
        int depthwise = sketch.Depthwise("Depthwise", conv, 58, Square(3), bias: true);
        int joined = sketch.Concat("Join", left, sketch.Conv("Last", depthwise, 58, Square(1), bias: true));
        int shuffled = sketch.Shuffle("Shuffle", joined, 2);
        sketch.ResponseNorm("Norm", shuffled, new ResponseNormRule(5, 1e-2, 0.75, 1));
        return sketch.Finish();
    }

    private static UnrolledNetwork Pools()
    {
        NetworkSketch sketch = new(17, 15, 3);
        int stem = sketch.Conv("Stem", Input, 48, Square(3), bias: true);
        int largest = sketch.MaxPool("Largest", stem, Square(3, 2));
        int mean = sketch.Pool("Mean", largest, Square(3, 2, PaddingRule.Symmetric));
        int full = sketch.FullPool("Full", largest, Square(3, 2, PaddingRule.Symmetric));
        sketch.AdaptivePool("Adaptive", sketch.Concat("Join", mean, full), 3, 2);
        return sketch.Finish();
    }

    private static UnrolledNetwork Moves()
    {
        NetworkSketch sketch = new(7, 9, 40);
        int slice = sketch.Slice("Slice", Input, 3, 30);
        int bound = sketch.Activate("Bound", sketch.Concat("Join", Input, slice), ActivationKind.LeakyRelu);
        sketch.Norm("Norm", bound);
        return sketch.Finish();
    }
}
