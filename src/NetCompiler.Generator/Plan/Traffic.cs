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
            WinogradStep winograd => Winograd(winograd),
            GatheredConvStep or DepthwiseConvStep => Weights(StepWork.WeightBytes(step)),
            _ => 0,
        };
    }

    /// <summary>Each strip reads all weights; its transformed tiles and its products are written and read.</summary>
    private double Winograd(WinogradStep step)
    {
        long layerBytes = StepWork.WeightBytes(step);
        int strips = step.Tiling.TileRows / step.Tiling.StripRows;
        long strip = (long)(step.Transformed.Shape.Length + step.Products.Shape.Length) * sizeof(float);
        return Weights(layerBytes) + ((strips - 1) * (double)layerBytes / machine.BytesPerCycle(layerBytes + strip)) + (strips * 2 * Map(strip, strip));
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
            cycles += block * group.Count * again / machine.BytesPerCycle(layerBytes);

            // Pixels after their first use: once a block of channels.
            double passes = pixelsOutside ? 0 : group.Count - 1;
            double pixels = pixelsOutside ? 0 : strip;
            cycles += passes * rows * (pixels <= machine.NearBytes - Math.Min(block, machine.ResidentWeightBytes) ? 0 : pixels / machine.BytesPerCycle(pixels));
        }

        return cycles;
    }

    /// <summary>The network's weights: used once a run, so they lie wherever those of all layers find room.</summary>
    private double Weights(long bytes) => bytes / machine.BytesPerCycle(weightBytes);

    /// <summary>A map among so many bytes that are in use.</summary>
    private double Map(long bytes, long among) => among <= machine.NearBytes ? 0 : bytes / machine.BytesPerCycle(among);
}
