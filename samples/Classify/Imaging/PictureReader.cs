namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>Reads a picture of any format known here; the format is told by the content, never by the file's name.</summary>
internal static class PictureReader
{
    private const long MaximumFileBytes = 1L << 30;

    /// <summary>The picture in a file.</summary>
    public static Picture Read(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > MaximumFileBytes)
        {
            throw new PictureFormatException($"{length} bytes are more than the {MaximumFileBytes} that are read");
        }

        return Read(File.ReadAllBytes(path));
    }

    /// <summary>The picture in the bytes of a file.</summary>
    public static Picture Read(ReadOnlySpan<byte> file)
    {
        if (PngDecoder.Recognises(file))
        {
            return PngDecoder.Decode(file);
        }

        if (BmpDecoder.Recognises(file))
        {
            return BmpDecoder.Decode(file);
        }

        if (PnmDecoder.Recognises(file))
        {
            return PnmDecoder.Decode(file);
        }

        if (JpegDecoder.Recognises(file))
        {
            return JpegDecoder.Decode(file);
        }

        throw new PictureFormatException("not a PNG, BMP, PPM, PGM or JPEG picture");
    }
}
