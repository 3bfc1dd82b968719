using System.Runtime.InteropServices;

namespace NetCompiler.Testing.Safety;

/// <summary>
/// A block inside of larger memory whose other bytes have known values: a canary on either side that shows who wrote past the block. The block begins so
/// many elements after an address that is a multiple of 64.
/// </summary>
internal sealed unsafe class CanaryMemory<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    /// <summary>Bytes of a canary: more than the largest vector, and whole planes of sixteen channels.</summary>
    private const int Margin = 1024;

    private readonly byte[] _bytes;
    private readonly int _first;
    private readonly int _length;

    public CanaryMemory(int length, int offset)
    {
        _length = length * sizeof(T);
        _bytes = GC.AllocateUninitializedArray<byte>(_length + (offset * sizeof(T)) + (2 * Margin) + Alignment, pinned: true);
        int toAligned = (int)((nuint)(-(nint)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0)) % Alignment);
        _first = toAligned + Margin + (offset * sizeof(T));
        for (int i = 0; i < _bytes.Length; i++)
        {
            _bytes[i] = Canary(i);
        }
    }

    /// <summary>The block.</summary>
    public Span<T> Span => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(_first, _length));

    /// <summary>Fails where a byte outside of the block was written.</summary>
    /// <param name="what">The block's name, for the message.</param>
    /// <exception cref="SafetyException">One was.</exception>
    public void Require(string what)
    {
        for (int i = 0; i < _bytes.Length; i++)
        {
            if ((i < _first || i >= _first + _length) && _bytes[i] != Canary(i))
            {
                int distance = i < _first ? i - _first : i - _first - _length;
                throw new SafetyException($"{what}: the byte {(distance < 0 ? $"{-distance} before its first" : $"{distance + 1} after its last")} was written.");
            }
        }
    }

    // No two neighbours have the same value, and none is that of a zero.
    private static byte Canary(int i) => (byte)(1 + (i * 37 % 251));
}
