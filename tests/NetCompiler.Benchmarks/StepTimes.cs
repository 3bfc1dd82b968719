using System.Diagnostics;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Benchmarks;

/// <summary>One step of a plan as it ran.</summary>
/// <param name="Number">Its place in the plan, from 1.</param>
/// <param name="Kernel">What it computes, as the plan's table says it.</param>
/// <param name="Block">Its register blocks, as the plan's table says them.</param>
/// <param name="Microseconds">The median over the runs.</param>
/// <param name="Bytes">All that it reads and writes, each once.</param>
/// <param name="PeakShare">The core's peak times the median, over the operations; 0 for a step without multiply-adds.</param>
/// <param name="LostMicroseconds">What it takes beyond its multiply-adds at the core's peak.</param>
/// <param name="PredictedMicroseconds">What the planner's model expects, at the clock that the core's peak stands for.</param>
internal sealed record StepResult(
    int Number, string Name, string Kernel, string Output, string Block, long MultiplyAdds, double Microseconds, double MinimumMicroseconds, long Bytes,
    double Gflops, double GigabytesPerSecond, double PeakShare, double LostMicroseconds, double PredictedMicroseconds)
{
    /// <summary>How far the prediction lies from the undisturbed time, relative to it.</summary>
    public double Error => Math.Abs(PredictedMicroseconds - MinimumMicroseconds) / MinimumMicroseconds;
}

/// <summary>One network, step by step.</summary>
/// <param name="RunMicroseconds">The median of runs without timestamps, by turns with the others.</param>
/// <param name="PeakBefore">GFLOP/s of the core's multiply-adds alone before the first run.</param>
/// <param name="Peak">The median of the peaks between the runs: what shares refer to.</param>
internal sealed record StepsResult(
    string Network, string Isa, int Runs, double RunMicroseconds, double PeakBefore, double Peak, double PeakAfter, IReadOnlyList<StepResult> Steps)
{
    /// <summary>The median over the steps of the predictions' errors, each step counting the same.</summary>
    public double MedianError => Statistics.Median([.. Steps.Select(step => step.Error)]);

    /// <summary>The mean of the errors, each step counting by its time.</summary>
    public double WeightedError => Steps.Sum(step => step.Error * step.MinimumMicroseconds) / Steps.Sum(step => step.MinimumMicroseconds);
}

/// <summary>
/// Times the steps of a network inside whole runs, so that each finds the caches as its predecessors leave them. A timed run notes the time after each
/// step; what reading the clock takes is measured and left out.
/// </summary>
internal static class StepTimes
{
    private const int WarmUpRuns = 5;

    /// <summary>Timed runs between two measurements of the peak.</summary>
    private const int RunsOfPeak = 10;

    /// <summary>What a step is taken to last at least.</summary>
    private const double ShortestMicroseconds = 0.01;

    public static StepsResult Measure(ZooSelection selection, BuildChoices choices, int runs)
    {
        PeerNetwork network = new(selection, choices);
        using TimedNetwork loaded = network.LoadTimed();
        float[] output = new float[network.OutputShape.Length];
        int steps = loaded.Plan.Steps.Count;
        long[] times = new long[steps + 1];
        double[][] microseconds = [.. Enumerable.Range(0, steps).Select(_ => new double[runs])];
        double[] whole = new double[runs];
        for (int run = 0; run < WarmUpRuns; run++)
        {
            loaded.Run(network.Input, output);
            loaded.TimedRun(network.Input, output, times);
        }

        double reading = ClockMicroseconds();
        double before = Peak();
        List<double> peaks = [before];
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            loaded.Run(network.Input, output);
            whole[run] = Microseconds(Stopwatch.GetTimestamp() - start);
            loaded.TimedRun(network.Input, output, times);
            for (int step = 0; step < steps; step++)
            {
                microseconds[step][run] = Math.Max(0, Microseconds(times[step + 1] - times[step]) - reading);
            }

            if (run % RunsOfPeak == RunsOfPeak - 1)
            {
                peaks.Add(Peak());

                // The peak meter lets the caches be, but not the branch predictor nor the clock.
                loaded.Run(network.Input, output);
            }
        }

        double after = Peak();
        double peak = Statistics.Median([.. peaks, after]);

        // The fastest runs had the highest clock.
        double clock = FmaPeak.ClockOf(peaks.Append(after).Max());
        CostModel model = CostModel.For(loaded.Plan);
        return new StepsResult(
            selection.ToString(), loaded.Plan.Isa.Title, runs, Statistics.Median(whole), before, peak, after,
            [.. loaded.Plan.Steps.Select((step, index) => Result(index, step, microseconds[index], peak, model.Of(step).Total / clock / 1e3))]);
    }

    private static StepResult Result(int index, KernelStep step, double[] microseconds, double peak, double predicted)
    {
        // The smallest copies take less than the clock can tell.
        double median = Math.Max(ShortestMicroseconds, Statistics.Median(microseconds));
        double minimum = Math.Max(ShortestMicroseconds, microseconds.Min());
        long multiplyAdds = StepWork.MultiplyAdds(step);
        long bytes = StepWork.BytesMoved(step);

        // 10⁹ a second are 10³ a microsecond.
        double gflops = 2 * multiplyAdds / median / 1e3;
        return new StepResult(
            index + 1, step.Name, PlanText.Kernel(step), step.Output.Shape.ToString(), PlanText.Block(step), multiplyAdds, median, minimum, bytes, gflops,
            bytes / median / 1e3, gflops / peak, median - (2 * multiplyAdds / peak / 1e3), predicted);
    }

    private static double Peak() => Statistics.Median([.. Enumerable.Range(0, 3).Select(_ => FmaPeak.Measure(Clocks.Wall))]);

    /// <summary>What one reading of the clock takes: the smallest difference of two that follow each other.</summary>
    private static double ClockMicroseconds()
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10_000; i++)
        {
            long first = Stopwatch.GetTimestamp();
            least = Math.Min(least, Stopwatch.GetTimestamp() - first);
        }

        return Microseconds(least);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
