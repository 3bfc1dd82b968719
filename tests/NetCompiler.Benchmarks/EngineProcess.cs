using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Benchmarks;

/// <summary>What one process took from its beginning to its first result.</summary>
/// <param name="MainMs">From the start of <c>Main</c>: model loaded, first run done.</param>
/// <param name="ProcessMs">From the moment at which the process was asked for.</param>
/// <param name="PeakBytes">The most memory that was resident at one time, by the system's own account.</param>
internal sealed record EngineFigures(double MainMs, double ProcessMs, long PeakBytes);

/// <summary>
/// A fresh process that loads one network in one engine, runs it once and tells what that took: this program with a hidden command, which nothing else of it runs before.
/// Both engines are hosted in the same program and read their weights from a file: ours maps a packed one, ONNX Runtime is given its model.
/// </summary>
internal static class EngineProcess
{
    /// <summary>The hidden command; engine, network or model, and what else the engine needs follow.</summary>
    public const string Command = "engine-child";

    private const string Ours = "ours";
    private const string Peer = "onnx";

    /// <summary>Measures by turns.</summary>
    /// <param name="library">ONNX Runtime's shared library; null to leave it out.</param>
    public static (EngineFigures[] Ours, EngineFigures[] Peer, long PeerWeightBytes) Measure(BenchmarkedNetwork network, string? library, int samples)
    {
        using EngineFiles files = EngineFiles.Write(network, library);
        string[] ours = [Command, Ours, network.Name, files.Packed];
        string[]? peer = files.Model is null ? null : [Command, Peer, library!, files.Model, files.InputShape, files.OutputShape];

        // The first of each brings the files into the system's cache and is not counted.
        List<(EngineFigures Ours, EngineFigures? Peer)> rounds = [];
        for (int round = 0; round <= samples; round++)
        {
            rounds.Add((Once(ours), peer is null ? null : Once(peer)));
        }

        return ([.. rounds.Skip(1).Select(pair => pair.Ours)], [.. rounds.Skip(1).Select(pair => pair.Peer).OfType<EngineFigures>()], files.ModelBytes);
    }

    /// <summary>What the measured process does: prints its figures.</summary>
    /// <param name="start">When <c>Main</c> began.</param>
    public static int RunChild(string[] arguments, long start)
    {
        if (arguments[1] == Ours)
        {
            BenchmarkedNetwork network = BenchmarkedNetwork.Named(arguments[2]);
            using LoadedBenchmark loaded = network.LoadPacked(arguments[3], Input(network.InputLength));
            loaded.Run();
            Report(start);
            return 0;
        }

        int[] inputShape = Shape(arguments[4]);
        int[] outputShape = Shape(arguments[5]);
        using OnnxRuntimeSession session = new(
            arguments[2], arguments[3], Input(Length(inputShape)), inputShape, new float[Length(outputShape)], outputShape);
        session.Run();
        Report(start);
        return 0;
    }

    private static float[] Input(int length)
    {
        float[] input = new float[length];
        Array.Fill(input, 0.5f);
        return input;
    }

    private static void Report(long start)
    {
        long now = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start, now).TotalMilliseconds:F3} {now} {PeakMemory.Bytes()}"));
    }

    private static EngineFigures Once(string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(EngineProcess).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        long asked = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] numbers = output.Split(' ');
        return process.ExitCode == 0 && numbers.Length == 3
            ? new EngineFigures(
                double.Parse(numbers[0], CultureInfo.InvariantCulture),
                Stopwatch.GetElapsedTime(asked, long.Parse(numbers[1], CultureInfo.InvariantCulture)).TotalMilliseconds,
                long.Parse(numbers[2], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The measured process ended with code {process.ExitCode}.");
    }

    private static int[] Shape(string text) => Array.ConvertAll(text.Split(','), side => int.Parse(side, CultureInfo.InvariantCulture));

    private static int Length(int[] shape) => shape.Aggregate(1, (product, side) => product * side);
}
