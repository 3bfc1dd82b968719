using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// The shapes in which a checkpoint may hold a layer's weights, the usual one first. All shapes of a layout have the same order in memory.
/// </summary>
internal static class TensorShapes
{
    /// <summary>Lists the shapes.</summary>
    /// <param name="outputs">Output channels of the tensor: those of the layer, or of one of its groups.</param>
    /// <param name="inputsFirst">Keras' order (height, width, input, output) and not PyTorch's (output, input, height, width).</param>
    public static long[][] Of(WeightLayer layer, long outputs, bool inputsFirst)
    {
        long height = layer.KernelHeight;
        long width = layer.KernelWidth;
        long inputs = layer.ChannelsPerOutput;
        if (layer.Kind == WeightLayerKind.Depthwise)
        {
            return [inputsFirst ? [height, width, outputs, 1] : [outputs, 1, height, width]];
        }

        long[] kernel = inputsFirst ? [height, width, inputs, outputs] : [outputs, inputs, height, width];
        long[] matrix = inputsFirst ? [layer.WeightsPerOutput, outputs] : [outputs, layer.WeightsPerOutput];
        if (layer.Kind == WeightLayerKind.FullyConnected)
        {
            return [matrix, kernel];
        }

        return layer.KernelPositions == 1 ? [kernel, matrix] : [kernel];
    }

    /// <summary>How many output channels a tensor has that is the layer's but for their number; null for any other tensor.</summary>
    public static long? CountOutputs(WeightLayer layer, ReadOnlySpan<long> shape, bool inputsFirst)
    {
        if (shape.Length < 2 || layer.IsDepthwise)
        {
            return null;
        }

        long outputs = inputsFirst ? shape[^1] : shape[0];
        foreach (long[] fitting in Of(layer, outputs, inputsFirst))
        {
            if (shape.SequenceEqual(fitting))
            {
                return outputs;
            }
        }

        return null;
    }
}
