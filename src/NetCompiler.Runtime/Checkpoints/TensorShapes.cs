using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// The shapes in which a checkpoint may hold a layer's weights, the usual one first. All shapes of a layout have the same order in memory.
/// </summary>
internal static class TensorShapes
{
    /// <summary>Lists the shapes.</summary>
    /// <param name="inputsFirst">Keras' order (height, width, input, output) and not PyTorch's (output, input, height, width).</param>
    public static long[][] Of(WeightLayer layer, bool inputsFirst)
    {
        long height = layer.KernelHeight;
        long width = layer.KernelWidth;
        long inputs = layer.ChannelsPerOutput;
        long outputs = layer.OutputChannels;
        if (layer.Kind == WeightLayerKind.Depthwise)
        {
            return [inputsFirst ? [height, width, outputs, 1] : [outputs, 1, height, width]];
        }

        long[] kernel = inputsFirst ? [height, width, inputs, outputs] : [outputs, inputs, height, width];
        long[] matrix = inputsFirst ? [layer.Taps, outputs] : [outputs, layer.Taps];
        if (layer.Kind == WeightLayerKind.FullyConnected)
        {
            return [matrix, kernel];
        }

        return layer.KernelPositions == 1 ? [kernel, matrix] : [kernel];
    }
}
