using System.Runtime.InteropServices;

namespace NetCompiler.Testing.Kernels;

/// <summary>
/// Floats with no-access memory right before or right behind them, so that a kernel that strays by one element ends the process. Where the
/// system has no such pages, with guard values on both sides, which <see cref="Check"/> compares.
/// </summary>
public sealed unsafe partial class GuardedFloats : IDisposable
{
    private const int PageBytes = 4096;
    private const int GuardFloats = 64;
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    // A signalling NaN: no arithmetic makes it, and what read it as a number would yield NaN.
    private const int Guard = 0x7FA5A5A5;

    private readonly byte* _memory;
    private readonly nuint _bytes;
    private readonly float* _first;
    private readonly int _length;
    private readonly int _before;
    private readonly int _behind;

    /// <param name="length">Floats.</param>
    /// <param name="atEnd">Whether the last float is the last before the no-access page; otherwise the first is the first behind one.</param>
    public GuardedFloats(int length, bool atEnd)
    {
        _length = length;
        int inside = (Math.Max(1, length * sizeof(float)) + PageBytes - 1) / PageBytes * PageBytes;
        int spare = (inside / sizeof(float)) - length;
        if (OperatingSystem.IsLinux())
        {
            _bytes = (nuint)(inside + (2 * PageBytes));
            _memory = (byte*)Map(null, _bytes, ReadWrite, PrivateAnonymous, -1, 0);
            Require(_memory != (byte*)-1);
            Require(Protect(_memory, PageBytes, NoAccess) == 0);
            Require(Protect(_memory + PageBytes + inside, PageBytes, NoAccess) == 0);
            (_before, _behind) = atEnd ? (spare, 0) : (0, spare);
            _first = (float*)(_memory + PageBytes) + _before;
        }
        else
        {
            (_before, _behind) = (GuardFloats, GuardFloats);
            _memory = (byte*)NativeMemory.AlignedAlloc((nuint)((length + (2 * GuardFloats)) * sizeof(float)), 64);
            _first = (float*)_memory + GuardFloats;
        }

        Span.Fill(BitConverter.Int32BitsToSingle(Guard));
        Before.Fill(BitConverter.Int32BitsToSingle(Guard));
        Behind.Fill(BitConverter.Int32BitsToSingle(Guard));
    }

    /// <summary>The floats.</summary>
    public Span<float> Span => new(_first, _length);

    private Span<float> Before => new(_first - _before, _before);

    private Span<float> Behind => new(_first + _length, _behind);

    /// <summary>Fails where the memory on a side that can be written was written.</summary>
    public void Check()
    {
        Require(MemoryMarshal.Cast<float, int>(Before).IndexOfAnyExcept(Guard) < 0);
        Require(MemoryMarshal.Cast<float, int>(Behind).IndexOfAnyExcept(Guard) < 0);
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            Require(Unmap(_memory, _bytes) == 0);
        }
        else
        {
            NativeMemory.AlignedFree(_memory);
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Memory outside of the floats was written, or the system refused guarded memory.");
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
