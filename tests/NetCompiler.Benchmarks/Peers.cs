using System.Text.Json;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Onnx;

namespace NetCompiler.Benchmarks;

/// <summary>One network in this compiler's form and in another engine's, run by turns on one core.</summary>
/// <param name="Ms">The median run of the generated class.</param>
/// <param name="PeerMs">The median run of the other engine.</param>
/// <param name="Ratio">The median over the rounds of the other engine's time over ours: above 1, ours is the faster.</param>
/// <param name="RatioLow">A quarter of the rounds had a smaller ratio.</param>
/// <param name="RatioHigh">A quarter of the rounds had a larger ratio.</param>
/// <param name="Gflops">Operations per second of our median run, a multiply-add being two.</param>
/// <param name="PeakShare">The median over the rounds of our speed over the core's peak in the same round, from 0 to 1.</param>
/// <param name="Difference">The largest difference of two outputs, relative to the largest output.</param>
internal sealed record PeerResult(
    string Network, int Runs, double Ms, double MinimumMs, double PeerMs, double PeerMinimumMs, double Ratio, double RatioLow, double RatioHigh,
    double Gflops, double PeakShare, double Difference)
{
    /// <summary>The core's peak before the first round, in GFLOP/s.</summary>
    public double PeakBefore { get; init; }

    /// <summary>The same after the last round.</summary>
    public double PeakAfter { get; init; }

    /// <summary>The least ratio that the network is to reach; null where none is set.</summary>
    public double? Target { get; init; }

    /// <summary>The largest difference of our outputs from float64, relative to the largest output; null where it was not asked for.</summary>
    public double? Error { get; init; }

    /// <summary>The same of the other engine's outputs.</summary>
    public double? PeerError { get; init; }

    /// <summary>How far float64's outputs move when the input moves to the next larger float32: where this is large, no float32 engine can be near.</summary>
    public double? Sensitivity { get; init; }
}

/// <summary>
/// Compares whole networks with ONNX Runtime. A round measures the peak of the core, then each engine after an untimed run that brings its weights back
/// into the caches, then the peak again; the engine that comes first changes from round to round. Ratios are those of one round, so that what the clock
/// does to one it does to the other.
/// </summary>
internal static class Peers
{
    private const int WarmUpRounds = 3;

    /// <summary>Compares one network; weights and input are the same for both.</summary>
    /// <param name="library">ONNX Runtime's shared library.</param>
    /// <param name="isExact">Both engines' outputs are compared with float64, too.</param>
    public static PeerResult Measure(ZooSelection selection, BuildChoices choices, string library, int runs, bool isExact)
    {
        PeerNetwork network = new(selection, choices);
        string model = Path.Combine(Path.GetTempPath(), $"peers-{Environment.ProcessId}.onnx");
        OnnxModel exported = network.Export();
        float[] peerOutput = new float[network.OutputShape.Length];
        try
        {
            using (FileStream file = File.Create(model))
            {
                OnnxFile.Write(exported, file);
            }

            using OnnxRuntimeSession peer = new(
                library, model, PeerNetwork.ToChannelsFirst(network.Input, network.InputShape), exported.Inputs[0].Shape, peerOutput, exported.Outputs[0].Shape);
            (IDisposable loaded, PeerNetwork.RunCall run) = network.Load();
            using (loaded)
            {
                float[] output = new float[network.OutputShape.Length];
                double before = SteadyPeak();
                Rounds rounds = Time(() => run(network.Input, output), peer.Run, runs);
                double after = SteadyPeak();
                float[] turned = PeerNetwork.ToChannelsFirst(output, network.OutputShape);
                double[] peerResults = Array.ConvertAll(peerOutput, value => (double)value);
                double[]? exact = isExact ? PeerNetwork.ToChannelsFirst(network.Exact(network.Input), network.OutputShape) : null;
                return Result(selection.ToString(), network.MultiplyAdds, rounds, Difference(turned, peerResults)) with
                {
                    PeakBefore = before,
                    PeakAfter = after,
                    Target = PeerTargets.Of(selection.ToString()),
                    Error = exact is null ? null : Difference(turned, exact),
                    PeerError = exact is null ? null : Difference(peerOutput, exact),
                    Sensitivity = exact is null ? null : Sensitivity(network, exact),
                };
            }
        }
        finally
        {
            File.Delete(model);
        }
    }

    public static void PrintHeader(string core, string library)
    {
        Console.WriteLine($"{core}; one thread each; peer: {library}");
        Console.WriteLine();
        Console.WriteLine(
            $"{"network",-44} {"runs",5} {"ms",9} {"min",9} {"peer ms",9} {"min",9} {"peer/ours",9} {"quartiles",11} {"target",6} {"GFLOP/s",8} {"of peak",8} {"peaks",11} {"difference",11}");
    }

