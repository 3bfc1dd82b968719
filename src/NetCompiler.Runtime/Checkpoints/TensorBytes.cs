using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace NetCompiler.Checkpoints;

/// <summary>Where the bytes of a checkpoint's tensors come from: memory, or a file that is read tensor by tensor.</summary>
internal abstract class TensorBytes
{
    /// <summary>The bytes of a tensor, valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Of(TensorEntry tensor);
}

/// <summary>A checkpoint that lies in memory; who makes one keeps the memory where it is.</summary>
internal sealed unsafe class MemoryTensorBytes(byte* file) : TensorBytes
{
    public override ReadOnlySpan<byte> Of(TensorEntry tensor) => new(file + tensor.Start, (int)tensor.Bytes);
}

/// <summary>A checkpoint in a file, of which no more than one tensor is in memory.</summary>
internal sealed class FileTensorBytes(SafeFileHandle file, string source) : TensorBytes, IDisposable
{
    private byte[] _buffer = [];

    public override ReadOnlySpan<byte> Of(TensorEntry tensor)
    {
        if (_buffer.Length < tensor.Bytes)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent((int)tensor.Bytes);
        }

        Span<byte> bytes = _buffer.AsSpan(0, (int)tensor.Bytes);
        if (ReadAt(file, bytes, tensor.Start) < bytes.Length)
        {
            throw new WeightFormatException($"{source}: the file was cut short while it was read, at tensor '{tensor.Name}'.");
        }

        return bytes;
    }

    /// <summary>Reads until the span is full or the file ends; returns how much was read.</summary>
    public static int ReadAt(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        int count = 0;
        while (count < bytes.Length)
        {
            int read = RandomAccess.Read(file, bytes[count..], offset + count);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
