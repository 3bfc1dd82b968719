namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>A decoded picture: 8-bit RGB, rows from the top, no gaps.</summary>
/// <param name="Rgb">Height × Width × 3 bytes.</param>
internal sealed record Picture(int Width, int Height, byte[] Rgb)
{
    /// <summary>The most pixels that a picture may have: more is refused before memory is asked for.</summary>
    public const int MaximumPixels = 100_000_000;

    /// <summary>Refuses a size that a file's header gives where it is empty or too large.</summary>
    public static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw new PictureFormatException($"the header gives a size of {width}×{height} pixels");
        }

        if (width > MaximumPixels || height > MaximumPixels || width * height > MaximumPixels)
        {
            throw new PictureFormatException($"{width}×{height} pixels are more than the {MaximumPixels / 1_000_000} million that are read");
        }
    }

    /// <summary>A black picture of the size that a file's header gives, after checking that size.</summary>
    public static Picture Create(long width, long height)
    {
        CheckSize(width, height);
        return new Picture((int)width, (int)height, new byte[width * height * 3]);
    }

    /// <summary>Sets one pixel.</summary>
    public void Set(int x, int y, byte red, byte green, byte blue)
    {
        int at = ((y * Width) + x) * 3;
        Rgb[at] = red;
        Rgb[at + 1] = green;
        Rgb[at + 2] = blue;
    }
}
