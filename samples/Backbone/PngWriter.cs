using System.Buffers.Binary;
using System.IO.Compression;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Backbone;

/// <summary>Writes PNG: 8-bit RGB, not interlaced, every row as its difference from the row above, which is little in pictures of large squares.</summary>
internal static class PngWriter
{
    private const byte EightBits = 8;
    private const byte TrueColour = 2;
    private const byte FilterUp = 2;

    /// <summary>The bytes of a file.</summary>
    public static byte[] Encode(Picture picture)
    {
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = EightBits;
        header[9] = TrueColour;

        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(Picture picture)
    {
        int stride = picture.Width * 3;
        byte[] row = new byte[1 + stride];
        row[0] = FilterUp;
        byte[] above = new byte[stride];
        using MemoryStream compressed = new();
        using (ZLibStream data = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < picture.Height; y++)
            {
                ReadOnlySpan<byte> pixels = picture.Rgb.AsSpan(y * stride, stride);
                for (int i = 0; i < stride; i++)
                {
                    row[1 + i] = (byte)(pixels[i] - above[i]);
                }

                data.Write(row);
                pixels.CopyTo(above);
            }
        }

        return compressed.ToArray();
    }

    // Length, type, body, checksum over type and body.
    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] checkedBytes = [.. type, .. body];
        file.Write(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(checkedBytes));
        file.Write(number);
    }
}
