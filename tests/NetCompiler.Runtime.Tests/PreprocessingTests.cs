using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Pictures against Pillow's own results, byte for byte, and the numbers made of them against the formula.</summary>
public class PreprocessingTests
{
    public static TheoryData<string> Names() => [.. PictureGoldens.All().Select(golden => golden.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void BytesArePillows(string name)
    {
        PictureGoldens.Case golden = PictureGoldens.All().Single(g => g.ToString() == name);
        Preprocessing preprocessing = new(
            golden.InputHeight, golden.InputWidth, golden.Channels, golden.CropFraction, golden.Interpolation, [0], [1], ChannelOrder.Rgb);
        byte[] pixels = new byte[preprocessing.InputLength];
        preprocessing.ApplyPixels(PictureGoldens.Picture(golden.Width, golden.Height), golden.Width, golden.Height, pixels);
        Assert.Equal(PictureGoldens.Expected(golden), pixels);
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb)]
    [InlineData(ChannelOrder.Bgr)]
    public void FloatsAreTheBytesThroughTheFormula(ChannelOrder order)
    {
        double[] mean = [0.485, 0.456, 0.406];
        double[] deviation = [0.229, 0.224, 0.225];
        Preprocessing preprocessing = new(13, 11, 3, 0.875, Interpolation.Bicubic, mean, deviation, order);
        byte[] picture = PictureGoldens.Picture(41, 30);
        byte[] pixels = new byte[preprocessing.InputLength];
        float[] input = new float[preprocessing.InputLength];
        preprocessing.ApplyPixels(picture, 41, 30, pixels);
        preprocessing.Apply(picture, 41, 30, input);
        Assert.Equal(
            Enumerable.Range(0, input.Length).Select(i =>
            {
                int channel = i % 3;
                byte pixel = pixels[order == ChannelOrder.Rgb ? i : i - channel + (2 - channel)];
                return (float)(((pixel / 255.0) - mean[channel]) / deviation[channel]);
            }),
            input);
    }

    [Fact]
    public void OneNumberServesEveryChannel()
    {
        Preprocessing one = new(2, 2, 3, 1, Interpolation.Box, [0.5], [0.25], ChannelOrder.Rgb);
        Assert.Equal([0.5, 0.5, 0.5], one.Mean.ToArray());
        Assert.Equal([0.25, 0.25, 0.25], one.StandardDeviation.ToArray());
        float[] input = new float[12];
        one.Apply([0, 51, 255, 0, 51, 255, 0, 51, 255, 0, 51, 255], 2, 2, input);
        Assert.Equal([-2f, (float)((0.2 - 0.5) / 0.25), 2f], input[..3]);
    }

    [Fact]
    public void BadNumbersAreRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Make(height: 0));
        Assert.ThrowsAny<ArgumentException>(() => Make(width: -1));
        Assert.ThrowsAny<ArgumentException>(() => Make(channels: 0));
        Assert.ThrowsAny<ArgumentException>(() => Make(fraction: 0));
        Assert.ThrowsAny<ArgumentException>(() => Make(fraction: 1.01));
        Assert.ThrowsAny<ArgumentException>(() => Make(fraction: double.NaN));
        Assert.ThrowsAny<ArgumentException>(() => Make(fraction: 1e-300));
        Assert.ThrowsAny<ArgumentException>(() => Make(interpolation: (Interpolation)3));
        Assert.ThrowsAny<ArgumentException>(() => Make(order: (ChannelOrder)2));
        Assert.ThrowsAny<ArgumentException>(() => Make(channels: 1, order: ChannelOrder.Bgr));
        Assert.ThrowsAny<ArgumentException>(() => Make(mean: []));
        Assert.ThrowsAny<ArgumentException>(() => Make(mean: [0, 0]));
        Assert.ThrowsAny<ArgumentException>(() => Make(mean: [double.NaN]));
        Assert.ThrowsAny<ArgumentException>(() => Make(deviation: [1, 1, 0]));
        Assert.ThrowsAny<ArgumentException>(() => Make(deviation: [-1]));
        Assert.ThrowsAny<ArgumentException>(() => Make(deviation: [double.PositiveInfinity]));
        Assert.Equal(27, Make().InputLength);

        static Preprocessing Make(
            int height = 3,
            int width = 3,
            int channels = 3,
            double fraction = 1,
            Interpolation interpolation = Interpolation.Bilinear,
            double[]? mean = null,
            double[]? deviation = null,
            ChannelOrder order = ChannelOrder.Rgb) => new(height, width, channels, fraction, interpolation, mean ?? [0], deviation ?? [1], order);
    }

    [Fact]
    public void BadPicturesAreRefusedBeforeAnythingIsWritten()
    {
        Preprocessing preprocessing = new(4, 4, 3, 1, Interpolation.Bilinear, [0], [1], ChannelOrder.Rgb);
        byte[] pixels = [.. Enumerable.Repeat((byte)9, 48)];
        float[] input = [.. Enumerable.Repeat(9f, 48)];
        foreach ((int width, int height, int bytes) in new[] { (5, 5, 74), (5, 5, 76), (5, 5, 0), (0, 5, 0), (5, 0, 0), (-5, -5, 75), (65536, 65536, 0) })
        {
            Assert.ThrowsAny<ArgumentException>(() => preprocessing.ApplyPixels(new byte[bytes], width, height, pixels));
            Assert.ThrowsAny<ArgumentException>(() => preprocessing.Apply(new byte[bytes], width, height, input));
        }

        Assert.Equal("pixels", Assert.Throws<ArgumentException>(() => preprocessing.ApplyPixels(new byte[75], 5, 5, new byte[47])).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => preprocessing.Apply(new byte[75], 5, 5, new float[49])).ParamName);
        byte[] both = new byte[100];
        Assert.Throws<ArgumentException>(() => preprocessing.ApplyPixels(both.AsSpan(0, 75), 5, 5, both.AsSpan(50, 48)));

        // Resized to 40,000 columns, one column of 60,000 pixels would have 2.4 thousand million rows.
        Preprocessing wide = new(4, 40_000, 3, 1, Interpolation.Bilinear, [0], [1], ChannelOrder.Rgb);
        Assert.Throws<ArgumentException>(() => wide.ApplyPixels(new byte[180_000], 1, 60_000, new byte[480_000]));
        Assert.All(pixels, pixel => Assert.Equal(9, pixel));
        Assert.All(input, value => Assert.Equal(9f, value));
    }

    [Fact]
    public void NetworksThatReadNoPicturesSaySo()
    {
        Preprocessing preprocessing = new(4, 4, 5, 1, Interpolation.Bilinear, [0], [1], ChannelOrder.Rgb);
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => preprocessing.Apply(new byte[75], 5, 5, new float[80]));
        Assert.Contains("5 channels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneMayServeManyThreads()
    {
        PictureGoldens.Case[] goldens = [.. PictureGoldens.All()];
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => BytesArePillows(goldens[i % goldens.Length].ToString()));
    }
}
