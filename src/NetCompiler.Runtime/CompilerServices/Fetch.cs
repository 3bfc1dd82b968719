using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.CompilerServices;

/// <summary>Asks for memory before it is needed. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Fetch
{
    /// <summary>
    /// Asks for the cache line at <paramref name="place"/> to be brought into the L2 cache. A hint: it may lie anywhere, in memory or past its end, is not
    /// read, and changes no result.
    /// </summary>
    /// <param name="place">Where the line is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead(ref readonly float place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }
}
