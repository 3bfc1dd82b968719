using System;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>How a depthwise convolution fills the registers: results side by side, of which each has a sum, and weights of a tap row beside them.</summary>
internal static class DepthwiseTiles
{
    /// <summary>The widest tile: more sums than this no longer hide anything and spill.</summary>
    private const int Widest = 8;

    public static EquatableArray<TileRun> Cover(WindowGeometry window) => TileCover.Cover(window, Widest);

    /// <summary>
    /// The weights of a tap row that stand in registers while its columns pass; the others are read by each multiply-add that needs them. One register is for
    /// the input's column and one stays free for the compiler: 7 sums + 7 weights + 1 input = 15 of 16.
    /// </summary>
    public static int HeldWeights(WindowGeometry window, EquatableArray<TileRun> runs, VectorIsa isa) =>
        Math.Max(0, Math.Min(window.KernelWidth, isa.Registers - 2 - runs.Max(run => run.Width)));
}
