namespace NetCompiler.Images;

/// <summary>The size that a picture is resized to, and the rectangle of it that is kept.</summary>
internal sealed record Framing(int ResizedHeight, int ResizedWidth, int Top, int Left, int Height, int Width)
{
    /// <summary>
    /// As torchvision does: the picture is resized, its sides keeping their proportion, to the least size that holds the kept rectangle over
    /// the crop fraction; the longer side is rounded down. Halves round to even, both of the sides and of the centred rectangle's corner.
    /// </summary>
    /// <exception cref="ArgumentException">The picture is so long and thin that its resized length passes all bounds.</exception>
    public static Framing Of(int pictureHeight, int pictureWidth, int height, int width, double cropFraction)
    {
        int leastHeight = (int)Math.Round(height / cropFraction, MidpointRounding.ToEven);
        int leastWidth = (int)Math.Round(width / cropFraction, MidpointRounding.ToEven);
        bool isTall = (long)pictureWidth * leastHeight <= (long)pictureHeight * leastWidth;
        long resizedHeight = isTall ? (long)leastWidth * pictureHeight / pictureWidth : leastHeight;
        long resizedWidth = isTall ? leastWidth : (long)leastHeight * pictureWidth / pictureHeight;
        if (Math.Max(resizedHeight, resizedWidth) > int.MaxValue)
        {
            throw new ArgumentException($"A picture of {pictureWidth}×{pictureHeight} is too long and thin to be resized to {width}×{height}.");
        }

        return new Framing(
            (int)resizedHeight,
            (int)resizedWidth,
            CentreOffset((int)resizedHeight, height),
            CentreOffset((int)resizedWidth, width),
            height,
            width);
    }

    private static int CentreOffset(int size, int kept) => (int)Math.Round((size - kept) / 2.0, MidpointRounding.ToEven);
}
