using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>Chains run band by band, at every height of bands that small maps have: rings that wrap, windows that reach ahead, bands cut off at the end.</summary>
public class BandSweep
{
    private static readonly Window[] Windows =
    [
        Square(3), Square(3, 2), Square(3, 2, PaddingRule.Symmetric), Square(5), Square(5, 2), Square(5, 2, PaddingRule.Symmetric), Square(7), Square(7, 2),
        Square(9), Square(9, 2, PaddingRule.Symmetric), Square(3, 1, null, 2), Square(3, 1, PaddingRule.Valid), Square(3, 3), Square(1, 2), Square(2, 2),
        new(10, 4, 2, 2, 1, 1, PaddingRule.Same, false), Square(5, 2, PaddingRule.Symmetric, 2),
    ];

    public static IEnumerable<object[]> RowsPerBand => new[] { 1, 2, 3, 4, 7 }.Select(rows => new object[] { rows });

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Inverted_residuals(int rows)
    {
        KernelChecks.Check(
            from index in Enumerable.Range(0, Windows.Length)
            from height in new[] { 9 + (index % 3), 20 + (index % 2) }
            let width = 5 + ((index + rows) % 9)
            select Case(
                $"{Describe(Windows[index])}, {height}×{width}", rows, height, width, sketch => Inverted(sketch, Windows[index], (ActivationKind)(index % 3))));
    }

    /// <summary>Channels of several kernels read one ring; parts begin inside of a plane.</summary>
    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Mixed_kernels(int rows)
    {
        KernelChecks.Check(
            from stride in new[] { 1, 2 }
            from height in new[] { 11, 18 }
            let parts = new[] { (3 + rows, 3), (9, 5), (13, 7), (8, 9) }
            select Case($"mixed /{stride}, {height}×{5 + rows}", rows, height, 5 + rows, sketch =>
            {
                int channels = parts.Sum(part => part.Item1);
                int expand = sketch.Conv("Expand", Input, channels, Square(1), bias: true, activation: ActivationKind.Swish);
                int depthwise = sketch.Mixed("Mixed", expand, parts, stride, bias: true, activation: ActivationKind.Relu6);
                sketch.Conv("Project", depthwise, 19, Square(1));
            }));
    }

