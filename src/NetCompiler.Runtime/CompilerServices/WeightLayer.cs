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
/// channels: 16 biases, then one row of 16 weights for each tap. A layer computed in tiles (<see cref="TileSide"/>) is laid out otherwise.
/// </summary>
/// <param name="Name">The layer's name in the network, for messages.</param>
/// <param name="Kind">How a checkpoint shapes the weights.</param>
/// <param name="KernelHeight">Taps from top to bottom.</param>
/// <param name="KernelWidth">Taps from left to right.</param>
/// <param name="InputChannels">Channels read.</param>
/// <param name="OutputChannels">Channels written.</param>
/// <param name="Offset">Where the first panel begins, in floats, a multiple of 16.</param>
/// <param name="HasBias">The layer has a bias of its own.</param>
/// <param name="HasNorm">A batch norm follows, which is folded on loading. Does not count for <see cref="WeightLayerKind.Norm"/>, which is one.</param>
/// <param name="Names">
/// One for each dialect: the layer's tensors without suffix, or those of the layer and of its norm, separated by a space; of
/// <see cref="WeightLayerKind.Norm"/> those of the norm alone. <c>{group}</c> in the layer's name stands for the number of a group, from 0, or for
/// <see cref="Part"/>: the checkpoint has a tensor for each.
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

    private readonly int? _readChannels;
    private readonly int? _mapChannels;

    /// <summary>
    /// Groups of a convolution, at least 1: output channel o meets only input channels of group o / (<see cref="OutputChannels"/> / groups). Divides both
    /// numbers of channels.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// For each panel of a convolution the first of the <see cref="ReadChannels"/> input channels that its rows stand for; null where they
    /// stand for all. Weights of other groups among them are 0.
    /// </summary>
    public int[]? PanelInputs { get; init; }

    /// <summary>Input channels that a panel of a convolution has rows for: all, unless <see cref="PanelInputs"/> says from which on.</summary>
    public int ReadChannels
    {
        get => _readChannels ?? InputChannels;
        init => _readChannels = value;
    }

    /// <summary>
    /// The output channel in each lane of the panels, −1 for none: each channel once, those of a panel in one group. Null where they follow each other.
    /// </summary>
    public int[]? Lanes { get; init; }

    /// <summary>
    /// The layer's first channel among those of the map: above 0 for a further part of a depthwise convolution with several kernels. Without
    /// <see cref="Lanes"/> the first panel then begins with as many empty lanes as this is above a multiple of 16, so that a channel has the same lane in
    /// weights and map.
    /// </summary>
    public int FirstChannel { get; init; }

    /// <summary>Channels of the map, and so of the vectors of norm and bias, of which the layer's are a part: usually all.</summary>
    public int MapChannels
    {
        get => _mapChannels ?? OutputChannels;
        init => _mapChannels = value;
    }

    /// <summary>The number of the part, from 0, of a depthwise convolution with several kernels.</summary>
    public int Part { get; init; }

    /// <summary>
    /// 2 or 4 for a 3×3 convolution computed in tiles of that many rows and columns of results by Winograd's algorithm, otherwise 0. Its weights are
    /// then transformed: the biases of all panels come first, then for each of the (<see cref="TileSide"/> + 2)² positions of a tile its panels,
    /// each of 16 zeros and a row of 16 weights for each input channel.
    /// </summary>
    public int TileSide { get; init; }

    /// <summary>The layer yields the classes: <see cref="WeightOptions.AllowMissingClassifier"/> is about it.</summary>
    public bool IsClassifier { get; init; }

    /// <summary>Whether every output channel has weights for itself alone.</summary>
    internal bool IsDepthwise => Kind is WeightLayerKind.Depthwise or WeightLayerKind.Norm;

    /// <summary>Channels that one output channel reads, as the checkpoint counts.</summary>
    internal int ChannelsPerOutput => IsDepthwise ? 1 : InputChannels / Groups;

    /// <summary>Rows of a panel for each position of the kernel.</summary>
    internal int ChannelsPerPanel => IsDepthwise ? 1 : ReadChannels;

    /// <summary>Output channels of a group.</summary>
    internal int GroupOutputs => OutputChannels / Groups;

    /// <summary>Positions of the kernel.</summary>
    internal int KernelPositions => KernelHeight * KernelWidth;

    /// <summary>Weights of one output channel in a checkpoint.</summary>
    internal int WeightsPerOutput => KernelPositions * ChannelsPerOutput;

    /// <summary>Rows of weights in a panel: products summed for one result.</summary>
    internal int Taps => KernelPositions * ChannelsPerPanel;

    /// <summary>Floats from one panel to the next.</summary>
    internal int PanelFloats => PanelWidth * (1 + Taps);

    /// <summary>Lanes of the first panel before the first channel.</summary>
    internal int EmptyLanes => FirstChannel % PanelWidth;

    internal int Panels => ((Lanes?.Length ?? (EmptyLanes + OutputChannels)) + PanelWidth - 1) / PanelWidth;

    /// <summary>Positions of a tile of transformed weights.</summary>
    internal int TilePositions => (TileSide + 2) * (TileSide + 2);

    /// <summary>Floats from one panel of a position to the next.</summary>
    internal int PositionPanelFloats => PanelWidth * (1 + InputChannels);

    internal long PackedFloats => TileSide == 0
        ? (long)Panels * PanelFloats
        : (long)Panels * (PanelWidth + ((long)TilePositions * PositionPanelFloats));
}
