using System;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>Cycles that a step's bytes take from the caches that they lie in, judged by how much the step touches.</summary>
internal sealed class Traffic(VectorIsa isa, MachineModel machine, long weightBytes)
{
    /// <summary>The cycles of all bytes that do not lie in L1.</summary>
    public double Of(KernelStep step)
    {
        long read = StepWork.ReadBytes(step);
        long other = step.Other is null ? 0 : StepWork.BytesMoved(step) - read - StepWork.WeightBytes(step) - StepWork.WrittenBytes(step);
        long written = StepWork.WrittenBytes(step);
        double cycles = Map(read, read + written) + Map(other, read + written + other) + Map(written, read + written);
        return cycles + step switch
        {
            DenseConvStep dense => Dense(dense.Window, dense.Groups, dense.Layer, dense.Order, read),
            GatheredConvStep { Layer.Groups: 1 } gathered => Dense(gathered.Window, gathered.Groups, gathered.Layer, gathered.Order, read),
            GatheredConvStep or DepthwiseConvStep or WinogradStep => Weights(StepWork.WeightBytes(step)),
            _ => 0,
        };
    }

    private double Dense(WindowGeometry window, EquatableArray<ChannelGroup> groups, PlannedLayer layer, LoopOrder order, long read)
    {
        long layerBytes = (long)layer.Floats * sizeof(float);
        double cycles = Weights(layerBytes);
        int rows = window.Rows;
        double strip = (double)read / rows * window.KernelHeight;
        foreach (ChannelGroup group in groups)
        {
            int tiles = group.Runs.Sum(run => run.Tiles);
            double block = (double)group.Block.Tiles * isa.Lanes / WeightLayout.PanelChannels * layer.PanelFloats * sizeof(float);
            bool pixelsOutside = order == LoopOrder.PixelsOutside;

            // Weights after their first use: once a strip, and once a tile where a block of channels does not stay in L1 beside the pixels.
            double used = pixelsOutside ? block * group.Count : block;
            double again = used <= machine.ResidentWeightBytes ? pixelsOutside ? 0 : rows - 1 : ((double)rows * tiles) - 1;
            cycles += block * group.Count * again / RateOf(layerBytes);

            // Pixels after their first use: once a block of channels.
            double passes = pixelsOutside ? 0 : group.Count - 1;
            double pixels = pixelsOutside ? 0 : strip;
            cycles += passes * rows * (pixels <= machine.NearBytes - Math.Min(block, machine.ResidentWeightBytes) ? 0 : pixels / RateOf((long)pixels));
        }

        return cycles;
    }

    /// <summary>The network's weights: used once a run, so they lie wherever those of all layers find room.</summary>
    private double Weights(long bytes) => bytes / RateOf(weightBytes);

    /// <summary>A map among so many bytes that are in use.</summary>
    private double Map(long bytes, long among) => among <= machine.NearBytes ? 0 : bytes / RateOf(among);

    private double RateOf(long bytes) => bytes <= machine.MiddleBytes ? machine.MiddleBytesPerCycle
        : bytes <= machine.FarBytes ? machine.FarBytesPerCycle
        : machine.MemoryBytesPerCycle;
}
