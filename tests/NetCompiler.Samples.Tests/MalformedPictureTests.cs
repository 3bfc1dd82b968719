using System.Buffers.Binary;
using System.Text;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>A malformed picture gives a <see cref="PictureFormatException"/> that says what is wrong, never another exception.</summary>
public sealed class MalformedPictureTests
{
    // Chunks of rgb8.png: signature 8, IHDR from 8 to 33, IDAT from 33, IEND in the last 12 bytes.
    private const int HeaderChunk = 8;
    private const int DataChunk = 33;

    [Theory]
    [InlineData("P6 2 2 255\n12345678901", "fewer bytes")]
    [InlineData("P6 2 2 0\n", "maximum of 0")]
    [InlineData("P6 2 2 65536\n", "maximum of 65536")]
    [InlineData("P6 2 2", "number is missing")]
    [InlineData("P6 2 x 255\n", "number is missing")]
    [InlineData("P6 0 2 255\n", "0×2")]
    [InlineData("P6 99999999999 2 255\n", "nine digits")]
    [InlineData("P6 999999999 999999999 255\n", "fewer bytes")]
    [InlineData("P3 1 1 7\n1 8 1\n", "sample of 8")]
    [InlineData("P3 1 2 7\n1 2 3 4 5      ", "number is missing")]
    [InlineData("P7 1 1 7\n", "not a PNG")]
    [InlineData("", "not a PNG")]
    [InlineData("BM", "ends within its header")]
    [InlineData("GIF89a", "not a PNG")]
    public void Text(string file, string message) => Refused(Encoding.ASCII.GetBytes(file), message);

    [Fact]
    public void PngWithAWrongChecksum() => Refused(Changed("rgb8.png", file => file[DataChunk + 12] ^= 1), "checksum of the PNG's chunk IDAT");

