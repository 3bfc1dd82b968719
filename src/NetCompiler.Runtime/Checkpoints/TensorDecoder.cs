using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetCompiler.Checkpoints;

/// <summary>Tensor bytes in, floats out: F32, F16 and BF16, all of which float32 holds exactly.</summary>
internal static class TensorDecoder
{
    /// <summary>Fills <paramref name="values"/>, which has the tensor's length.</summary>
    /// <param name="type">The number type as the file spells it.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, string type, Span<float> values)
    {
        switch (type)
        {
            case "F32":
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case "F16":
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                }

                break;
            case "BF16":
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                break;
            default:
                throw new InvalidOperationException($"Tensors of type {type} are refused before this.");
        }
    }
}
