using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetCompiler.Generator;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;

namespace NetCompiler.Benchmarks;

/// <summary>How long the generator takes from a declaration to the text of all its files, for all instruction sets.</summary>
/// <param name="FirstMs">The first time in the process; for the first network the JIT and the reading of the zoo's tables included.</param>
/// <param name="MedianMs">The median of the later ones: what an editor waits for.</param>
/// <param name="Characters">How much text comes out.</param>
internal sealed record CompileResult(string Network, double FirstMs, double MedianMs, double MinimumMs, int Characters);

/// <summary>Times the compiler itself.</summary>
internal static class CompileTime
{
    public static CompileResult Measure(ZooSelection network, int runs) =>
        Measure(network.ToString(), ZooNetwork.Declare(network.Table, network.Settings), EquatableArray<TableFile>.Empty, runs);

    /// <summary>A table of so many rows, each an inverted residual of a width of its own kind.</summary>
    public static CompileResult MeasureRows(int rows, int runs)
    {
        StringBuilder text = new("# Rows\n\n## Network\n\n| input | operator | c |\n|---|---|---|\n");
        for (int row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(row == 0 ? "14²×16" : "")} | unit | {16 + (8 * (row / 2 % 7))} |\n");
        }

        text.Append("\n## Block: unit(c)\n\n| name | operator | from | c | when |\n|---|---|---|---|---|\n| | conv2d 1x1 | | 2·in | |\n| | dwconv 3x3 | | | |\n| | conv2d 1x1 | | c | |\n| | add | in | | c = in |\n");
        NetworkDeclaration declaration = new(
            new TypeHierarchy("Benchmarked", default, "public", "Rows"), "Rows.net.md", null, default, default, false, PreprocessingSettings.Unset);
        return Measure($"{rows.ToString(CultureInfo.InvariantCulture)} rows", declaration, EquatableArray.Of(new TableFile("Rows.net.md", text.ToString())), runs);
    }

    private static CompileResult Measure(string name, NetworkDeclaration declaration, EquatableArray<TableFile> files, int runs)
    {
        int characters = 0;
        double first = Once();
        double[] later = [.. Enumerable.Range(0, runs).Select(_ => Once())];
        return new CompileResult(name, first, Statistics.Median(later), later.Min(), characters);

        double Once()
        {
            long start = Stopwatch.GetTimestamp();
            CompiledNetwork compiled = NetworkCompiler.Compile(declaration, files);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            return compiled.Problems.Count == 0
                ? (elapsed, characters = compiled.Files.Sum(file => file.Text.Length)).elapsed
                : throw new InvalidOperationException($"{name}: {compiled.Problems[0]}");
        }
    }
}
