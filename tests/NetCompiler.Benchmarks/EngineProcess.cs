using System.Diagnostics;
using System.Globalization;
using NetCompiler.Testing.Onnx;

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
        string folder = Directory.CreateTempSubdirectory("engines-").FullName;
        try
        {
            string checkpoint = Path.Combine(folder, "checkpoint.safetensors");
            string packed = Path.Combine(folder, "weights.ncw");
            File.WriteAllBytes(checkpoint, FormulaWeights.Checkpoint(network));
            network.Pack(checkpoint, packed);
            File.Delete(checkpoint);
            string[] ours = [Command, Ours, network.Name, packed];
            string[]? peer = library is null ? null : PeerArguments(network, library, Path.Combine(folder, "model.onnx"));

            // The first of each brings the files into the system's cache and is not counted.
            List<(EngineFigures Ours, EngineFigures? Peer)> rounds = [];
            for (int round = 0; round <= samples; round++)
            {
                rounds.Add((Once(ours), peer is null ? null : Once(peer)));
            }

            long peerBytes = peer is null ? 0 : new FileInfo(peer[3]).Length;
            return ([.. rounds.Skip(1).Select(pair => pair.Ours)], [.. rounds.Skip(1).Select(pair => pair.Peer).OfType<EngineFigures>()], peerBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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

    private static string[] PeerArguments(BenchmarkedNetwork network, string library, string path)
    {
        OnnxModel model = new PeerNetwork(network.Selection).Export();
        using (FileStream file = File.Create(path))
        {
            OnnxFile.Write(model, file);
        }

        return [Command, Peer, library, path, string.Join(',', model.Inputs[0].Shape), string.Join(',', model.Outputs[0].Shape)];
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
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start, now).TotalMilliseconds:F3} {now} {PeakBytes()}"));
    }

    /// <summary>The system's high-water mark, where it tells one.</summary>
    private static long PeakBytes()
    {
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64
            : long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
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
