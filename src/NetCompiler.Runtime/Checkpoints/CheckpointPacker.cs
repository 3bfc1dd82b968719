using System.Buffers;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>The bytes of a safetensors file in, the network's weight block filled: read, bound, folded, packed.</summary>
internal static class CheckpointPacker
{
    /// <summary>Fills the block; nothing is written unless everything fits.</summary>
    public static void Pack(NetworkDescription network, ReadOnlySpan<byte> file, Span<float> block, WeightOptions options, string source)
    {
        Dictionary<string, TensorEntry> tensors = SafetensorsReader.Read(file, source);
        BoundCheckpoint checkpoint = CheckpointBinder.Bind(network, tensors, options, source);
        FoldedLayer[] folded = new FoldedLayer[checkpoint.Layers.Length];
        int longest = 0;
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = BatchNormFolder.Fold(checkpoint.Layers[i], checkpoint.Epsilon, file, source);
            longest = Math.Max(longest, checkpoint.Layers[i].Weights.Length);
        }

        block.Clear();
        float[] decoded = ArrayPool<float>.Shared.Rent(longest);
        foreach (FoldedLayer layer in folded)
        {
            PanelPacker.Pack(layer, Values(file, layer.Bound.Weights, decoded), checkpoint.InputsFirst, block);
        }

        ArrayPool<float>.Shared.Return(decoded);
    }

    /// <summary>The tensor's floats: in place where they lie aligned in the file, else decoded.</summary>
    private static ReadOnlySpan<float> Values(ReadOnlySpan<byte> file, TensorEntry tensor, float[] decoded)
    {
        ReadOnlySpan<byte> bytes = file.Slice(tensor.Start, tensor.Bytes);
        if (tensor.Type == "F32" && IsAligned(bytes))
        {
            return MemoryMarshal.Cast<byte, float>(bytes);
        }

        Span<float> values = decoded.AsSpan(0, tensor.Length);
        TensorDecoder.Decode(file, tensor, values);
        return values;
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
