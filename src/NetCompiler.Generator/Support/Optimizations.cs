using System;

namespace NetCompiler.Generator.Support;

/// <summary>
/// What makes a network faster and can be left out, each by itself: for measurements, and to find out where a difference comes from. Leaving out one that
/// <c>docs/numerics.md</c> does not speak of keeps every bit.
/// </summary>
[Flags]
internal enum Optimizations
{
    /// <summary>Nothing: one kernel an operation.</summary>
    None = 0,

    /// <summary>Batch norms become part of the weights of the convolutions before them.</summary>
    FoldBatchNorm = 1,

    /// <summary>Activations are applied while a result is still in a register.</summary>
    FuseActivation = 2,

    /// <summary>Sums of two maps are formed while one of them is being computed.</summary>
    FuseResidualAdd = 4,

    /// <summary>Joined and taken channels are computed or read where they lie, not moved.</summary>
    ChannelViews = 8,

    /// <summary>The next weights are asked for while these are used.</summary>
    FetchAhead = 16,

    /// <summary>1×1 and depthwise convolutions read channels wherever they lie: shuffles, slices and concatenations move nothing.</summary>
    ChannelLists = 32,

    /// <summary>1×1 convolutions in groups read the channels of each group alone.</summary>
    ExactGroups = 64,

    /// <summary>Some 3×3 convolutions are computed by Winograd's algorithm, whose results differ by roundings.</summary>
    Winograd = 128,

    /// <summary>Neighbouring steps are run band by band of rows, so that large maps between them need no memory.</summary>
    Bands = 256,

    /// <summary>The last channels of a 1×1 convolution, where they are few, are computed in registers of half the width.</summary>
    HalfRegisters = 512,

    /// <summary>All of them.</summary>
    All = FoldBatchNorm | FuseActivation | FuseResidualAdd | ChannelViews | FetchAhead | ChannelLists | ExactGroups | Winograd | Bands | HalfRegisters,
}
