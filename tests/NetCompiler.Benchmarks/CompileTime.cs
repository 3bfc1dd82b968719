using System.Diagnostics;
using NetCompiler.Generator;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Benchmarks;

/// <summary>How long the generator takes from a declaration to the text of all its files, for all instruction sets.</summary>
/// <param name="FirstMs">The first time in the process, the JIT and the reading of the zoo's tables included.</param>
/// <param name="MedianMs">The median of the later ones: what an editor waits for.</param>
/// <param name="Characters">How much text comes out.</param>
internal sealed record CompileResult(string Network, double FirstMs, double MedianMs, int Characters);

/// <summary>Times the compiler itself.</summary>
internal static class CompileTime
{
    public static CompileResult Measure(BenchmarkedNetwork network, int runs)
    {
        NetworkDeclaration declaration = FormulaWeights.Declaration(network);
        int characters = 0;
        double first = Once();
        double[] later = [.. Enumerable.Range(0, runs).Select(_ => Once())];
        return new CompileResult(network.Name, first, Statistics.Median(later), characters);

        double Once()
        {
            long start = Stopwatch.GetTimestamp();
            CompiledNetwork compiled = NetworkCompiler.Compile(declaration, EquatableArray<TableFile>.Empty);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            characters = compiled.Files.Sum(file => file.Text.Length);
            return elapsed;
        }
    }
}
