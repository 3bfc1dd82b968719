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
    EquatableArray<EpilogueOp> Epilogue) : Op;

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
/// <param name="Names">One for each dialect of the network.</param>
internal sealed record WeightSource(WeightShape Shape, bool Bias, bool Norm, EquatableArray<LayerNames> Names);

internal enum WeightShape
{
    /// <summary>A convolution's kernel; 1×1 kernels may also be matrices.</summary>
    Convolution,

    /// <summary>One kernel a channel.</summary>
    Depthwise,

    /// <summary>A matrix over the flattened map.</summary>
    FullyConnected,
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

/// <summary>The mean of windows; padded positions are not counted. A global pool has the window of its whole map.</summary>
internal sealed record AveragePool(int WindowHeight, int WindowWidth, int StrideHeight, int StrideWidth, EdgePadding Padding) : Op;

/// <summary>exp(x - max) over their sum, over all elements of a vector.</summary>
internal sealed record Softmax : Op;

/// <summary>Nothing at inference (dropout, flattening a vector): removed by the first pass.</summary>
internal sealed record Identity : Op;
