using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Benchmarks;

/// <summary>
/// Time from the start of loading to the end of the first run in a process that has done nothing else, so that the JIT is part of it. Each sample is
/// a process of its own.
/// </summary>
internal static class Startup
{
    /// <summary>The hidden command of the process that is measured: the network's name and the checkpoint's path follow.</summary>
    public const string ChildCommand = "startup-child";

    /// <summary>Milliseconds of each sample.</summary>
    public static double[] Measure(BenchmarkedNetwork network, int samples)
    {
        string checkpoint = Path.Combine(Path.GetTempPath(), $"{network.Name}-{Environment.ProcessId}.safetensors");
        File.WriteAllBytes(checkpoint, FormulaWeights.Checkpoint(network));
        try
        {
            return [.. Enumerable.Range(0, samples).Select(_ => Sample(network, checkpoint))];
        }
        finally
        {
            File.Delete(checkpoint);
        }
    }

    /// <summary>What the measured process does: prints its milliseconds.</summary>
    public static void RunChild(string name, string checkpoint)
    {
        BenchmarkedNetwork network = BenchmarkedNetwork.Named(name);
        float[] input = network.Input();
        long start = Stopwatch.GetTimestamp();
        using LoadedBenchmark loaded = network.Load(File.ReadAllBytes(checkpoint), input);
        loaded.Run();
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture));
    }

    private static double Sample(BenchmarkedNetwork network, string checkpoint)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Startup).Assembly.Location);
        }

        foreach (string argument in (string[])[ChildCommand, network.Name, checkpoint])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The measured process ended with code {process.ExitCode}.");
    }
}
