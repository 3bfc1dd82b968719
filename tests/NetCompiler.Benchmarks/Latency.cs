using System.Text.Json;

namespace NetCompiler.Benchmarks;

/// <summary>How long one run of a network takes, and what share of the core's peak that is.</summary>
/// <param name="Gflops">Operations per second of the median run, a multiply-add being two.</param>
/// <param name="PeakGflops">The median of the peaks measured beside the runs.</param>
/// <param name="ShareOfPeak">The median over the rounds of this round's speed over this round's peak.</param>
internal sealed record LatencyResult(string Network, long MultiplyAdds, int Runs, double MedianMs, double MinimumMs, double Gflops, double PeakGflops, double ShareOfPeak);

/// <summary>
/// Times whole networks. A round visits every network once: an untimed run that brings its weights back into the caches, the peak of the core, a timed
/// run, the peak again. What the clock does to one it does to the other, so their ratio stands still when both drift.
/// </summary>
internal static class Latency
{
    private const int WarmUpRounds = 5;

    public static IReadOnlyList<LatencyResult> Measure(IReadOnlyList<BenchmarkedNetwork> networks, int runs, Func<double> clock)
    {
        LoadedBenchmark[] loaded = [.. networks.Select(network => network.Load(FormulaWeights.Checkpoint(network), network.Input()))];
        double[][] seconds = [.. networks.Select(_ => new double[runs])];
        double[][] peaks = [.. networks.Select(_ => new double[runs])];
        for (int round = -WarmUpRounds; round < runs; round++)
        {
            for (int i = 0; i < loaded.Length; i++)
            {
                Action run = loaded[i].Run;
                double before = FmaPeak.Measure(clock);
                run();
                double start = clock();
                run();
                double elapsed = clock() - start;
                double after = FmaPeak.Measure(clock);
                if (round >= 0)
                {
                    seconds[i][round] = elapsed;
                    peaks[i][round] = (before + after) / 2;
                }
            }
        }

        foreach (LoadedBenchmark model in loaded)
        {
            model.Dispose();
        }

        return [.. networks.Select((network, i) => Result(network, seconds[i], peaks[i]))];
    }

    public static void Print(IReadOnlyList<LatencyResult> results, string core)
    {
        Console.WriteLine($"{core}; one thread; peak: independent multiply-adds of {FmaPeak.Instructions}, measured before and after every timed run");
        Console.WriteLine();
        Console.WriteLine($"{"network",-22} {"runs",5} {"median ms",10} {"min ms",8} {"GFLOP/s",8} {"peak",7} {"share of peak",14}");
        foreach (LatencyResult result in results)
        {
            Console.WriteLine(
                $"{result.Network,-22} {result.Runs,5} {result.MedianMs,10:F3} {result.MinimumMs,8:F3} {result.Gflops,8:F1} {result.PeakGflops,7:F1} {result.ShareOfPeak * 100,12:F1} %");
        }
    }

    public static string Json(IReadOnlyList<LatencyResult> results, string core) => JsonSerializer.Serialize(
        new { core, runtime = Environment.Version.ToString(), results },
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true });

    private static LatencyResult Result(BenchmarkedNetwork network, double[] seconds, double[] peaks)
    {
        double median = Statistics.Median(seconds);
        double operations = 2.0 * network.MultiplyAdds / 1e9;
        double[] shares = [.. seconds.Zip(peaks, (time, peak) => operations / time / peak)];
        return new LatencyResult(
            network.Name, network.MultiplyAdds, seconds.Length, median * 1e3, seconds.Min() * 1e3, operations / median, Statistics.Median(peaks), Statistics.Median(shares));
    }
}
