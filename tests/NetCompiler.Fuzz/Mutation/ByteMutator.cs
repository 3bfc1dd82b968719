using System.Buffers.Binary;

namespace NetCompiler.Fuzz.Mutation;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    /// <summary>One change.</summary>
    /// <param name="hot">As many bytes from the beginning are changed half of the time: where the format's own fields are.</param>
    public static byte[] Mutate(byte[] input, byte[] other, Random random, int hot)
    {
        if (input.Length == 0)
        {
            return other;
        }

        byte[] result = [.. input];
        int at = random.Next(random.Next(2) == 0 ? Math.Min(hot, input.Length) : input.Length);
        int length = Math.Min(input.Length - at, 1 + random.Next(random.Next(4) == 0 ? 4096 : 16));
        switch (random.Next(9))
        {
            case 0:
                result[at] ^= (byte)(1 << random.Next(8));
                return result;
            case 1:
                result[at] = (byte)random.Next(256);
                return result;
            case 2:
                random.NextBytes(result.AsSpan(at, length));
                return result;
            case 3:
                return [.. input[..at], .. input[(at + length)..]];
            case 4:
                return [.. input[..(at + length)], .. input[at..]];
            case 5:
                return input[..at];
            case 6:
                int from = random.Next(other.Length + 1);
                return [.. input[..at], .. other[from..Math.Min(other.Length, from + length)], .. input[(random.Next(2) == 0 ? at : at + length)..]];
            case 7:
                return [.. input, .. new byte[1 + random.Next(64)]];
            default:
                Span<byte> number = stackalloc byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(number, Numbers.Value(random));
                number[..Math.Min(random.Next(2) == 0 ? sizeof(uint) : sizeof(ulong), input.Length - at)].CopyTo(result.AsSpan(at));
                return result;
        }
    }
}
