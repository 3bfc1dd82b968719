namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>Takes the decompressed rows of a PNG one after the other, undoes their filters and puts their pixels where they belong.</summary>
internal static class PngRows
{
    /// <summary>One reduced picture of those that make up the whole: where its first pixel lies, and how far apart its pixels are.</summary>
    private readonly record struct Pass(int X, int Y, int StepX, int StepY);

    private static readonly Pass[] WholePicture = [new(0, 0, 1, 1)];

    private static readonly Pass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    public static void Read(PngHeader header, byte[] palette, Stream data, Picture picture)
    {
        // Filters look back by whole bytes, one at least.
        int back = Math.Max(1, header.BitsPerPixel / 8);
        foreach (Pass pass in header.Interlaced ? Adam7 : WholePicture)
        {
            int width = (picture.Width - pass.X + pass.StepX - 1) / pass.StepX;
            if (width <= 0)
            {
                continue;
            }

            long rowBytes = (((long)width * header.BitsPerPixel) + 7) / 8;
            byte[] above = new byte[rowBytes];
            byte[] row = new byte[rowBytes];
            for (int y = pass.Y; y < picture.Height; y += pass.StepY)
            {
                int filter = data.ReadByte();
                data.ReadExactly(row);
                Unfilter(filter, row, above, back);
                for (int x = 0; x < width; x++)
                {
                    Put(header, palette, row, x, picture, pass.X + (x * pass.StepX), y);
                }

                (above, row) = (row, above);
            }
        }
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int back)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = back; i < row.Length; i++)
                {
                    row[i] += row[i - back];
                }

                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (int i = 0; i < row.Length; i++)
                {
                    int left = i < back ? 0 : row[i - back];
                    row[i] += (byte)((left + above[i]) / 2);
                }

                break;
            case 4:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += i < back ? Paeth(0, above[i], 0) : Paeth(row[i - back], above[i], above[i - back]);
                }

                break;
            case -1:
                throw new EndOfStreamException();
            default:
                throw new PictureFormatException($"the PNG has a row with filter {filter}: there are 0 to 4");
        }
    }

    // The neighbour nearest to left + up - corner; ties go to the left, then to the one above.
    private static byte Paeth(byte left, byte up, byte corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left);
        int toUp = Math.Abs(estimate - up);
        int toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Put(PngHeader header, byte[] palette, byte[] row, int from, Picture picture, int x, int y)
    {
        int first = from * header.Samples;
        switch (header.Colour)
        {
            case PngColour.Rgb or PngColour.RgbAlpha:
                picture.Set(x, y, Sample(row, first, header.BitDepth), Sample(row, first + 1, header.BitDepth), Sample(row, first + 2, header.BitDepth));
                break;
            case PngColour.Palette:
                int entry = Sample(row, first, header.BitDepth) * 3;
                if (entry >= palette.Length)
                {
                    throw new PictureFormatException($"a pixel has colour {entry / 3} of a palette of {palette.Length / 3}");
                }

                picture.Set(x, y, palette[entry], palette[entry + 1], palette[entry + 2]);
                break;
            default:
                // 1, 2 and 4 bits spread over 0 to 255 exactly: 255 is a multiple of 1, 3 and 15.
                int spread = header.BitDepth < 8 ? 255 / ((1 << header.BitDepth) - 1) : 1;
                byte grey = (byte)(Sample(row, first, header.BitDepth) * spread);
                picture.Set(x, y, grey, grey, grey);
                break;
        }
    }

    private static byte Sample(byte[] row, int index, int depth)
    {
        if (depth == 8)
        {
            return row[index];
        }

        if (depth == 16)
        {
            return row[index * 2];
        }

        // The leftmost pixel is in the highest bits.
        int bit = index * depth;
        return (byte)((row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1));
    }
}