    public static void Print(PeerResult result) => Console.WriteLine(
        $"{result.Network,-44} {result.Runs,5} {result.Ms,9:F3} {result.MinimumMs,9:F3} {result.PeerMs,9:F3} {result.PeerMinimumMs,9:F3} {result.Ratio,9:F2}"
        + $" {result.RatioLow,5:F2}-{result.RatioHigh,-5:F2} {result.Target,6:F2} {result.Gflops,8:F1} {result.PeakShare * 100,6:F1} % {result.PeakBefore,5:F1}-{result.PeakAfter,-5:F1}"
        + $" {result.Difference,11:E1}"
        + (result.Error is null ? "" : $" of float64: {result.Error:E1}, peer {result.PeerError:E1}, sensitivity {result.Sensitivity:E1}"));

    /// <summary>The geometric mean of the ratios, the smallest, and how many networks reach their targets; nothing for a single network.</summary>
    public static void PrintSummary(IReadOnlyList<PeerResult> results)
    {
        if (results.Count < 2)
        {
            return;
        }

        double mean = Math.Exp(results.Average(result => Math.Log(result.Ratio)));
        PeerResult least = results.MinBy(result => result.Ratio)!;
        PeerResult[] aimed = [.. results.Where(result => result.Target is not null)];
        Console.WriteLine();
        Console.WriteLine($"geometric mean of peer/ours {mean:F3}; least {least.Ratio:F2} ({least.Network})"
            + (aimed.Length == 0 ? "" : $"; {aimed.Count(result => result.Ratio >= result.Target)} of {aimed.Length} targets reached"));
    }

    public static string Json(IReadOnlyList<PeerResult> results) =>
        JsonSerializer.Serialize(results, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true });

    private static Rounds Time(Action ours, Action peer, int runs)
    {
        Rounds rounds = new(new double[runs], new double[runs], new double[runs]);
        for (int round = -WarmUpRounds; round < runs; round++)
        {
            bool isFirst = round % 2 == 0;
            double before = FmaPeak.Measure(Clocks.Wall);
            double first = Once(isFirst ? ours : peer);
            double second = Once(isFirst ? peer : ours);
            double after = FmaPeak.Measure(Clocks.Wall);
            if (round >= 0)
            {
                (rounds.Ours[round], rounds.Peer[round]) = isFirst ? (first, second) : (second, first);
                rounds.Peaks[round] = (before + after) / 2;
            }
        }

        return rounds;
    }

    private static double SteadyPeak() => Statistics.Median([.. Enumerable.Range(0, 5).Select(_ => FmaPeak.Measure(Clocks.Wall))]);

    private static double Once(Action run)
    {
        run();
        double start = Clocks.Wall();
        run();
        return Clocks.Wall() - start;
    }

    private static PeerResult Result(string network, long multiplyAdds, Rounds rounds, double difference)
    {
        double operations = 2.0 * multiplyAdds / 1e9;
        double median = Statistics.Median(rounds.Ours);
        double[] ratios = [.. rounds.Peer.Zip(rounds.Ours, (peer, ours) => peer / ours).Order()];
        double[] shares = [.. rounds.Ours.Zip(rounds.Peaks, (seconds, peak) => operations / seconds / peak)];
        return new PeerResult(
            network, ratios.Length, median * 1e3, rounds.Ours.Min() * 1e3, Statistics.Median(rounds.Peer) * 1e3, rounds.Peer.Min() * 1e3,
            Statistics.Median(ratios), ratios[ratios.Length / 4], ratios[ratios.Length * 3 / 4], operations / median, Statistics.Median(shares), difference);
    }

    private static double Difference(float[] outputs, double[] expected)
    {
        double largest = expected.Max(Math.Abs);
        double difference = outputs.Zip(expected, (x, y) => Math.Abs(x - y)).Max();
        return largest > 0 && double.IsFinite(largest)
            ? difference / largest
            : throw new InvalidOperationException("The outputs to compare with are all zero or not finite.");
    }

    private static double Sensitivity(PeerNetwork network, double[] exact)
    {
        double[] moved = PeerNetwork.ToChannelsFirst(network.Exact(Array.ConvertAll(network.Input, MathF.BitIncrement)), network.OutputShape);
        return moved.Zip(exact, (x, y) => Math.Abs(x - y)).Max() / exact.Max(Math.Abs);
    }

    /// <summary>Seconds of each round, and the peak beside them.</summary>
    private sealed record Rounds(double[] Ours, double[] Peer, double[] Peaks);
}
