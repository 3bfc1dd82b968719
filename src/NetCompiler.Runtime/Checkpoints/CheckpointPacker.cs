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
            PackLayer(layer, file.Of(layer.Bound.Weights), checkpoint.InputsFirst, block);
        }
    }

    private static void PackLayer(FoldedLayer layer, ReadOnlySpan<byte> bytes, bool inputsFirst, Span<float> block)
    {
        string type = layer.Bound.Weights.Type;
        if (type == "F32" && IsAligned(bytes))
        {
            PanelPacker.Pack(layer, MemoryMarshal.Cast<byte, float>(bytes), inputsFirst, block);
            return;
        }

        int length = layer.Bound.Layer.Taps * layer.Bound.Layer.OutputChannels;
        float[] decoded = ArrayPool<float>.Shared.Rent(length);
        Span<float> values = decoded.AsSpan(0, length);
        TensorDecoder.Decode(bytes, type, values);
        PanelPacker.Pack(layer, values, inputsFirst, block);
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
