using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// Writes a layer's weights into panels of 16 output channels: 16 biases, then for each tap (row, column, input channel that the panel reads) the weights of
/// the 16 channels. Factor times weight is computed in double and rounded once.
/// </summary>
internal static class PanelPacker
{
    private const int Width = WeightLayer.PanelWidth;

    /// <summary>Writes the biases of one layer into a zeroed weight block.</summary>
    public static void PackBiases(FoldedLayer folded, Span<float> block)
    {
        WeightLayer layer = folded.Bound.Layer;
        int[]? lanes = LanesOfOutputs(layer);
        for (int output = 0; output < layer.OutputChannels; output++)
        {
            (int panel, int lane) = Math.DivRem(lanes?[output] ?? (layer.EmptyLanes + output), Width);
            block[layer.Offset + (panel * (layer.TileSide == 0 ? layer.PanelFloats : Width)) + lane] = (float)folded.Biases[output];
        }
    }

    /// <summary>Writes the weights of some output channels into a zeroed weight block.</summary>
    /// <param name="values">The weights of these channels as the checkpoint orders them.</param>
    /// <param name="inputsFirst">Keras' order (height, width, input, output) and not PyTorch's (output, input, height, width).</param>
    public static void PackWeights(FoldedLayer folded, OutputRange outputs, ReadOnlySpan<float> values, bool inputsFirst, Span<float> block)
    {
        WeightLayer layer = folded.Bound.Layer;
        if (layer.TileSide != 0)
        {
            TilePacker.PackWeights(folded, outputs, values, inputsFirst, block);
            return;
        }

        int[]? lanesOfOutputs = LanesOfOutputs(layer);
        int count;
        for (int done = 0; done < outputs.Count; done += count)
        {
            // Neighbouring channels of one panel and one group at a time: a whole panel where there are no groups.
            int output = outputs.First + done;
            int group = output / layer.GroupOutputs;
            (int panel, int lane) = Math.DivRem(lanesOfOutputs?[output] ?? (layer.EmptyLanes + output), Width);
            count = Math.Min(Math.Min(Width - lane, outputs.Count - done), ((group + 1) * layer.GroupOutputs) - output);
            if (lanesOfOutputs is not null)
            {
                count = Neighbours(lanesOfOutputs.AsSpan(output, count));
            }

            // Of the rows of a position, the group's begin where its first input channel is in the panel's window.
            int firstRow = layer.IsDepthwise ? 0 : (group * layer.ChannelsPerOutput) - (layer.PanelInputs?[panel] ?? 0);
            PanelLanes lanes = new(lane, firstRow, layer.ChannelsPerPanel, folded.Factors.AsSpan(output, count));
            Span<float> rows = block.Slice(layer.Offset + (panel * layer.PanelFloats) + Width, layer.PanelFloats - Width);
            if (inputsFirst)
            {
                CopyRows(values[done..], outputs.Count, layer.KernelPositions, layer.ChannelsPerOutput, lanes, rows);
            }
            else
            {
                ReadOnlySpan<float> source = values.Slice(done * layer.WeightsPerOutput, count * layer.WeightsPerOutput);
                Transpose(source, layer.KernelPositions, layer.ChannelsPerOutput, lanes, rows);
            }
        }
    }

    /// <summary>The lane of each output channel, for a layer that says which channel stands in which; null for all others.</summary>
    private static int[]? LanesOfOutputs(WeightLayer layer)
    {
        if (layer.Lanes is not { } channels)
        {
            return null;
        }

        int[] lanes = new int[layer.OutputChannels];
        for (int lane = 0; lane < channels.Length; lane++)
        {
            if (channels[lane] >= 0)
            {
                lanes[channels[lane]] = lane;
            }
        }

        return lanes;
    }

    /// <summary>How many of these lanes follow each other.</summary>
    private static int Neighbours(ReadOnlySpan<int> lanes)
    {
        int count = 1;
        while (count < lanes.Length && lanes[count] == lanes[0] + count)
        {
            count++;
        }

        return count;
    }

    /// <summary>Keras' order has the panel's rows already, <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(ReadOnlySpan<float> values, int stride, int positions, int inputs, PanelLanes lanes, Span<float> panel)
    {
        ReadOnlySpan<double> factors = lanes.Factors;
        for (int position = 0, at = 0; position < positions; position++)
        {
            int row = (position * lanes.Rows) + lanes.FirstRow;
            for (int i = 0; i < inputs; i++, at += stride)
            {
                ReadOnlySpan<float> source = values.Slice(at, factors.Length);
                Span<float> destination = panel.Slice(((row + i) * Width) + lanes.First, factors.Length);
                for (int lane = 0; lane < source.Length; lane++)
                {
                    destination[lane] = (float)(source[lane] * factors[lane]);
                }
            }
        }
    }

    /// <summary>PyTorch's order has each channel's weights together, input by input: what is a row there is a lane here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(ReadOnlySpan<float> values, int positions, int inputs, PanelLanes lanes, Span<float> panel)
    {
        // 64 inputs at a time: the 64 destination rows of a position (4 KB) stay in the first cache while the lanes fill them one by one.
        const int Chunk = 64;
        ReadOnlySpan<double> factors = lanes.Factors;
        int taps = positions * inputs;
        for (int first = 0; first < inputs; first += Chunk)
        {
            int count = Math.Min(Chunk, inputs - first);
            for (int position = 0; position < positions; position++)
            {
                int row = (position * lanes.Rows) + lanes.FirstRow + first;
                Span<float> destination = panel.Slice(row * Width, count * Width)[lanes.First..];
                for (int lane = 0; lane < factors.Length; lane++)
                {
                    // The one check of these bounds; the loop has one index for both and none that the compiler could follow.
                    int start = (lane * taps) + (first * positions) + position;
                    ref float source = ref MemoryMarshal.GetReference(values.Slice(start, ((count - 1) * positions) + 1));
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

    /// <summary>Where some channels of one group stand in their panel.</summary>
    private readonly ref struct PanelLanes(int first, int firstRow, int rows, ReadOnlySpan<double> factors)
    {
        /// <summary>The first channel's lane.</summary>
        public readonly int First = first;

        /// <summary>Of the rows of each position, the one of the group's first input channel.</summary>
        public readonly int FirstRow = firstRow;

        /// <summary>Rows of each position.</summary>
        public readonly int Rows = rows;

        /// <summary>What multiplies the weights, one factor for each channel.</summary>
        public readonly ReadOnlySpan<double> Factors = factors;
    }
}

/// <summary>Neighbouring output channels of a layer.</summary>
internal readonly record struct OutputRange(int First, int Count);
