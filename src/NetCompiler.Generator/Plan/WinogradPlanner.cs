using System;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Plans a convolution in tiles: strips of tile rows by the sizes of caches, places for what stands between the transforms and the products, and the
/// 1×1 convolution that multiplies one position. Results do not depend on any of it.
/// </summary>
internal static class WinogradPlanner
{
    /// <summary>Transformed tiles and products that stay in an L2 cache of 512 KB.</summary>
    private const int NearStripBytes = 384 * 1024;

    /// <summary>Weights that stay in the L2 cache beside them from one strip to the next.</summary>
    private const int NearWeightBytes = 128 * 1024;

    /// <summary>Weights that stay in the L3 cache from one strip to the next.</summary>
    private const int FarWeightBytes = 8 * 1024 * 1024;

    /// <summary>Bytes a cycle of what is written and read again: from L2, L3 and memory.</summary>
    private const double NearRate = 32;

    private const double FarRate = 12;

    private const double MemoryRate = 6;

    public static WinogradStep Plan(
        string name, Operand input, Operand output, EdgePadding padding, PlannedLayer layer, Epilogue epilogue, BufferList buffers, VectorIsa isa, PlanOptions options)
    {
        int side = layer.TileSide;
        int tileRows = (output.Shape.Height + side - 1) / side;
        int tileColumns = (output.Shape.Width + side - 1) / side;
        int block = output.Layout.ChannelBlock;
        WinogradTiling tiling = new(side, padding.Top, padding.Left, tileRows, tileColumns, tileRows, 0);
        tiling = tiling with { StripRows = ChooseStrip(tiling, layer) };
        tiling = tiling with { PositionPixels = Pitch(tiling.StripTiles, block) };

        Operand rows = buffers.Add(name + ".Rows", new Shape(tiling.WorkRows, tiling.RowColumns, block));
        Operand transformed = buffers.Add(name + ".Tiles", new Shape(tiling.Positions, tiling.PositionPixels, input.Shape.Channels));
        Operand products = buffers.Add(name + ".Products", new Shape(tiling.Positions, tiling.PositionPixels, output.Shape.Channels));
        return new WinogradStep(
            name, input, output, tiling, layer, rows, transformed, products, Multiply(name, transformed, products, tiling, layer, isa, options), epilogue);
    }

    /// <summary>A step whose operands have been moved, its parts with it.</summary>
    public static WinogradStep Moved(WinogradStep step, Func<Operand, Operand> move) => step with
    {
        Rows = move(step.Rows),
        Transformed = move(step.Transformed),
        Products = move(step.Products),
        Multiply = step.Multiply with { Input = move(step.Multiply.Input), Output = move(step.Multiply.Output) },
    };

    private static DenseConvStep Multiply(
        string name, Operand transformed, Operand products, WinogradTiling tiling, PlannedLayer layer, VectorIsa isa, PlanOptions options)
    {
        PlannedLayer position = layer.PositionLayer;
        int tiles = tiling.StripTiles;
        Operand input = transformed with { Shape = new Shape(1, tiles, transformed.Shape.Channels) };
        Operand output = products with { Shape = new Shape(1, tiles, products.Shape.Channels) };
        WindowGeometry walk = new(1, tiles, 1, tiles, 1, 1, 1, 1, 1, 1, 0, 0);
        (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(walk, position, isInPlanes: true);

        // The panels of all positions follow each other: what counts is the weight of all.
        bool fetches = options.Enabled.HasFlag(Optimizations.FetchAhead) && LoopChooser.ArePanelsFar(window, layer.InputChannels, layer.Floats);
        EquatableArray<ChannelGroup> groups = RegisterBlockChooser.Choose(window, position.OutputChannels, isa);
        int unroll = UnrollChooser.Choose(window, groups, Math.Min(position.ReadChannels, input.Layout.ChannelBlock), isa);
        return new DenseConvStep(
            name, input, output, window, position, groups, order, unroll, fetches, new Epilogue(default, null));
    }

    /// <summary>
    /// The rows of tiles that cost least together: few strips read the weights few times, small ones keep what stands between in the L2 cache.
    /// </summary>
    private static int ChooseStrip(WinogradTiling tiling, PlannedLayer layer)
    {
        int best = tiling.TileRows;
        double fewest = double.MaxValue;
        for (int rows = 1; rows <= tiling.TileRows; rows++)
        {
            if (tiling.TileRows % rows != 0)
            {
                continue;
            }

            double weightBytes = (double)layer.Floats * sizeof(float);
            double stripBytes = (double)rows * tiling.TileColumns * tiling.Positions * (layer.InputChannels + layer.OutputChannels) * sizeof(float);
            double strips = (double)tiling.TileRows / rows;
            double cycles = strips * weightBytes / (weightBytes <= NearWeightBytes ? NearRate : weightBytes <= FarWeightBytes ? FarRate : MemoryRate);
            cycles += strips * 2 * stripBytes / (stripBytes <= NearStripBytes ? NearRate : FarRate);
            if (cycles < fewest)
            {
                fewest = cycles;
                best = rows;
            }
        }

        return best;
    }

    /// <summary>
    /// Pixels from one position to the next: an odd number of cache lines, so that the positions of one tile, which are written together, do not compete for the
    /// same sets of the L1 cache.
    /// </summary>
    private static int Pitch(int tiles, int channelBlock)
    {
        int linePixels = 16 / channelBlock;
        int lines = (tiles + linePixels - 1) / linePixels;
        return (lines % 2 == 0 ? lines + 1 : lines) * linePixels;
    }
}
