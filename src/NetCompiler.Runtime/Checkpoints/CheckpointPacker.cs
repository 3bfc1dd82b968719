using System.Buffers;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>The tensors of a checkpoint in, the network's weight block filled: bound, folded, packed.</summary>
internal static class CheckpointPacker
{
    /// <summary>Fills the block; nothing is written unless everything fits.</summary>
    public static void Pack(
        NetworkDescription network, Dictionary<string, TensorEntry> tensors, TensorBytes file, Span<float> block, WeightOptions options, string source)
    {
        BoundCheckpoint checkpoint = CheckpointBinder.Bind(network, tensors, options, source);
        FoldedLayer[] folded = new FoldedLayer[checkpoint.Layers.Length];
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = BatchNormFolder.Fold(checkpoint.Layers[i], checkpoint.Epsilon, file, source);
        }

        block.Clear();
        foreach (FoldedLayer layer in folded)
        {
            PanelPacker.PackBiases(layer, block);
            PackWeights(layer, checkpoint.InputsFirst, file, block);
        }
    }

    private static void PackWeights(FoldedLayer layer, bool inputsFirst, TensorBytes file, Span<float> block)
    {
        TensorEntry[] tensors = layer.Bound.Weights;
        int channels = layer.Bound.Layer.OutputChannels;
        if (layer.Bound.Layer.Kind == WeightLayerKind.Norm)
        {
            float[] ones = new float[channels];
            Array.Fill(ones, 1);
            PanelPacker.PackWeights(layer, new OutputRange(0, channels), ones, inputsFirst, block);
            return;
        }

        for (int i = 0; i < tensors.Length; i++)
        {
            int outputs = channels / tensors.Length;
            PackTensor(layer, new OutputRange(i * outputs, outputs), file.Of(tensors[i]), tensors[i].Type, inputsFirst, block);
        }
    }

    private static void PackTensor(FoldedLayer layer, OutputRange outputs, ReadOnlySpan<byte> bytes, string type, bool inputsFirst, Span<float> block)
    {
        if (type == "F32" && IsAligned(bytes))
        {
            PanelPacker.PackWeights(layer, outputs, MemoryMarshal.Cast<byte, float>(bytes), inputsFirst, block);
            return;
        }

        int length = layer.Bound.Layer.WeightsPerOutput * outputs.Count;
        float[] decoded = ArrayPool<float>.Shared.Rent(length);
        Span<float> values = decoded.AsSpan(0, length);
        TensorDecoder.Decode(bytes, type, values);
        PanelPacker.PackWeights(layer, outputs, values, inputsFirst, block);
        ArrayPool<float>.Shared.Return(decoded);
    }

    private static unsafe bool IsAligned(ReadOnlySpan<byte> bytes)
    {
        // A moving collector keeps the alignment of what lies in an array, so the answer outlives the fixed statement.
        fixed (byte* start = bytes)
        {
            return (nuint)start % sizeof(float) == 0;
        }
    }
}