    /// <summary>A window over a window's rows; a scale for each channel, whose map has to be whole before; sums of two maps inside of a chain.</summary>
    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Other_chains(int rows)
    {
        KernelChecks.Check(
        [
            .. from padding in new PaddingRule?[] { null, PaddingRule.Symmetric }
               from height in new[] { 17, 26 }
               select Case($"stem, {height}×{14 + rows}", rows, height, 14 + rows, sketch =>
               {
                   int stem = sketch.Conv("Stem", Input, 18, Square(3, 2, padding), norm: true, activation: ActivationKind.HardSwish);
                   int depthwise = sketch.Depthwise("Depthwise", stem, 18, Square(3), norm: true, activation: ActivationKind.Relu);
                   sketch.Conv("Project", depthwise, 9, Square(1), bias: true);
               }),
            .. from height in new[] { 9, 15 }
               select Case($"windows one behind the other, {height}×7", rows, height, 7, sketch =>
               {
                   int map = sketch.Conv("First", Input, 12, Square(3), bias: true);
                   map = sketch.Depthwise("Second", map, 12, Square(5, 2), bias: true, activation: ActivationKind.LeakyRelu);
                   map = sketch.Depthwise("Third", map, 12, Square(3), bias: true);
                   map = sketch.Conv("Fourth", map, 20, Square(3, 2, PaddingRule.Symmetric), bias: true, activation: ActivationKind.Tanh);
                   sketch.Conv("Fifth", map, 20, Square(1));
               }),
            .. from height in new[] { 8, 13 }
               select Case($"scale, {height}×9", rows, height, 9, sketch =>
               {
                   int expand = sketch.Conv("Expand", Input, 21, Square(1), bias: true, activation: ActivationKind.Relu);
                   int depthwise = sketch.Depthwise("Depthwise", expand, 21, Square(3), bias: true, activation: ActivationKind.Swish);
                   int squeeze = sketch.FullyConnected("Squeeze", sketch.Pool("Pool", depthwise, Window.Global), 6, activation: ActivationKind.Relu);
                   int scale = sketch.FullyConnected("Excite", squeeze, 21, activation: ActivationKind.Sigmoid);
                   int project = sketch.Conv("Project", sketch.Product("Scale", depthwise, scale), 5, Square(1), bias: true);
                   sketch.Activate("Activation", sketch.Sum("Sum", project, Input), ActivationKind.HardSigmoid);
               }),
            .. from groups in new[] { 2, 3 }
               select Case($"{groups} groups", rows, 12, 10, sketch =>
               {
                   int expand = sketch.GroupConv("Expand", sketch.Conv("Stem", Input, 12, Square(1), bias: true), 36, groups, Square(1), bias: true);
                   int depthwise = sketch.Depthwise("Depthwise", expand, 36, Square(3), bias: true, activation: ActivationKind.Relu6);
                   sketch.GroupConv("Project", depthwise, 18, groups, Square(1), bias: true);
               }),
            .. from groups in new[] { 2, 4 }
               select Case($"groups of {groups} shuffled, windows and lists over channels of one map", rows, 13, 6, sketch =>
               {
                   int expand = sketch.GroupConv("Expand", sketch.Conv("Stem", Input, 12, Square(1), bias: true), 40, groups, Square(1), bias: true);
                   int depthwise = sketch.Depthwise("Depthwise", sketch.Shuffle("Shuffle", expand, groups), 40, Square(3, 2), bias: true, activation: ActivationKind.Relu6);
                   int list = sketch.Conv("List", sketch.Shuffle("Back", depthwise, 40 / groups), 21, Square(1), bias: true, activation: ActivationKind.Swish);
                   sketch.Conv("Project", sketch.Concat("Join", sketch.Slice("Right", list, 11, 10), sketch.Slice("Left", list, 0, 11)), 9, Square(1));
               }),
            Case("a map that is read again behind the chain", rows, 11, 8, sketch =>
            {
                int expand = sketch.Conv("Expand", Input, 24, Square(1), bias: true);
                int depthwise = sketch.Depthwise("Depthwise", expand, 24, Square(3), bias: true);
                int project = sketch.Conv("Project", depthwise, 24, Square(1), bias: true, activation: ActivationKind.Relu);
                sketch.Product("Product", sketch.Sum("Sum", project, depthwise), expand);
            }),
        ]);
    }

    /// <summary>Expand, depthwise and project, with the residual where the shape is kept.</summary>
    private static void Inverted(NetworkSketch sketch, Window window, ActivationKind activation)
    {
        int stem = sketch.Conv("Stem", Input, 11, Square(3), norm: true, activation: activation);
        int expand = sketch.Conv("Expand", stem, 26, Square(1), bias: true, activation: activation);
        int depthwise = sketch.Depthwise("Depthwise", expand, 26, window, bias: true, activation: activation);
        int project = sketch.Conv("Project", depthwise, 11, Square(1), norm: true);
        if (window is { StrideHeight: 1, Padding.Kind: PaddingKind.Same })
        {
            sketch.Sum("Sum", project, stem, activation);
        }
    }

    private static string Describe(Window window) =>
        $"{window.Height}×{window.Width} /{window.StrideHeight} dilation {window.DilationHeight} {window.Padding.Kind}";

    private static KernelCase Case(string name, int rows, int height, int width, Action<NetworkSketch> add)
    {
        NetworkSketch sketch = new(height, width, 5);
        add(sketch);
        return new KernelCase($"bands of {rows}: {name}", sketch.Finish())
        {
            Options = PlanOptions.Default with { SmallestBandedBytes = 0, RowsPerBand = rows },
        };
    }
}
