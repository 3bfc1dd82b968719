using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NetCompiler.Samples.Embedded;

/// <summary>Tells how soon the first result was there, how long runs take, and how much memory all of it took.</summary>
internal static class Benchmark
{
    private const double Megabyte = 1024 * 1024;

    /// <param name="start">When <c>Main</c> began.</param>
    public static void Run(Options options, long start, Stream output)
    {
        CompiledNetwork network = options.Network;
        using LoadedNetwork loaded = network.Open(options.Weights);
        byte[] frame = new byte[network.InputBytes];
        for (int i = 0; i < frame.Length; i++)
        {
            frame[i] = (byte)(i * 7);
        }

        float[] scores = new float[network.Classes];
        loaded.Run(frame, scores);

        // Printed at once: who started the process can tell the time from there.
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Print(output, $"first result {first:F1} ms after the start of Main");
        double[] times = new double[options.BenchmarkRuns];
        for (int run = 0; run < times.Length; run++)
        {
            long begin = Stopwatch.GetTimestamp();
            loaded.Run(frame, scores);
            times[run] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        Array.Sort(times);
        Print(output, $"a run {times[times.Length / 2]:F3} ms, the fastest {times[0]:F3} ms, of {times.Length}");
        if (PeakBytes() is not long peak)
        {
            return;
        }

        long rest = peak - network.WeightBytes - network.WorkspaceBytes;
        Print(output, $"at most {peak / Megabyte:F1} MB resident: weights {network.WeightBytes / Megabyte:F1}, workspace {network.WorkspaceBytes / Megabyte:F1}, all else {rest / Megabyte:F1}");
    }

    private static void Print(Stream output, FormattableString line)
    {
        output.Write(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));
        output.Flush();
    }

    /// <summary>The system's high-water mark; null where it tells none.</summary>
    private static long? PeakBytes()
    {
        const string Status = "/proc/self/status";
        const string Peak = "VmHWM:";
        if (File.Exists(Status))
        {
            foreach (string line in File.ReadLines(Status))
            {
                if (line.StartsWith(Peak, StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.AsSpan(Peak.Length).TrimEnd("kB"), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
                }
            }
        }

        return null;
    }
}
