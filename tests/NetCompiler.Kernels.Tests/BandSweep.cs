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