    [Fact]
    public void PngOfHugeSize() => Refused(
        Changed("rgb8.png", file =>
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(HeaderChunk + 8), 0x7FFFFFFF);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(HeaderChunk + 12), 0x7FFFFFFF);
            Reseal(file, HeaderChunk);
        }),
        "more than the 100 million");

    [Fact]
    public void PngThatPromisesMoreThanDeflateCanHold() => Refused(
        Changed("rgb8.png", file =>
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(HeaderChunk + 8), 9000);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(HeaderChunk + 12), 9000);
            Reseal(file, HeaderChunk);
        }),
        "fewer bytes");

    [Fact]
    public void PngTallerThanItsData() => Refused(
        Changed("rgb8.png", file =>
        {
            file[HeaderChunk + 15]++;
            Reseal(file, HeaderChunk);
        }),
        "fewer bytes");

    [Fact]
    public void PngLowerThanItsData() => Refused(
        Changed("rgb8.png", file =>
        {
            file[HeaderChunk + 15]--;
            Reseal(file, HeaderChunk);
        }),
        "more bytes");

    [Fact]
    public void PngOfNoHeight() => Refused(
        Changed("rgb8.png", file =>
        {
            file[HeaderChunk + 15] = 0;
            Reseal(file, HeaderChunk);
        }),
        "13×0");

    [Theory]
    [InlineData(16, 3, "colour type 2 with 3 bits")]
    [InlineData(17, 5, "colour type 5 with 8 bits")]
    [InlineData(18, 1, "compression 1")]
    [InlineData(19, 1, "filter 1")]
    [InlineData(20, 2, "interlace 2")]
    public void PngWithAnUnknownHeader(int at, byte value, string message) => Refused(
        Changed("rgb8.png", file =>
        {
            file[HeaderChunk + at] = value;
            Reseal(file, HeaderChunk);
        }),
        message);

    [Fact]
    public void PngWithDamagedData() => Refused(
        Changed("rgb8.png", file =>
        {
            file[DataChunk + 40] ^= 0xFF;
            Reseal(file, DataChunk);
        }),
        "PNG");

    [Fact]
    public void PngWithoutItsPalette()
    {
        byte[] file = TestPictures.Bytes("palette1.png");

        // An ancillary chunk of another name in its stead.
        Encoding.ASCII.GetBytes("abCd").CopyTo(file, DataChunk + 4);
        Reseal(file, DataChunk);
        Refused(file, "no palette");
    }

    [Fact]
    public void PngWithAnUnknownCriticalChunk()
    {
        byte[] file = TestPictures.Bytes("palette1.png");
        Encoding.ASCII.GetBytes("ABCD").CopyTo(file, DataChunk + 4);
        Reseal(file, DataChunk);
        Refused(file, "critical chunk ABCD");
    }

    [Fact]
    public void PngColourOutsideItsPalette()
    {
        byte[] file = TestPictures.Bytes("palette4.png");

        // The same pixels with the last 15 colours taken away: the chunk is rebuilt three bytes long.
        int length = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(DataChunk));
        byte[] shorter = [.. file[..DataChunk], .. file[DataChunk..(DataChunk + 11)], 0, 0, 0, 0, .. file[(DataChunk + 12 + length)..]];
        BinaryPrimitives.WriteUInt32BigEndian(shorter.AsSpan(DataChunk), 3);
        Reseal(shorter, DataChunk);
        Refused(shorter, "palette of 1");
    }

    [Theory]
    [InlineData(28, 4, "4 bits")]
    [InlineData(26, 2, "2 planes")]
    [InlineData(30, 1, "compression 1")]
    [InlineData(14, 12, "header of 12 bytes")]
    [InlineData(10, 0, "fewer bytes")]
    [InlineData(18, 200, "fewer bytes")]
    [InlineData(18, 0, "0×11")]
    [InlineData(21, 0x7F, "more than the 100 million")]
    public void Bmp(int at, byte value, string message) => Refused(Changed("rgb24.bmp", file => file[at] = value), message);

    [Fact]
    public void BmpOfNegativeWidth() => Refused(Changed("rgb24.bmp", file => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), -13)), "-13×11");

    [Fact]
    public void BmpColourOutsideItsPalette() => Refused(Changed("palette8.bmp", file => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(46), 1)), "palette of 1");

    [Fact]
    public void BmpPaletteTooLarge() => Refused(Changed("palette8.bmp", file => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(46), 300)), "300 colours");

    public static TheoryData<string> ManagedPictures => PictureReaderTests.ManagedPictures;

    /// <summary>Every cut of every picture and every changed byte of it: pixels come out, or the one exception.</summary>
    [Theory]
    [MemberData(nameof(ManagedPictures))]
    public void CutOrChangedAnywhere(string name)
    {
        byte[] file = TestPictures.Bytes(name);
        int refused = 0;
        for (int length = 0; length < file.Length; length++)
        {
            refused += Try(file.AsSpan(0, length));
        }

        // Text may lose white space or the last digits of its last number and still be whole.
        Assert.True(refused >= file.Length - 3, $"{file.Length - refused} cuts of {file.Length} bytes were accepted");
        byte[] changed = (byte[])file.Clone();
        for (int at = 0; at < file.Length; at++)
        {
            foreach (byte value in (ReadOnlySpan<byte>)[0, 0xFF, (byte)(file[at] ^ 0x10)])
            {
                changed[at] = value;
                Try(changed);
            }

            changed[at] = file[at];
        }
    }

    private static int Try(ReadOnlySpan<byte> file)
    {
        try
        {
            Picture picture = PictureReader.Read(file);
            Assert.Equal(picture.Width * picture.Height * 3, picture.Rgb.Length);
            return 0;
        }
        catch (PictureFormatException)
        {
            return 1;
        }
    }

    private static byte[] Changed(string name, Action<byte[]> change)
    {
        byte[] file = TestPictures.Bytes(name);
        change(file);
        return file;
    }

    /// <summary>Puts the right checksum on the chunk at <paramref name="chunk"/>.</summary>
    private static void Reseal(byte[] file, int chunk)
    {
        int length = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(chunk));
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(chunk + 8 + length), Crc32.Of(file.AsSpan(chunk + 4, length + 4)));
    }

    private static void Refused(byte[] file, string message)
    {
        PictureFormatException exception = Assert.Throws<PictureFormatException>(() => PictureReader.Read(file));
        Assert.Contains(message, exception.Message);
    }
}
