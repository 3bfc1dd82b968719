using System;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>Estimates what a step takes, in cycles of a nominal core: to compare ways to share steps among workers, not to foretell times.</summary>
internal static class PartCost
{
    /// <summary>Depthwise convolutions load and store so much that they reach this share of their multiply-adds' speed.</summary>
    private const double DepthwiseShare = 0.6;

    /// <summary>Bytes that come from the L3 cache, which cores share, in one cycle.</summary>
    public const double FarBytesPerCycle = 8;

    /// <summary>Elements that move one by one.</summary>
    private const double CyclesPerMovedElement = 1.5;

    public static double Of(KernelStep step, VectorIsa isa)
    {
        double floats = step.Output.Shape.Length;
        double registers = floats / isa.Lanes;
        return step switch
        {
            DenseConvStep dense => Math.Max(Of(dense.Groups, dense.Layer, dense.Window, isa), dense.Layer.Floats * sizeof(float) / FarBytesPerCycle),
            GatheredConvStep gathered => Math.Max(
                gathered.Layer.Groups * Of(gathered.Groups, gathered.Layer, gathered.Window, isa), gathered.Layer.Floats * sizeof(float) / FarBytesPerCycle),
            DepthwiseConvStep depthwise =>
                depthwise.Layer.Taps * (double)step.Output.Shape.Pixels * depthwise.WrittenChannels.Count / isa.Lanes / isa.MultiplyAddsPerCycle / DepthwiseShare,
            AveragePoolStep pool => registers * pool.Window.KernelHeight * pool.Window.KernelWidth,
            MaxPoolStep pool => registers * pool.Window.KernelHeight * pool.Window.KernelWidth,
            AdaptivePoolStep => step.Input.Shape.Length / (double)isa.Lanes,
            ElementwiseStep elementwise => registers * (1 + elementwise.Epilogue.Parts.Count),
            MultiplyStep => registers * 2,
            CopyStep copy => (double)step.Output.Shape.Pixels * copy.Channels / isa.Lanes * 2,
            GatherStep gather => (double)step.Output.Shape.Pixels * gather.Count * CyclesPerMovedElement,
            ResponseNormStep norm => floats * norm.Rule.Size * CyclesPerMovedElement,
            _ => floats * CyclesPerMovedElement,
        };
    }

    private static double Of(EquatableArray<ChannelGroup> groups, PlannedLayer layer, WindowGeometry window, VectorIsa isa)
    {
        double cycles = 0;
        foreach (ChannelGroup group in groups)
        {
            foreach (TileRun run in group.Runs)
            {
                cycles += (double)group.Count * run.Tiles * new RegisterBlock(run.Width, group.Block.Tiles).CyclesPerTap(isa);
            }
        }

        return cycles * layer.Taps * window.Rows;
    }
}
