using System.Globalization;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Testing.Reference;

/// <summary>
/// The raw tensors of a layer. Where its name counts groups, the checkpoint has a tensor for each group, or for each part of a mixed depthwise
/// convolution, and biases are counted too; a norm is one vector over all channels.
/// </summary>
/// <param name="tensors">The checkpoint, in torchvision's layout.</param>
/// <param name="dialect">Which of the layers' names are the checkpoint's.</param>
internal sealed class LayerTensors(TensorSource tensors, int dialect)
{
    private const string Number = "{group}";

    /// <summary>
    /// The kernels as [output][input of its group][ky][kx]; of a fully connected layer as [output][input][y][x], of a lone norm ones. A mixed
    /// convolution has <see cref="PartWeights"/>.
    /// </summary>
    public float[] Weights(Convolution op, int inputChannels, int outputChannels)
    {
        int inputs = op.Kind == ConvolutionKind.Dense ? inputChannels / op.Groups : 1;
        int kernel = op.KernelHeight * op.KernelWidth;
        string layer = op.Weights.Names[dialect].Layer;
        switch (op.Weights.Shape)
        {
            case WeightShape.Norm:
                return [.. Enumerable.Repeat(1f, outputChannels)];
            case WeightShape.FullyConnected:
                return tensors.Read(layer + ".weight", outputChannels, kernel * inputs);
            default:
                int tensorOutputs = layer.Contains(Number, StringComparison.Ordinal) ? outputChannels / op.Groups : outputChannels;
                return
                [
                    .. Enumerable.Range(0, outputChannels / tensorOutputs).SelectMany(group =>
                        tensors.Read(Counted(layer, group) + ".weight", tensorOutputs, inputs, op.KernelHeight, op.KernelWidth)),
                ];
        }
    }

    /// <summary>The kernels of each part of a mixed depthwise convolution as [channel][ky][kx].</summary>
    public float[][] PartWeights(Convolution op) =>
    [
        .. op.Parts.Select((part, number) => tensors.Read(
            Counted(op.Weights.Names[dialect].Layer, number) + ".weight", part.Channels, 1, part.KernelHeight, part.KernelWidth)),
    ];

    /// <summary>The biases of all channels; zeros without any. A checkpoint whose norms are folded has some that the network does not speak of.</summary>
    public float[] Biases(Convolution op, int channels)
    {
        string layer = op.Weights.Names[dialect].Layer;
        if (op.Weights.Shape == WeightShape.Norm || !(op.Weights.Bias || tensors.Contains(Counted(layer, 0) + ".bias")))
        {
            return new float[channels];
        }

        int[] sizes = !layer.Contains(Number, StringComparison.Ordinal) ? [channels]
            : op.Parts.Count > 0 ? [.. op.Parts.Select(part => part.Channels)]
            : [.. Enumerable.Repeat(channels / op.Groups, op.Groups)];
        return [.. sizes.SelectMany((size, number) => tensors.Read(Counted(layer, number) + ".bias", size))];
    }

    /// <summary>The statistics of a norm; null where the checkpoint has it folded into its convolution.</summary>
    public NormTensors? Norm(string? name, int channels) =>
        name is null || !tensors.Contains(name + ".running_var")
            ? null
            : new NormTensors(
                tensors.Read(name + ".weight", channels), tensors.Read(name + ".bias", channels),
                tensors.Read(name + ".running_mean", channels), tensors.Read(name + ".running_var", channels));

    /// <summary>A layer's name with the number of a group or part in it.</summary>
    public static string Counted(string layer, int number) =>
        layer.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>One vector over all channels each.</summary>
internal sealed record NormTensors(float[] Gamma, float[] Beta, float[] Mean, float[] Variance);
