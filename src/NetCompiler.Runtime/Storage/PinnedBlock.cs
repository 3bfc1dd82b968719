using System.Buffers;

namespace NetCompiler.Storage;

/// <summary>Memory of the caller, pinned while it is used.</summary>
internal sealed unsafe class PinnedBlock : MemoryBlock
{
    private MemoryHandle _pin;

    private PinnedBlock(MemoryHandle pin, int floats)
        : base((float*)pin.Pointer, floats)
    {
        _pin = pin;
    }

    ~PinnedBlock() => Release();

    /// <summary>Pins the first <paramref name="floats"/> of <paramref name="memory"/>.</summary>
    /// <exception cref="ArgumentException">The memory is too small or not aligned to 64 bytes.</exception>
    public static PinnedBlock Pin(ReadOnlyMemory<float> memory, int floats, string parameter)
    {
        if (memory.Length < floats || memory.IsEmpty)
        {
            throw new ArgumentException($"The network needs {floats} floats here, but the memory given holds {memory.Length}.", parameter);
        }

        MemoryHandle pin = memory.Pin();
        nuint excess = (nuint)pin.Pointer % AlignmentBytes;
        if (excess != 0)
        {
            pin.Dispose();
            throw new ArgumentException(
                $"The memory must be aligned to {AlignmentBytes} bytes, but begins {excess} bytes past such an address. "
                + "Native memory (NativeMemory.AlignedAlloc) is aligned as asked; a managed array only by chance.",
                parameter);
        }

        return new PinnedBlock(pin, floats);
    }

    protected override void Release() => _pin.Dispose();
}
