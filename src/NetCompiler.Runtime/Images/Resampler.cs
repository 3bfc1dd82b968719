using System.Buffers;

namespace NetCompiler.Images;

/// <summary>
/// A picture in, a rectangle of its resized version out, byte for byte what Pillow's <c>resize</c> and <c>crop</c> give: rows first, then columns, each
/// rounded and clipped to bytes. Computes only what the rectangle needs.
/// </summary>
internal static class Resampler
{
    private const int Half = 1 << (ResamplingTable.FractionBits - 1);

    /// <summary>Fills <paramref name="destination"/> with the rectangle, height, width, channels.</summary>
    /// <param name="rgb">Height, width and 3 channels.</param>
    /// <param name="channels">3, or 1 for a grey picture, made as Pillow's <c>convert("L")</c> does.</param>
    public static void Resample(ReadOnlySpan<byte> rgb, int width, Framing framing, int channels, Interpolation interpolation, Span<byte> destination)
    {
        int height = rgb.Length / (3 * width);
        ResamplingTable columns = ResamplingTable.Make(width, framing.ResizedWidth, framing.Left, framing.Width, interpolation);
        ResamplingTable rows = ResamplingTable.Make(height, framing.ResizedHeight, framing.Top, framing.Height, interpolation);
        int firstRow = rows.FirstSource;
        int rowBytes = framing.Width * channels;
        byte[] narrowed = ArrayPool<byte>.Shared.Rent(checked((rows.EndSource - firstRow) * rowBytes));
        byte[] grey = ArrayPool<byte>.Shared.Rent(channels == 1 ? width : 0);
        for (int row = firstRow; row < rows.EndSource; row++)
        {
            ReadOnlySpan<byte> source = rgb.Slice(row * width * 3, width * 3);
            Span<byte> result = narrowed.AsSpan((row - firstRow) * rowBytes, rowBytes);
            if (channels == 1)
            {
                ToGrey(source, grey);
                NarrowGrey(grey, columns, result);
            }
            else
            {
                NarrowColour(source, columns, result);
            }
        }

        int[] sums = ArrayPool<int>.Shared.Rent(rowBytes);
        for (int row = 0; row < framing.Height; row++)
        {
            Shorten(narrowed, rows, row, firstRow, sums.AsSpan(0, rowBytes), destination.Slice(row * rowBytes, rowBytes));
        }

        ArrayPool<int>.Shared.Return(sums);
        ArrayPool<byte>.Shared.Return(grey);
        ArrayPool<byte>.Shared.Return(narrowed);
    }

    private static void NarrowColour(ReadOnlySpan<byte> source, ResamplingTable columns, Span<byte> result)
    {
        for (int column = 0; column < result.Length / 3; column++)
        {
            ReadOnlySpan<int> weights = columns.Weights(column, out int first);
            ReadOnlySpan<byte> pixels = source.Slice(3 * first, 3 * weights.Length);
            int red = Half;
            int green = Half;
            int blue = Half;
            for (int i = 0; i < weights.Length; i++)
            {
                int weight = weights[i];
                red += pixels[3 * i] * weight;
                green += pixels[(3 * i) + 1] * weight;
                blue += pixels[(3 * i) + 2] * weight;
            }

            result[3 * column] = Clip(red);
            result[(3 * column) + 1] = Clip(green);
            result[(3 * column) + 2] = Clip(blue);
        }
    }

    private static void NarrowGrey(ReadOnlySpan<byte> source, ResamplingTable columns, Span<byte> result)
    {
        for (int column = 0; column < result.Length; column++)
        {
            ReadOnlySpan<int> weights = columns.Weights(column, out int first);
            ReadOnlySpan<byte> pixels = source.Slice(first, weights.Length);
            int sum = Half;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += pixels[i] * weights[i];
            }

            result[column] = Clip(sum);
        }
    }

    private static void Shorten(ReadOnlySpan<byte> narrowed, ResamplingTable rows, int row, int firstRow, Span<int> sums, Span<byte> result)
    {
        ReadOnlySpan<int> weights = rows.Weights(row, out int first);
        sums.Fill(Half);
        for (int i = 0; i < weights.Length; i++)
        {
            int weight = weights[i];
            ReadOnlySpan<byte> source = narrowed.Slice((first - firstRow + i) * sums.Length, sums.Length);
            for (int x = 0; x < source.Length; x++)
            {
                sums[x] += source[x] * weight;
            }
        }

        for (int x = 0; x < result.Length; x++)
        {
            result[x] = Clip(sums[x]);
        }
    }

    /// <summary>ITU-R 601-2 in 16-bit fixed point, rounded.</summary>
    private static void ToGrey(ReadOnlySpan<byte> rgb, Span<byte> grey)
    {
        for (int x = 0; x < rgb.Length / 3; x++)
        {
            grey[x] = (byte)(((rgb[3 * x] * 19595) + (rgb[(3 * x) + 1] * 38470) + (rgb[(3 * x) + 2] * 7471) + 0x8000) >> 16);
        }
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> ResamplingTable.FractionBits, 0, 255);
}
