using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// What tells one kernel of 1×1 convolutions from another: the block in registers and what happens to its sums. Every size is an argument, so
/// layers of all shapes share a kernel.
/// </summary>
/// <param name="Wide">Pixels of the wider tiles.</param>
/// <param name="Narrow">Pixels of the narrower tiles; 0 where all are equal.</param>
/// <param name="Tiles">Registers of output channels.</param>
/// <param name="EndsInHalf">Whether the last of them is half as wide.</param>
/// <param name="PanelStart">Channels of the first panel of weights that belong to the block before.</param>
/// <param name="PlaneStart">Channels of the first plane of the output that belong to the block before.</param>
/// <param name="HasBlocks">Whether several blocks of channels follow each other.</param>
/// <param name="HasRest">Whether the input's last plane is not full.</param>
/// <param name="FetchesAhead">Whether the next panel of weights is asked for while this one is used.</param>
/// <param name="Parts">What happens to the sums before they are stored.</param>
internal sealed record PointwiseKernel(
    int Wide, int Narrow, int Tiles, bool EndsInHalf, int PanelStart, int PlaneStart, bool HasBlocks, bool HasRest, bool FetchesAhead,
    EquatableArray<EpiloguePart> Parts)
{
    /// <summary>Whether this kernel computes the other's block with the same tiles, and perhaps with others that the call then asks for none of.</summary>
    public bool Covers(PointwiseKernel other) =>
        Tiles == other.Tiles && EndsInHalf == other.EndsInHalf && PanelStart == other.PanelStart && PlaneStart == other.PlaneStart && Parts == other.Parts
        && (other.Narrow == 0 ? Wide == other.Wide || Narrow == other.Wide : Wide == other.Wide && Narrow == other.Narrow);

    /// <summary>A kernel that does what this one and the other do.</summary>
    public PointwiseKernel With(PointwiseKernel other) => this with
    {
        HasBlocks = HasBlocks || other.HasBlocks,
        HasRest = HasRest || other.HasRest,
        FetchesAhead = FetchesAhead || other.FetchesAhead,
    };
}
