using System.Runtime.InteropServices;

namespace NetCompiler.Storage;

/// <summary>Memory of the native heap, outside the garbage collector's reach.</summary>
internal sealed unsafe class NativeBlock : MemoryBlock
{
    private readonly void* _allocation;
    private readonly long _bytes;

    private NativeBlock(float* address, int floats, long bytes)
        : base(address, floats)
    {
        _allocation = address;
        _bytes = bytes;

        // A forgotten session looks tiny to the collector; this tells it what collecting one would bring.
        GC.AddMemoryPressure(bytes);
    }

    ~NativeBlock() => Release();

    /// <summary>Allocates floats of any value.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public static NativeBlock Allocate(int floats)
    {
        // Never empty, so that the address is never null.
        long bytes = Math.Max(AlignmentBytes, (long)floats * sizeof(float));
        if (!LargePages.Suit(bytes))
        {
            return new NativeBlock((float*)NativeMemory.AlignedAlloc((nuint)bytes, AlignmentBytes), floats, bytes);
        }

        void* memory = NativeMemory.AlignedAlloc((nuint)bytes, LargePages.Bytes);
        LargePages.Advise(memory, bytes);
        return new NativeBlock((float*)memory, floats, bytes);
    }

    protected override void Release()
    {
        NativeMemory.AlignedFree(_allocation);
        GC.RemoveMemoryPressure(_bytes);
    }
}
