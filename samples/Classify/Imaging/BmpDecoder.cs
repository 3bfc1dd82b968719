using System.Buffers.Binary;

namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>
/// Reads uncompressed BMP: 8-bit palette, 24-bit and 32-bit (whose fourth byte is left out), rows from the bottom or from the top.
/// </summary>
internal static class BmpDecoder
{
    private const int FileHeaderBytes = 14;
    private const int InfoHeaderBytes = 40;
    private const int Uncompressed = 0;
    private const int BitFields = 3;

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);

    public static Picture Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeaderBytes + InfoHeaderBytes)
        {
            throw new PictureFormatException("the BMP ends within its header");
        }

        uint pixels = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        ReadOnlySpan<byte> info = file[FileHeaderBytes..];
        uint infoBytes = BinaryPrimitives.ReadUInt32LittleEndian(info);
        if (infoBytes is < InfoHeaderBytes or > 124 || infoBytes > info.Length)
        {
            throw new PictureFormatException($"a BMP header of {infoBytes} bytes is not known");
        }

        int width = BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        int signedHeight = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        int planes = BinaryPrimitives.ReadUInt16LittleEndian(info[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(info[14..]);
        uint compression = BinaryPrimitives.ReadUInt32LittleEndian(info[16..]);
        if (planes != 1 || bits is not (8 or 24 or 32))
        {
            throw new PictureFormatException($"a BMP of {bits} bits a pixel in {planes} planes is not supported: 8, 24 or 32 bits in one plane are");
        }

        if (compression != Uncompressed && !(compression == BitFields && bits == 32 && HasUsualMasks(info)))
        {
            throw new PictureFormatException($"BMP compression {compression} is not supported: uncompressed pictures are");
        }

        bool topDown = signedHeight < 0;
        long height = Math.Abs((long)signedHeight);
        Picture.CheckSize(width, height);
        long stride = ((((long)width * bits) + 31) / 32) * 4;
        if (pixels < FileHeaderBytes + infoBytes || pixels + (stride * height) > file.Length)
        {
            throw new PictureFormatException("the BMP has fewer bytes than its pixels need");
        }

        Picture picture = Picture.Create(width, height);
        ReadOnlySpan<byte> palette = bits == 8 ? Palette(file, info, (int)infoBytes, pixels) : default;
        for (int y = 0; y < picture.Height; y++)
        {
            long row = pixels + (stride * (topDown ? y : picture.Height - 1 - y));
            ReadOnlySpan<byte> source = file.Slice((int)row, (int)stride);
            for (int x = 0; x < picture.Width; x++)
            {
                ReadOnlySpan<byte> bgr = bits == 8 ? Entry(palette, source[x]) : source[(x * bits / 8)..];
                picture.Set(x, y, bgr[2], bgr[1], bgr[0]);
            }
        }

        return picture;
    }

    // Masks of red, green and blue follow the first 40 bytes, in longer headers as their own fields.
    private static bool HasUsualMasks(ReadOnlySpan<byte> info) =>
        info.Length >= InfoHeaderBytes + 12
        && BinaryPrimitives.ReadUInt32LittleEndian(info[40..]) == 0x00FF0000
        && BinaryPrimitives.ReadUInt32LittleEndian(info[44..]) == 0x0000FF00
        && BinaryPrimitives.ReadUInt32LittleEndian(info[48..]) == 0x000000FF;

    private static ReadOnlySpan<byte> Palette(ReadOnlySpan<byte> file, ReadOnlySpan<byte> info, int infoBytes, uint pixels)
    {
        uint colours = BinaryPrimitives.ReadUInt32LittleEndian(info[32..]);
        if (colours == 0)
        {
            colours = 256;
        }

        if (colours > 256 || FileHeaderBytes + infoBytes + (colours * 4) > pixels)
        {
            throw new PictureFormatException($"a BMP palette of {colours} colours does not fit before the pixels");
        }

        return file.Slice(FileHeaderBytes + infoBytes, (int)colours * 4);
    }

    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> palette, byte index) =>
        (index * 4) < palette.Length
            ? palette.Slice(index * 4, 4)
            : throw new PictureFormatException($"a pixel has colour {index} of a palette of {palette.Length / 4}");
}
