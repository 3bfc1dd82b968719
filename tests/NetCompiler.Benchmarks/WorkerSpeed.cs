using System.Text.Json;

namespace NetCompiler.Benchmarks;

/// <summary>One network run by one thread and by several, by turns.</summary>
/// <param name="Ms">The median run of one thread.</param>
/// <param name="SharedMs">The median run of the workers.</param>
/// <param name="Ratio">The median over the rounds of one thread's time over the workers'.</param>
/// <param name="RatioLow">A quarter of the rounds had a smaller ratio.</param>
/// <param name="RatioHigh">A quarter of the rounds had a larger ratio.</param>
/// <param name="MinimumRatio">The ratio of the shortest runs.</param>
internal sealed record WorkerResult(
    string Network, int Workers, int Runs, double Ms, double MinimumMs, double SharedMs, double SharedMinimumMs, double Ratio, double RatioLow, double RatioHigh,
    double MinimumRatio);

/// <summary>
/// Compares networks with and without workers. A round runs either twice and times the second run; which comes first changes from round to round. All
/// bits have to be the same.
/// </summary>
internal static class WorkerSpeed
{
    private const int WarmUpRounds = 10;

    public static WorkerResult Measure(ZooSelection selection, BuildChoices choices, int workers, int runs)
    {
        PeerNetwork network = new(selection, choices with { Workers = 1 });
        (IDisposable alone, PeerNetwork.RunCall run) = network.Load();
        (IDisposable shared, PeerNetwork.RunCall runShared) = new PeerNetwork(selection, choices with { Workers = workers }).Load();
        using (alone)
        using (shared)
        {
            float[] input = network.Input;
            float[] expected = new float[network.OutputShape.Length];
            float[] actual = new float[expected.Length];
            run(input, expected);
            runShared(input, actual);
            QuietProcess.Wait();
            (double[] times, double[] sharedTimes) = (new double[runs], new double[runs]);
            for (int round = -WarmUpRounds; round < runs; round++)
            {
                double time = 0;
                double sharedTime = 0;
                if (round % 2 == 0)
                {
                    time = Once(() => run(input, expected));
                }

                sharedTime = Once(() => runShared(input, actual));
                if (round % 2 != 0)
                {
                    time = Once(() => run(input, expected));
                }

                if (!expected.SequenceEqual(actual))
                {
                    throw new InvalidOperationException("The workers' results are other ones.");
                }

                if (round >= 0)
                {
                    (times[round], sharedTimes[round]) = (time, sharedTime);
                }
            }

            double[] ratios = [.. times.Zip(sharedTimes, (one, several) => one / several).Order()];
            return new WorkerResult(
                selection.ToString(), workers, runs, Statistics.Median(times) * 1e3, times.Min() * 1e3, Statistics.Median(sharedTimes) * 1e3, sharedTimes.Min() * 1e3,
                Statistics.Median(ratios), ratios[ratios.Length / 4], ratios[ratios.Length * 3 / 4], times.Min() / sharedTimes.Min());
        }
    }

    public static void PrintHeader(string what)
    {
        Console.WriteLine(what);
        Console.WriteLine();
        Console.WriteLine($"{"network",-44} {"workers",7} {"runs",5} {"one: ms",9} {"min",9} {"all: ms",9} {"min",9} {"ratio",6} {"quartiles",11} {"of minima",9}");
    }

    public static void Print(WorkerResult result) => Console.WriteLine(
        $"{result.Network,-44} {result.Workers,7} {result.Runs,5} {result.Ms,9:F3} {result.MinimumMs,9:F3} {result.SharedMs,9:F3} {result.SharedMinimumMs,9:F3}"
        + $" {result.Ratio,6:F2} {result.RatioLow,5:F2}-{result.RatioHigh,-5:F2} {result.MinimumRatio,9:F2}");

    public static string Json<T>(IReadOnlyList<T> results) =>
        JsonSerializer.Serialize(results, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true });

    private static double Once(Action run)
    {
        run();
        double start = Clocks.Wall();
        run();
        return Clocks.Wall() - start;
    }
}
