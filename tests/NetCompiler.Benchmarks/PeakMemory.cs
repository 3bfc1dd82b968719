using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Benchmarks;

/// <summary>The most memory of this process that was resident at one time.</summary>
internal static class PeakMemory
{
    /// <summary>The system's high-water mark, where it tells one.</summary>
    public static long Bytes()
    {
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64
            : long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
