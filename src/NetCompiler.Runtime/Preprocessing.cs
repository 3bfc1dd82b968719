using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetCompiler.Images;

namespace NetCompiler;

/// <summary>
/// How a picture becomes a network's input: resized so that it covers the input over <see cref="CropFraction"/>, cropped at its centre, each
/// channel turned into (v / 255 − mean) / standard deviation. Immutable; any number of threads may use one.
/// </summary>
/// <remarks>
/// Resizing gives the very bytes that Pillow gives (<c>Image.resize</c> with the same filter), sizes and offsets are torchvision's: the shorter side
/// becomes round(side / <see cref="CropFraction"/>), the longer one follows in proportion, rounded down, and the crop begins at round((size − side) / 2), halves to
/// even. For an input that is not square the picture becomes the smallest of its proportion that covers round(height / fraction) × round(width / fraction).
/// A network with one channel gets the picture's luma, as Pillow's <c>convert("L")</c> computes it, before resizing.
/// </remarks>
public sealed class Preprocessing
{
    private readonly double[] _mean;
    private readonly double[] _standardDeviation;

    // For each channel of the network, the input value of each of the 256 bytes.
    private readonly float[] _table;

    /// <summary>States how pictures are prepared.</summary>
    /// <param name="height">Rows of the input, at least 1.</param>
    /// <param name="width">Columns of the input, at least 1.</param>
    /// <param name="channels">Channels of the input, at least 1; <see cref="Apply"/> makes inputs of 1 or 3.</param>
    /// <param name="cropFraction">Side of the crop over the shorter side of the resized picture, over 0 and at most 1.</param>
    /// <param name="interpolation">How the picture is resized.</param>
    /// <param name="mean">One number for each channel in the order that the network expects, or one for all, in units of v / 255.</param>
    /// <param name="standardDeviation">The same for the divisor; every number is over 0.</param>
    /// <param name="channelOrder">The order of colours that the network expects; <see cref="ChannelOrder.Bgr"/> needs 3 channels.</param>
    /// <exception cref="ArgumentException">A number is outside its range, or there are neither one nor as many as channels.</exception>
    public Preprocessing(
        int height,
        int width,
        int channels,
        double cropFraction,
        Interpolation interpolation,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<double> standardDeviation,
        ChannelOrder channelOrder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (!(cropFraction > 0 && cropFraction <= 1 && Math.Max(height, width) / cropFraction <= int.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(cropFraction), cropFraction, "The crop fraction lies over 0 and is at most 1.");
        }

        if (interpolation is < Interpolation.Bilinear or > Interpolation.Box)
        {
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "There is no such interpolation.");
        }

