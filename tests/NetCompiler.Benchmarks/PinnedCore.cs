using System.Diagnostics;

namespace NetCompiler.Benchmarks;

/// <summary>Keeps the thread that measures on one core, so that it neither migrates nor finds cold caches.</summary>
internal static class PinnedCore
{
    /// <summary>
    /// Pins and returns what was done, in words. On Linux the calling thread alone is pinned when it is the process's first, which
    /// leaves the other cores to the garbage collector and the JIT; on Windows the whole process is.
    /// </summary>
    public static string Pin(int core)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return "no core pinned: this system offers no way";
        }

        if (core < 0 || core >= Math.Min(Environment.ProcessorCount, 64))
        {
            throw new ArgumentOutOfRangeException(nameof(core), core, $"This machine has cores 0 to {Environment.ProcessorCount - 1}.");
        }

        Process.GetCurrentProcess().ProcessorAffinity = (nint)(1L << core);
        return $"core {core}";
    }
}
