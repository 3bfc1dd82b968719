using System.Diagnostics;
using System.Numerics;
using System.Runtime.Versioning;

namespace NetCompiler.Benchmarks;

/// <summary>Keeps the thread that measures on one core, so that it neither migrates nor finds cold caches.</summary>
internal static class PinnedCore
{
    /// <summary>The last core that this process may run on: another program may have confined it already.</summary>
    public static int Last => IsOffered ? BitOperations.Log2((ulong)Process.GetCurrentProcess().ProcessorAffinity) : 0;

    [SupportedOSPlatformGuard("linux")]
    [SupportedOSPlatformGuard("windows")]
    private static bool IsOffered => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>
    /// Pins and returns what was done, in words. On Linux the calling thread alone is pinned when it is the process's first, which
    /// leaves the other cores to the garbage collector and the JIT; on Windows the whole process is.
    /// </summary>
    public static string Pin(int core)
    {
        if (!IsOffered)
        {
            return "no core pinned: this system offers no way";
        }

        // Of the machine's cores, not of those that the process has been left with.
        if (core is < 0 or > 63)
        {
            throw new ArgumentOutOfRangeException(nameof(core), core, "Cores 0 to 63 can be asked for.");
        }

        Process.GetCurrentProcess().ProcessorAffinity = (nint)(1L << core);
        return $"core {core}";
    }
}
