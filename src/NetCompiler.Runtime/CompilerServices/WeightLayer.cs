using System.ComponentModel;

namespace NetCompiler.CompilerServices;

/// <summary>How a checkpoint shapes a layer's weights.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WeightLayerKind
{
    /// <summary>A kernel over all input channels for each output channel; a 1×1 kernel's tensor may be a matrix.</summary>
    Convolution,

    /// <summary>One kernel for each channel.</summary>
    Depthwise,

    /// <summary>A matrix over the flattened map; the kernel is the map.</summary>
    FullyConnected,

    /// <summary>No weights of its own: a batch norm that stands alone, whose factors are a depthwise 1×1 kernel and whose names are those of the norm.</summary>
    Norm,
}

/// <summary>
/// One layer with weights: what a checkpoint has to hold for it, and where its panels lie in the weight block. A panel is 16 output
/// channels: 16 biases, then one row of 16 weights for each tap.
/// </summary>
/// <param name="Name">The layer's name in the network, for messages.</param>
/// <param name="Kind">How a checkpoint shapes the weights.</param>
/// <param name="KernelHeight">Taps from top to bottom.</param>
/// <param name="KernelWidth">Taps from left to right.</param>
/// <param name="InputChannels">Channels read.</param>
/// <param name="OutputChannels">Channels written.</param>
/// <param name="Offset">Where the first panel begins, in floats, a multiple of 16.</param>
/// <param name="HasBias">The layer has a bias of its own.</param>
/// <param name="HasNorm">A batch norm follows, which is folded on loading.</param>
/// <param name="Names">
/// One for each dialect: the layer's tensors without suffix, or those of the layer and of its norm, separated by a space.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WeightLayer(
    string Name,
    WeightLayerKind Kind,
    int KernelHeight,
    int KernelWidth,
    int InputChannels,
    int OutputChannels,
    int Offset,
    bool HasBias,
    bool HasNorm,
    params string[] Names)
{
    /// <summary>Output channels of a panel.</summary>
    internal const int PanelWidth = 16;

    /// <summary>Channels that one output channel reads.</summary>
    internal int ChannelsPerOutput => Kind == WeightLayerKind.Depthwise ? 1 : InputChannels;

    /// <summary>Positions of the kernel.</summary>
    internal int KernelPositions => KernelHeight * KernelWidth;

    /// <summary>Rows of weights in a panel: products summed for one result.</summary>
    internal int Taps => KernelPositions * ChannelsPerOutput;

    /// <summary>Floats from one panel to the next.</summary>
    internal int PanelFloats => PanelWidth * (1 + Taps);

    internal int Panels => (OutputChannels + PanelWidth - 1) / PanelWidth;

    internal long PackedFloats => (long)Panels * PanelFloats;
}
