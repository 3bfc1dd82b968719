using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// Writes a layer's weights into panels of 16 output channels: 16 biases, then for each tap (row, column, input channel) the weights of the 16
/// channels. Factor times weight is computed in double and rounded once.
/// </summary>
internal static class PanelPacker
{
    private const int Width = WeightLayer.PanelWidth;

    /// <summary>Writes one layer into a zeroed weight block.</summary>
    /// <param name="values">The layer's weights as the checkpoint orders them.</param>
    /// <param name="inputsFirst">Keras' order (height, width, input, output) and not PyTorch's (output, input, height, width).</param>
    public static void Pack(FoldedLayer folded, ReadOnlySpan<float> values, bool inputsFirst, Span<float> block)
    {
        WeightLayer layer = folded.Bound.Layer;
        for (int panel = 0; panel < layer.Panels; panel++)
        {
            int channel = panel * Width;
            int channels = Math.Min(Width, layer.OutputChannels - channel);
            Span<float> destination = block.Slice(layer.Offset + (panel * layer.PanelFloats), layer.PanelFloats);
            ReadOnlySpan<double> factors = folded.Factors.AsSpan(channel, channels);
            for (int lane = 0; lane < channels; lane++)
            {
                destination[lane] = (float)folded.Biases[channel + lane];
            }

            if (inputsFirst)
            {
                CopyRows(values[channel..], layer.OutputChannels, factors, destination[Width..]);
            }
            else
            {
                ReadOnlySpan<float> rows = values.Slice(channel * layer.Taps, channels * layer.Taps);
                Transpose(rows, layer.KernelPositions, layer.ChannelsPerOutput, factors, destination[Width..]);
            }
        }
    }

    /// <summary>Keras' order has the panel's rows already, <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(ReadOnlySpan<float> values, int stride, ReadOnlySpan<double> factors, Span<float> panel)
    {
        for (int row = 0, at = 0; row < panel.Length; row += Width, at += stride)
        {
            ReadOnlySpan<float> source = values.Slice(at, factors.Length);
            Span<float> destination = panel.Slice(row, Width);
            for (int lane = 0; lane < source.Length; lane++)
            {
                destination[lane] = (float)(source[lane] * factors[lane]);
            }
        }
    }

    /// <summary>PyTorch's order has each channel's weights together, input by input: what is a row there is a lane here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(ReadOnlySpan<float> rows, int positions, int inputs, ReadOnlySpan<double> factors, Span<float> panel)
    {
        // 64 inputs at a time: the 64 destination rows of a position (4 KB) stay in the first cache while the lanes fill them one by one.
        const int Chunk = 64;
        int taps = positions * inputs;
        for (int first = 0; first < inputs; first += Chunk)
        {
            int count = Math.Min(Chunk, inputs - first);
            for (int position = 0; position < positions; position++)
            {
                Span<float> destination = panel.Slice(((position * inputs) + first) * Width, count * Width);
                for (int lane = 0; lane < factors.Length; lane++)
                {
                    // The one check of these bounds; the loop has one index for both and none that the compiler could follow.
                    int start = (lane * taps) + (first * positions) + position;
                    ref float source = ref MemoryMarshal.GetReference(rows.Slice(start, ((count - 1) * positions) + 1));
                    ref float target = ref destination[lane];
                    double factor = factors[lane];
                    for (int i = 0; i < count; i++)
                    {
                        Unsafe.Add(ref target, i * Width) = (float)(Unsafe.Add(ref source, i * positions) * factor);
                    }
                }
            }
        }
    }
}
