using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetCompiler.Benchmarks;

/// <summary>The two clocks that runs can be timed with, in seconds.</summary>
internal static class Clocks
{
    // Of Linux: the time that the calling thread has spent on a core.
    private const int ThreadProcessorTime = 3;

    /// <summary>The time on the wall.</summary>
    public static double Wall() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>
    /// The time that this thread has had a core: on a machine with other work, what a run takes without the waits in between (although with
    /// colder caches after them).
    /// </summary>
    public static double Thread()
    {
        if (!OperatingSystem.IsLinux() || ReadClock(ThreadProcessorTime, out TimeSpec time) != 0)
        {
            throw new PlatformNotSupportedException("The processor time of a thread is read on Linux alone.");
        }

        return time.Seconds + (time.Nanoseconds / 1e9);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
