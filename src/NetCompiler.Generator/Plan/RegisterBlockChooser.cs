using System;
using System.Collections.Generic;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Chooses the register blocks of a dense convolution: one for most output channels and, where that does not come out even,
/// another for the rest, so that the estimated cycles of all tiles are fewest.
/// </summary>
internal static class RegisterBlockChooser
{
    /// <summary>Panels that one block may read at once: with more streams than that prefetching fails.</summary>
    private const int MaxPanels = 4;

    /// <summary>A second kind of block costs code: it has to save one part in a hundred to be worth it.</summary>
    private const double VariantCost = 1.01;

    /// <summary>Blocks of a layer's convolution. For a grouped one, whose panels read different channels, no block spans two panels.</summary>
    public static EquatableArray<ChannelGroup> Choose(WindowGeometry window, PlannedLayer layer, VectorIsa isa) => layer.Windows is null
        ? Choose(window, layer.OutputChannels, layer.ReadChannels, isa)
        : ChooseGrouped(new Covers(widest => TileCover.Cover(window, widest), repeatedTaps: 0, isa), layer.OutputChannels, isa);

    /// <param name="readChannels">Input channels that each result reads at every place of its window.</param>
    public static EquatableArray<ChannelGroup> Choose(WindowGeometry window, int outputChannels, int readChannels, VectorIsa isa) =>
        Choose(new Covers(widest => TileCover.Cover(window, widest), RegisterBlock.RepeatedTaps(window, readChannels), isa), outputChannels, isa);

    /// <summary>Blocks of a 1×1 convolution that is run over bands of so many pixels, the most of them first.</summary>
    public static EquatableArray<ChannelGroup> ChooseForBands(int[] pixels, PlannedLayer layer, VectorIsa isa) => layer.Windows is null
        ? Choose(new Covers(widest => TileCover.CoverEach(pixels, widest), layer.ReadChannels, isa), layer.OutputChannels, isa)
        : ChooseGrouped(new Covers(widest => TileCover.CoverEach(pixels, widest), repeatedTaps: 0, isa), layer.OutputChannels, isa);

    private static EquatableArray<ChannelGroup> Choose(Covers covers, int outputChannels, VectorIsa isa)
    {
        int tiles = MapLayout.RoundUp(outputChannels, MapLayout.BlockOf(isa)) / isa.Lanes;
        double best = double.MaxValue;
        EquatableArray<ChannelGroup> chosen = default;

        // Wide blocks first: among equals they read the weights in fewer and longer streams.
        for (int main = Math.Min(tiles, MaxPanels * WeightLayout.PanelChannels / isa.Lanes); main >= 1; main--)
        {
            // The rest takes over one main block where that serves better: 5 tiles as 2 + 3, not as 2 + 2 + 1.
            for (int count = tiles / main; count >= Math.Max(1, (tiles / main) - 1); count--)
            {
                int rest = tiles - (count * main);
                if (!Repeats(main, count, isa))
                {
                    continue;
                }

                double cost = (count * covers.Of(main).Cycles) + (rest > 0 ? covers.Of(rest).Cycles : 0);
                cost *= rest > 0 ? VariantCost : 1;
                if (cost < best)
                {
                    best = cost;
                    chosen = rest > 0
                        ? EquatableArray.Of(covers.Group(0, count, main), covers.Group(count * main * isa.Lanes, 1, rest))
                        : EquatableArray.Of(covers.Group(0, count, main));
                }
            }
        }

        return chosen;
    }

    private static EquatableArray<ChannelGroup> ChooseGrouped(Covers covers, int outputChannels, VectorIsa isa)
    {
        int panels = outputChannels / WeightLayout.PanelChannels;
        int rest = MapLayout.RoundUp(outputChannels % WeightLayout.PanelChannels, MapLayout.BlockOf(isa)) / isa.Lanes;
        List<ChannelGroup> groups = [];
        if (panels > 0)
        {
            groups.Add(covers.Group(0, panels, WeightLayout.PanelChannels / isa.Lanes));
        }

        if (rest > 0)
        {
            groups.Add(covers.Group(panels * WeightLayout.PanelChannels, 1, rest));
        }

        return groups.ToEquatableArray();
    }

    /// <summary>Blocks that follow each other begin at the same place of their panels, or within one, and on a plane of channels.</summary>
    private static bool Repeats(int tiles, int count, VectorIsa isa)
    {
        int channels = tiles * isa.Lanes;
        return count == 1 || channels % WeightLayout.PanelChannels == 0 || channels == MapLayout.BlockOf(isa);
    }

    /// <summary>How blocks of so many registers of channels cover a map, each found once.</summary>
    /// <param name="cover">Covers the map by tiles of at most so many pixels.</param>
    /// <param name="repeatedTaps">From <see cref="RegisterBlock.RepeatedTaps"/>.</param>
    private sealed class Covers(Func<int, EquatableArray<TileRun>> cover, int repeatedTaps, VectorIsa isa)
    {
        private readonly Dictionary<int, (EquatableArray<TileRun> Runs, double Cycles)> _ofTiles = [];

        /// <summary>The tiles and the cycles of a tap of them all; endless where the sums of not even one pixel fit.</summary>
        public (EquatableArray<TileRun> Runs, double Cycles) Of(int tiles)
        {
            if (!_ofTiles.TryGetValue(tiles, out (EquatableArray<TileRun> Runs, double Cycles) known))
            {
                int rows = MaxRows(tiles);
                known = rows == 0 ? (default, double.PositiveInfinity) : WithCycles(cover(rows), tiles);
                _ofTiles.Add(tiles, known);
            }

            return known;
        }

        /// <summary>So many blocks of them from a channel on.</summary>
        public ChannelGroup Group(int first, int count, int tiles)
        {
            EquatableArray<TileRun> runs = Of(tiles).Runs;
            return new ChannelGroup(first, count, new RegisterBlock(runs[0].Width, tiles), runs);
        }

        private (EquatableArray<TileRun> Runs, double Cycles) WithCycles(EquatableArray<TileRun> runs, int tiles)
        {
            double cycles = 0;
            foreach (TileRun run in runs)
            {
                cycles += run.Tiles * new RegisterBlock(run.Width, tiles).CyclesPerTap(isa, repeatedTaps);
            }

            return (runs, cycles);
        }

        /// <summary>The most rows whose sums fit beside the weights and the input; 0 if not even one does.</summary>
        private int MaxRows(int tiles)
        {
            int rows = 0;
            while (new RegisterBlock(rows + 1, tiles).Registers(isa) <= isa.Registers)
            {
                rows++;
            }

            return rows;
        }
    }
}
