using System.Buffers;
using System.Runtime.InteropServices;

namespace NetCompiler.Runtime.Tests;

/// <summary>Zeroed floats at a multiple of 64 bytes that count how often they are pinned.</summary>
internal sealed unsafe class AlignedFloats : MemoryManager<float>
{
    private readonly int _length;
    private float* _first;

    public AlignedFloats(int length)
    {
        _length = length;
        _first = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        GetSpan().Clear();
    }

    public int Pins { get; private set; }

    public override Span<float> GetSpan() => new(_first, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Pins++;
        return new MemoryHandle(_first + elementIndex, default, this);
    }

    public override void Unpin() => Pins--;

    protected override void Dispose(bool disposing)
    {
        NativeMemory.AlignedFree(_first);
        _first = null;
    }
}
