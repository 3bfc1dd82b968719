namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>
/// Reads PPM and PGM, as bytes (P6, P5) or as text (P3, P2), of any maximum up to 65535, scaled to 255 and rounded.
/// </summary>
internal static class PnmDecoder
{
    public static bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length >= 3 && file[0] == 'P' && file[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6' && IsSpace(file[2]);

    public static Picture Decode(ReadOnlySpan<byte> file)
    {
        bool text = file[1] is (byte)'2' or (byte)'3';
        bool colour = file[1] is (byte)'3' or (byte)'6';
        int at = 2;
        int width = Number(file, ref at);
        int height = Number(file, ref at);
        int maximum = Number(file, ref at);
        if (maximum is < 1 or > 65535)
        {
            throw new PictureFormatException($"a maximum of {maximum} is not within 1 to 65535");
        }

        // One white space, and no more, stands between the header and the bytes.
        at++;
        int sampleBytes = maximum > 255 ? 2 : 1;
        int samplesPerPixel = colour ? 3 : 1;
        long least = text ? 2L : sampleBytes;
        if (((long)width * height * samplesPerPixel * least) - (text ? 1 : 0) > file.Length - at)
        {
            throw new PictureFormatException("the file has fewer bytes than its pixels need");
        }

        Picture picture = Picture.Create(width, height);
        for (int i = 0; i < picture.Rgb.Length; i += 3)
        {
            byte red = Sample(file, ref at, text, sampleBytes, maximum);
            byte green = colour ? Sample(file, ref at, text, sampleBytes, maximum) : red;
            byte blue = colour ? Sample(file, ref at, text, sampleBytes, maximum) : red;
            picture.Rgb[i] = red;
            picture.Rgb[i + 1] = green;
            picture.Rgb[i + 2] = blue;
        }

        return picture;
    }

    private static byte Sample(ReadOnlySpan<byte> file, ref int at, bool text, int bytes, int maximum)
    {
        int value;
        if (text)
        {
            value = Number(file, ref at);
        }
        else
        {
            value = bytes == 1 ? file[at] : (file[at] << 8) | file[at + 1];
            at += bytes;
        }

        if (value > maximum)
        {
            throw new PictureFormatException($"a sample of {value} is above the maximum of {maximum}");
        }

        return (byte)(((value * 255) + (maximum / 2)) / maximum);
    }

    // A decimal number after white space and comments; leaves the position on the character after it.
    private static int Number(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && (IsSpace(file[at]) || file[at] == '#'))
        {
            if (file[at] == '#')
            {
                while (at < file.Length && file[at] is not ((byte)'\n' or (byte)'\r'))
                {
                    at++;
                }
            }
            else
            {
                at++;
            }
        }

        int start = at;
        int value = 0;
        while (at < file.Length && file[at] is >= (byte)'0' and <= (byte)'9')
        {
            value = (value * 10) + (file[at] - '0');
            at++;
            if (at - start > 9)
            {
                throw new PictureFormatException("a number in the file has more than nine digits");
            }
        }

        return at > start ? value : throw new PictureFormatException("a number is missing in the file");
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\v' or (byte)'\f' or (byte)'\r';
}
