using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>One operation of a graph; one small record per kind.</summary>
internal abstract record Op;

/// <summary>
/// A convolution, dense or depthwise; a fully connected layer is one whose kernel is the whole map.
/// </summary>
/// <param name="Kind">Dense: every input channel meets every output channel. Depthwise: channel c meets channel c alone.</param>
/// <param name="KernelHeight">Taps from top to bottom.</param>
/// <param name="KernelWidth">Taps from left to right.</param>
/// <param name="Padding">Positions around the map; padded taps are skipped.</param>
/// <param name="Weights">Where its numbers are found in a checkpoint.</param>
/// <param name="Epilogue">What happens to the sum before it is stored, in order.</param>
internal sealed record Convolution(
    ConvolutionKind Kind,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int DilationHeight,
    int DilationWidth,
    EdgePadding Padding,
    WeightSource Weights,
    EquatableArray<EpilogueOp> Epilogue) : Op
{
    /// <summary>
    /// Groups of a dense convolution: each part of the output channels sees the part of the input channels at the same place. Divides both.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// Parts of a depthwise convolution with several kernels, in channel order, at least two; empty for one kernel. The convolution's own kernel, dilation
    /// and padding are then those of its largest part.
    /// </summary>
    public EquatableArray<DepthwisePart> Parts { get; init; }

    /// <summary>How its sums are computed: part of the arithmetic, and so of the graph.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>Whether an algorithm in tiles can compute it: Winograd's is for 3×3 kernels that move by one.</summary>
    public bool CanBeTiled =>
        Kind == ConvolutionKind.Dense && Groups == 1 && Weights.Shape == WeightShape.Convolution && KernelHeight == 3 && KernelWidth == 3
        && StrideHeight == 1 && StrideWidth == 1 && DilationHeight == 1 && DilationWidth == 1;
}

/// <summary>How a dense convolution is computed. The number is the side of a tile of results, where there are tiles.</summary>
internal enum ConvolutionAlgorithm
{
    /// <summary>One multiply-add for each tap of each result.</summary>
    Direct = 0,

    /// <summary>Winograd's F(2×2, 3×3): 16 multiply-adds an input channel for 4 results.</summary>
    Winograd2 = 2,

    /// <summary>Winograd's F(4×4, 3×3): 36 multiply-adds an input channel for 16 results.</summary>
    Winograd4 = 4,
}

/// <summary>Neighbouring channels of a mixed depthwise convolution that share a kernel.</summary>
internal sealed record DepthwisePart(
    int Channels, int KernelHeight, int KernelWidth, int DilationHeight, int DilationWidth, EdgePadding Padding);

internal enum ConvolutionKind
{
    Dense,
    Depthwise,
}

/// <summary>Padded positions on each side of a map; the far sides may be implied and then only say how far the last window reaches.</summary>
internal sealed record EdgePadding(int Top, int Left, int Bottom, int Right);

/// <summary>The tensors of one layer as checkpoints name them.</summary>
/// <param name="Shape">How the checkpoint shapes the layer: decides how many dimensions its tensor may have.</param>
/// <param name="Bias">The layer has a bias of its own.</param>
/// <param name="Norm">A batch norm follows in the checkpoint and is folded on loading.</param>
/// <param name="Names">
/// One for each dialect of the network. <c>{group}</c> in a layer's name stands for the number of a group, or of a part of a mixed depthwise
/// convolution, from 0: the checkpoint then holds one tensor for each.
/// </param>
/// <param name="IsClassifier">The layer yields the classes.</param>
internal sealed record WeightSource(WeightShape Shape, bool Bias, bool Norm, EquatableArray<LayerNames> Names, bool IsClassifier = false);

internal enum WeightShape
{
    /// <summary>A convolution's kernel; 1×1 kernels may also be matrices.</summary>
    Convolution,

    /// <summary>One kernel a channel.</summary>
    Depthwise,

    /// <summary>A matrix over the flattened map.</summary>
    FullyConnected,

    /// <summary>No weights but those of a batch norm: its scale is a depthwise 1×1 kernel.</summary>
    Norm,
}

/// <summary>One thing that happens to a sum between the last multiply and the store.</summary>
internal abstract record EpilogueOp;

/// <summary>The value at <paramref name="Input"/> among the node's inputs is added.</summary>
internal sealed record AddResidual(int Input) : EpilogueOp;

/// <summary>The activation is applied.</summary>
internal sealed record Activate(ActivationKind Activation) : EpilogueOp;

/// <summary>Batch norm over channels, before it is folded into the convolution that feeds it.</summary>
/// <param name="Names">One for each dialect of the network: the convolution's layer and its norm.</param>
internal sealed record BatchNorm(EquatableArray<LayerNames> Names) : Op;

/// <summary>An activation of its own, before it is fused, or where nothing can take it.</summary>
internal sealed record Activation(ActivationKind Kind) : Op;

/// <summary>The sum of two values of one shape, then the epilogue.</summary>
internal sealed record Add(EquatableArray<EpilogueOp> Epilogue) : Op;

/// <summary>The mean of windows. A global pool has the window of its whole map.</summary>
/// <param name="CountsPadding">The sum is divided by the whole window rather than by its positions inside the map.</param>
internal sealed record AveragePool(
    int WindowHeight, int WindowWidth, int StrideHeight, int StrideWidth, EdgePadding Padding, bool CountsPadding = false) : Op;

/// <summary>The mean over windows that part a map of any size evenly: row i of h sees rows ⌊i·H/h⌋ to ⌈(i + 1)·H/h⌉ - 1.</summary>
internal sealed record AdaptiveAveragePool : Op;

/// <summary>The largest element of windows; padded positions are left out.</summary>
internal sealed record MaxPool(int WindowHeight, int WindowWidth, int StrideHeight, int StrideWidth, EdgePadding Padding) : Op;

/// <summary>The product of a map with another of its shape, or with one number a channel (1 × 1 × channels); then the epilogue.</summary>
internal sealed record Multiply(EquatableArray<EpilogueOp> Epilogue) : Op;

/// <summary>The channels of all inputs, one after another.</summary>
internal sealed record Concat : Op;

/// <summary>Some neighbouring channels of a map: as many as the result has.</summary>
internal sealed record Slice(int FirstChannel) : Op;

/// <summary>Channel shuffle: channels seen as (groups, c / groups) and transposed, so that result j·groups + i is input i·(c / groups) + j.</summary>
internal sealed record Shuffle(int Groups) : Op;

/// <summary>Local response normalization across channels.</summary>
internal sealed record LocalResponseNorm(ResponseNormRule Rule) : Op;

/// <summary>exp(x - max) over their sum, over all elements of a vector.</summary>
internal sealed record Softmax : Op;

/// <summary>Nothing at inference (dropout, flattening a vector): removed by the first pass.</summary>
internal sealed record Identity : Op;
