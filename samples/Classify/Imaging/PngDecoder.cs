using System.Buffers.Binary;
using System.IO.Compression;

namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>
/// Reads PNG of every colour type and bit depth, interlaced or not, with every checksum compared. Samples of 16 bits keep their upper byte.
/// Transparency (an alpha channel or a tRNS chunk) is left out, not blended, as Pillow's <c>convert("RGB")</c> does; gamma and colour
/// profiles are left alone.
/// </summary>
internal static class PngDecoder
{
    // Deflate never makes more than this of one byte, so a header that promises more is refused before memory is asked for.
    private const long MaximumExpansion = 1032;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static Picture Decode(ReadOnlySpan<byte> file)
    {
        PngHeader? header = null;
        byte[] palette = [];
        MemoryStream compressed = new();
        bool dataEnded = false;
        int at = Signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> body = Chunk(file, ref at, out string type);
            if (header is null && type != "IHDR")
            {
                throw new PictureFormatException($"the PNG begins with a chunk {type} where IHDR has to stand");
            }

            switch (type)
            {
                case "IHDR" when header is null:
                    header = PngHeader.Read(body);
                    break;
                case "PLTE" when palette.Length == 0 && compressed.Length == 0:
                    palette = Palette(body);
                    break;
                case "IDAT" when !dataEnded:
                    compressed.Write(body);
                    break;
                case "IEND":
                    compressed.Position = 0;
                    return Pixels(header!, palette, compressed);
                case "IHDR" or "PLTE" or "IDAT":
                    throw new PictureFormatException($"the PNG has a chunk {type} out of its place");
                default:
                    // A capital first letter marks a chunk without which the picture cannot be understood.
                    if (char.IsAsciiLetterUpper(type[0]))
                    {
                        throw new PictureFormatException($"the PNG has an unknown critical chunk {type}");
                    }

                    break;
            }

            dataEnded = compressed.Length > 0 && type != "IDAT";
        }
    }

    // Length, type, body, checksum over type and body.
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, ref int at, out string type)
    {
        if (file.Length - at < 12)
        {
            throw new PictureFormatException("the PNG ends before its IEND chunk");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        if (length > file.Length - at - 12)
        {
            throw new PictureFormatException($"a PNG chunk of {length} bytes reaches past the end of the file");
        }

        ReadOnlySpan<byte> checkedBytes = file.Slice(at + 4, (int)length + 4);
        foreach (byte letter in checkedBytes[..4])
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw new PictureFormatException("a PNG chunk's type is not made of letters");
            }
        }

        type = System.Text.Encoding.ASCII.GetString(checkedBytes[..4]);
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]);
        if (Crc32.Of(checkedBytes) != stored)
        {
            throw new PictureFormatException($"the checksum of the PNG's chunk {type} is wrong: the file is damaged");
        }

        at += (int)length + 12;
        return checkedBytes[4..];
    }

    private static byte[] Palette(ReadOnlySpan<byte> body) =>
        body.Length is > 0 and <= 768 && body.Length % 3 == 0
            ? body.ToArray()
            : throw new PictureFormatException($"a PNG palette of {body.Length} bytes is no list of 1 to 256 colours");

    private static Picture Pixels(PngHeader header, byte[] palette, MemoryStream compressed)
    {
        if (header.Colour == PngColour.Palette && palette.Length == 0)
        {
            throw new PictureFormatException("the PNG has no palette for its pixels");
        }

        // At least one bit a pixel, whatever the format.
        Picture.CheckSize(header.Width, header.Height);
        if (header.Width * header.Height / 8 > compressed.Length * MaximumExpansion)
        {
            throw new PictureFormatException("the PNG has fewer bytes than its pixels need");
        }

        Picture picture = Picture.Create(header.Width, header.Height);
        try
        {
            using ZLibStream data = new(compressed, CompressionMode.Decompress);
            PngRows.Read(header, palette, data, picture);
            if (data.ReadByte() >= 0)
            {
                throw new PictureFormatException("the PNG has more bytes than its pixels need");
            }
        }
        catch (EndOfStreamException exception)
        {
            throw new PictureFormatException("the PNG has fewer bytes than its pixels need", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new PictureFormatException("the PNG's compressed data are damaged", exception);
        }

        return picture;
    }
}