        if (channelOrder is < ChannelOrder.Rgb or > ChannelOrder.Bgr || (channelOrder == ChannelOrder.Bgr && channels != 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channelOrder), channelOrder, "The order is RGB, or BGR for 3 channels.");
        }

        Height = height;
        Width = width;
        Channels = channels;
        CropFraction = cropFraction;
        Interpolation = interpolation;
        ChannelOrder = channelOrder;
        _mean = Spread(mean, channels, nameof(mean));
        _standardDeviation = Spread(standardDeviation, channels, nameof(standardDeviation));
        if (_standardDeviation.Min() <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), "A standard deviation is not over 0.");
        }

        _table = new float[256 * channels];
        for (int i = 0; i < _table.Length; i++)
        {
            int channel = i / 256;
            _table[i] = (float)((((i % 256) / 255.0) - _mean[channel]) / _standardDeviation[channel]);
        }
    }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; }

    /// <summary>Side of the centre crop over the shorter side of the resized picture, in (0, 1].</summary>
    public double CropFraction { get; }

    /// <summary>How the picture is resized.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>What is subtracted from v / 255, one number for each channel in the network's order.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>What the difference is divided by, one number for each channel in the network's order.</summary>
    public ReadOnlySpan<double> StandardDeviation => _standardDeviation;

    /// <summary>The order of colours that the network expects.</summary>
    public ChannelOrder ChannelOrder { get; }

    /// <summary>Values of the input: height × width × channels.</summary>
    public int InputLength => checked(Height * Width * Channels);

    /// <summary>Makes a network's float input from a picture of any size.</summary>
    /// <param name="rgb">The picture: rows from the top, pixels from the left, red, green and blue bytes; exactly 3 · width · height.</param>
    /// <param name="width">Its width in pixels, at least 1.</param>
    /// <param name="height">Its height in pixels, at least 1.</param>
    /// <param name="input">Exactly <see cref="InputLength"/> values: height, width, channels.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or the picture is too long and thin.</exception>
    /// <exception cref="NotSupportedException">The network has neither 1 nor 3 channels.</exception>
    public void Apply(ReadOnlySpan<byte> rgb, int width, int height, Span<float> input)
    {
        RequireLength(input.Length, nameof(input));
        if (rgb.Overlaps(System.Runtime.InteropServices.MemoryMarshal.AsBytes(input)))
        {
            throw new ArgumentException("The input overlaps the picture.", nameof(input));
        }

        byte[] pixels = ArrayPool<byte>.Shared.Rent(input.Length);
        try
        {
            ApplyPixels(rgb, width, height, pixels.AsSpan(0, input.Length));
            Convert(pixels.AsSpan(0, input.Length), input);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    /// <summary>Resizes and crops a picture of any size to the bytes that <c>Run</c> takes: red, green, blue, whatever order the network expects.</summary>
    /// <param name="rgb">The picture: rows from the top, pixels from the left, red, green and blue bytes; exactly 3 · width · height.</param>
    /// <param name="width">Its width in pixels, at least 1.</param>
    /// <param name="height">Its height in pixels, at least 1.</param>
    /// <param name="pixels">Exactly <see cref="InputLength"/> bytes: height, width, channels.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or the picture is too long and thin.</exception>
    /// <exception cref="NotSupportedException">The network has neither 1 nor 3 channels.</exception>
    public void ApplyPixels(ReadOnlySpan<byte> rgb, int width, int height, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        RequireLength(pixels.Length, nameof(pixels));
        if (rgb.Length != 3 * (Int128)width * height)
        {
            throw new ArgumentException($"A picture of {width}×{height} has {3 * (Int128)width * height} bytes of RGB, but {rgb.Length} are given.", nameof(rgb));
        }

        if (rgb.Overlaps(pixels))
        {
            throw new ArgumentException("The pixels overlap the picture.", nameof(pixels));
        }

        if (Channels is not (1 or 3))
        {
            throw new NotSupportedException($"A network with {Channels} channels does not read pictures; give it its input directly.");
        }

        Framing framing = Framing.Of(height, width, Height, Width, CropFraction);
        Resampler.Resample(rgb, width, framing, Channels, Interpolation, pixels);
    }

    /// <summary>Turns bytes as <see cref="ApplyPixels"/> makes them into the float input. Lengths are the caller's to check.</summary>
    internal void Convert(ReadOnlySpan<byte> pixels, Span<float> input)
    {
        if (Channels == 3)
        {
            ConvertColour(pixels, input);
            return;
        }

        for (int i = 0, channel = 0; i < pixels.Length; i++)
        {
            input[i] = _table[(256 * channel) + pixels[i]];
            channel = channel + 1 == Channels ? 0 : channel + 1;
        }
    }

    // Four pixels are three stores of four values, which takes less than half the time of twelve stores.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ConvertColour(ReadOnlySpan<byte> pixels, Span<float> input)
    {
        int first = ChannelOrder == ChannelOrder.Bgr ? 2 : 0;
        int third = 2 - first;
        ref float table0 = ref _table[0];
        ref float table1 = ref _table[256];
        ref float table2 = ref _table[512];
        int values = pixels.Length / 3 * 3;
        int value = 0;
        for (; value + 12 <= values; value += 12)
        {
            ref byte source = ref Unsafe.AsRef(in pixels[value]);
            ref float target = ref input.Slice(value, 12)[0];
            Vector128.Create(Entry(ref table0, ref source, first), Entry(ref table1, ref source, 1), Entry(ref table2, ref source, third), Entry(ref table0, ref source, 3 + first))
                .StoreUnsafe(ref target);
            Vector128.Create(Entry(ref table1, ref source, 4), Entry(ref table2, ref source, 3 + third), Entry(ref table0, ref source, 6 + first), Entry(ref table1, ref source, 7))
                .StoreUnsafe(ref target, 4);
            Vector128.Create(Entry(ref table2, ref source, 6 + third), Entry(ref table0, ref source, 9 + first), Entry(ref table1, ref source, 10), Entry(ref table2, ref source, 9 + third))
                .StoreUnsafe(ref target, 8);
        }

        for (; value < values; value += 3)
        {
            input[value] = _table[pixels[value + first]];
            input[value + 1] = _table[256 + pixels[value + 1]];
            input[value + 2] = _table[512 + pixels[value + third]];
        }
    }

    /// <summary>The table's entry for a byte; a table has one for each that there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Entry(ref float table, ref byte pixels, int place) => Unsafe.Add(ref table, (int)Unsafe.Add(ref pixels, place));

    private static double[] Spread(ReadOnlySpan<double> numbers, int channels, string parameter)
    {
        if (numbers.Length != 1 && numbers.Length != channels)
        {
            throw new ArgumentException($"There are {numbers.Length} numbers for {channels} channels; one for each or one for all is needed.", parameter);
        }

        double[] spread = new double[channels];
        for (int i = 0; i < channels; i++)
        {
            spread[i] = numbers[numbers.Length == 1 ? 0 : i];
            if (!double.IsFinite(spread[i]))
            {
                throw new ArgumentException("A number is infinite or not a number.", parameter);
            }
        }

        return spread;
    }

    private void RequireLength(int found, string parameter)
    {
        if (found != InputLength)
        {
            throw new ArgumentException($"The network reads {InputLength} values ({Height}×{Width}×{Channels}), but {found} are given.", parameter);
        }
    }
}
