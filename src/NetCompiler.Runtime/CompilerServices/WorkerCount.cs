using System.Runtime.InteropServices;

namespace NetCompiler.CompilerServices;

/// <summary>How far one worker has come. Written by that worker alone, in a pair of cache lines of its own, since the others keep looking at it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct WorkerCount
{
    /// <summary>Meetings that it has come to.</summary>
    [FieldOffset(64)]
    public long Meetings;

    /// <summary>The last run whose part it has done.</summary>
    [FieldOffset(72)]
    public int Run;
}
