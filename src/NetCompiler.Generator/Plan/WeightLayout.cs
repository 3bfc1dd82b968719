using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Places every layer's weights in one block: panels of 16 output channels, each panel its 16 biases and then 16 weights a tap. One
/// layout serves all instruction sets.
/// </summary>
internal static class WeightLayout
{
    /// <summary>Output channels of a panel: one AVX-512 register, two of AVX2, four of NEON.</summary>
    public const int PanelChannels = 16;

    /// <summary>Layers in execution order; offsets and sum are multiples of 16 floats.</summary>
    public static EquatableArray<PlannedLayer> Arrange(NetworkGraph graph)
    {
        List<PlannedLayer> layers = [];
        int offset = 0;
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is Convolution convolution)
            {
                PlannedLayer layer = new(
                    node.Name,
                    convolution.KernelHeight,
                    convolution.KernelWidth,
                    graph.Values[node.Inputs[0]].Shape.Channels,
                    graph.Values[node.Output].Shape.Channels,
                    convolution.Kind,
                    offset,
                    convolution.Weights);
                layers.Add(layer);
                offset += layer.Floats;
            }
        }

        return layers.ToEquatableArray();
    }
}

/// <summary>One layer's place in the weight block.</summary>
/// <param name="Offset">In floats.</param>
/// <param name="Source">Names and kind of its tensors in checkpoints.</param>
internal sealed record PlannedLayer(
    string Name,
    int KernelHeight,
    int KernelWidth,
    int InputChannels,
    int OutputChannels,
    ConvolutionKind Kind,
    int Offset,
    WeightSource Source)
{
    /// <summary>Multiply-adds that make one result.</summary>
    public int Taps => KernelHeight * KernelWidth * (Kind == ConvolutionKind.Dense ? InputChannels : 1);

    /// <summary>Floats of one panel.</summary>
    public int PanelFloats => WeightLayout.PanelChannels * (1 + Taps);

    /// <summary>Floats of all panels.</summary>
    public int Floats => (OutputChannels + WeightLayout.PanelChannels - 1) / WeightLayout.PanelChannels * PanelFloats;
}
