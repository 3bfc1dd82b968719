using System;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Chooses strips, register blocks and the order of loops of a 1×1 convolution that gathers its channels: strips of pixels so small that what is read stays
/// near while one block of channels after another reads it, and so long that the weights are not brought in too often. Results do not depend on it.
/// </summary>
internal static class GatherLoopChooser
{
    private static readonly MachineModel s_machine = MachineModel.Nominal;

    /// <summary>The step with its loops; it fetches ahead where it did and that still helps.</summary>
    /// <param name="bandPixels">Pixels that a number of strips has to make up: those of every band are so many, or some times as many. Null for the whole map.</param>
    public static GatheredConvStep Choose(GatheredConvStep step, VectorIsa isa, int? bandPixels = null)
    {
        // Gathered channels lie anywhere.
        isa = isa.Broadcasting;
        double best = double.MaxValue;
        WindowGeometry chosen = step.Window;
        EquatableArray<ChannelGroup> blocks = default;
        PlannedLayer layer = step.Layer;
        int pixels = step.Window.Rows * step.Window.Columns;
        int outputs = layer.OutputChannels / layer.Groups;
        MapLayout layout = step.Channels.Maps[0].Layout;
        int planes = step.Channels.Points.Select(point => point with { Channel = point.Channel / layout.ChannelBlock }).Distinct().Count();
        int pixelBytes = planes * layout.PixelStride * sizeof(float);
        for (int rows = 1; rows <= pixels; rows++)
        {
            if (pixels % rows != 0 || (bandPixels ?? pixels) % (pixels / rows) != 0)
            {
                continue;
            }

            WindowGeometry strips = step.Window.AsRows(rows);
            EquatableArray<ChannelGroup> groups = RegisterBlockChooser.Choose(strips, outputs, layer.ReadChannels, isa);
            double cost = rows * Cycles(strips, layer, pixelBytes, groups, isa);
            if (cost < best)
            {
                (best, chosen, blocks) = (cost, strips, groups);
            }
        }

        bool isResident = layer.Floats / layer.Groups * sizeof(float) <= s_machine.NearShare;
        return step with
        {
            Window = chosen,
            Groups = blocks,
            Order = isResident ? LoopOrder.PixelsOutside : LoopOrder.ChannelsOutside,
            FetchesAhead = step.FetchesAhead && LoopChooser.FetchesAhead(chosen, layer, isInPlanes: true),
        };
    }

    /// <summary>What one strip takes.</summary>
    /// <param name="pixelBytes">What is read of a pixel: whole planes.</param>
    private static double Cycles(WindowGeometry strips, PlannedLayer layer, int pixelBytes, EquatableArray<ChannelGroup> groups, VectorIsa isa)
    {
        // A tile's sums are started and stored too, which takes about as long as four taps.
        const int TapsOfTile = 4;
        int repeatedTaps = RegisterBlock.RepeatedTaps(strips, layer.ReadChannels);
        double work = layer.Groups * groups.Sum(group => group.Count * group.Runs.Sum(run =>
            run.Tiles * new RegisterBlock(run.Width, group.Block.Tiles).CyclesPerTap(isa, repeatedTaps))) * (layer.ReadChannels + TapsOfTile);

        double bytes = (double)strips.Columns * pixelBytes;
        int passes = bytes <= s_machine.NearShare ? 1 : layer.Groups * groups.Sum(group => group.Count);
        double input = bytes * passes / isa.StreamBytesPerCycle;

        double weightBytes = (double)layer.Floats * sizeof(float);
        double weights = strips.Rows == 1 || weightBytes <= s_machine.NearShare ? 0
            : weightBytes / (weightBytes <= s_machine.MiddleShare ? isa.StreamBytesPerCycle : s_machine.FarBytesPerCycle);
        return work + (s_machine.ExposedTraffic * (input + weights));
    }
}
