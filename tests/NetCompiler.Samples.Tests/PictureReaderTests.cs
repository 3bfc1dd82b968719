using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>Every format that the sample decodes in managed code gives the pixels that Pillow gives.</summary>
public sealed class PictureReaderTests
{
    public static TheoryData<string> ManagedPictures => [.. TestPictures.Goldens.Keys.Where(name => !name.EndsWith(".jpg")).Order()];

    [Theory]
    [MemberData(nameof(ManagedPictures))]
    public void ReadsThePixelsThatPillowReads(string name)
    {
        (int width, int height, byte[] rgb) = TestPictures.Goldens[name];
        Picture picture = PictureReader.Read(TestPictures.Bytes(name));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal(rgb, picture.Rgb);
    }

    [JpegTheory]
    [InlineData("photo.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("progressive.jpg")]
    public void ReadsJpegThroughTheLibrary(string name)
    {
        (int width, int height, byte[] rgb) = TestPictures.Goldens[name];
        Picture picture = PictureReader.Read(TestPictures.Bytes(name));
        Assert.Equal((width, height), (picture.Width, picture.Height));

        // Versions of the library round chroma differently by a step or two.
        Assert.All(rgb.Zip(picture.Rgb), pair => Assert.InRange(pair.Second - pair.First, -3, 3));
    }

    [JpegFact]
    public void RefusesAJpegMadeForPrinting()
    {
        PictureFormatException exception = Assert.Throws<PictureFormatException>(() => PictureReader.Read(TestPictures.Bytes("cmyk.jpeg")));
        Assert.Contains("CMYK", exception.Message);
    }

    [JpegFact]
    public void RefusesACutJpeg()
    {
        byte[] file = TestPictures.Bytes("photo.jpg");
        PictureFormatException exception = Assert.Throws<PictureFormatException>(() => PictureReader.Read(file.AsSpan(0, file.Length * 2 / 3)));
        Assert.Contains("damaged", exception.Message);
    }

    [Fact]
    public void TellsHowToGetTheJpegLibrary()
    {
        if (JpegDecoder.IsAvailable)
        {
            return;
        }

        PictureFormatException exception = Assert.Throws<PictureFormatException>(() => PictureReader.Read(TestPictures.Bytes("photo.jpg")));
        Assert.Contains("apt-get install libturbojpeg0", exception.Message);
    }
}
