using System.Diagnostics;

namespace NetCompiler.Benchmarks;

/// <summary>
/// Waits until the process itself is at rest: after networks have been compiled at run time, the runtime goes on for seconds to compile the C# compiler's own
/// methods once more, on a core that the network's threads need.
/// </summary>
internal static class QuietProcess
{
    private const int IntervalMs = 250;
    private const int LongestWaitMs = 15_000;

    /// <summary>Processor time within an interval that counts as rest.</summary>
    private const double RestMs = 5;

    public static void Wait()
    {
        for (int waited = 0; waited < LongestWaitMs; waited += IntervalMs)
        {
            double before = ProcessorMs();
            Thread.Sleep(IntervalMs);
            if (ProcessorMs() - before < RestMs)
            {
                return;
            }
        }
    }

    private static double ProcessorMs()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}
