using System.Buffers.Binary;

namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>What the samples of a PNG's pixel mean; the numbers are the file's.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    RgbAlpha = 6,
}

/// <summary>The IHDR chunk of a PNG, checked.</summary>
/// <param name="BitDepth">Bits of one sample.</param>
internal sealed record PngHeader(long Width, long Height, int BitDepth, PngColour Colour, bool Interlaced)
{
    /// <summary>Samples of one pixel.</summary>
    public int Samples => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.RgbAlpha => 4,
        _ => 1,
    };

    public int BitsPerPixel => Samples * BitDepth;

    public static PngHeader Read(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13)
        {
            throw new PictureFormatException($"the PNG's header has {body.Length} bytes instead of 13");
        }

        int depth = body[8];
        int colour = body[9];
        bool known = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known)
        {
            throw new PictureFormatException($"a PNG of colour type {colour} with {depth} bits does not exist");
        }

        if (body[10] != 0 || body[11] != 0 || body[12] > 1)
        {
            throw new PictureFormatException($"PNG compression {body[10]}, filter {body[11]} or interlace {body[12]} is not known");
        }

        return new PngHeader(
            BinaryPrimitives.ReadUInt32BigEndian(body),
            BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
            depth,
            (PngColour)colour,
            body[12] == 1);
    }
}
