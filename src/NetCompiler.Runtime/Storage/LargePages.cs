using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace NetCompiler.Storage;

/// <summary>
/// Asks Linux to back memory by pages of 2 MB: a run walks through all weights, and those of a small network already fill more pages of 4 KB than a core keeps
/// translations for. A hint: without it, or where the system does not follow it, all is the same but slower.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>The size of a large page, and where it has to begin.</summary>
    public const int Bytes = 2 * 1024 * 1024;

    /// <summary>MADV_HUGEPAGE.</summary>
    private const int HugePages = 14;

    /// <summary>Whether so many bytes should begin at a large page and be advised.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool Suit(long bytes) => OperatingSystem.IsLinux() && bytes >= Bytes;

    /// <summary>Advises the whole pages of memory that begins on one; the rest stays as it is.</summary>
    [SupportedOSPlatform("linux")]
    public static void Advise(void* memory, long bytes)
    {
        try
        {
            _ = Advise(memory, (nuint)(bytes / Bytes * Bytes), HugePages);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library by another name, or one without the call: it stays a hint.
        }
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
