using System;
using System.Linq;
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
    public static WinogradStep Plan(
        string name, Operand input, Operand output, EdgePadding padding, PlannedLayer layer, Epilogue epilogue, BufferList buffers, VectorIsa isa, PlanOptions options)
    {
        int side = layer.TileSide;
        int tileRows = (output.Shape.Height + side - 1) / side;
        int tileColumns = (output.Shape.Width + side - 1) / side;

        // Few strips read the weights few times, small ones keep what stands between in a near cache, and tiles of pixels cover some sizes better than others.
        WinogradTiling whole = new(side, padding.Top, padding.Left, tileRows, tileColumns, tileRows, 0);
        CostModel model = new(isa, MachineModel.Nominal, (long)layer.Floats * sizeof(float));
        WinogradStep cheapest = Enumerable.Range(1, tileRows).Reverse()
            .Where(rows => tileRows % rows == 0)
            .Select(rows => InStrips(name, input, output, whole with { StripRows = rows }, layer, epilogue, isa, options))
            .OrderBy(step => model.Of(step).Total)
            .First();

        Operand rows = buffers.Add(name + ".Rows", cheapest.Rows.Shape);
        Operand transformed = buffers.Add(name + ".Tiles", cheapest.Transformed.Shape);
        Operand products = buffers.Add(name + ".Products", cheapest.Products.Shape);
        return cheapest with
        {
            Rows = rows,
            Transformed = transformed,
            Products = products,
            Multiply = cheapest.Multiply with
            {
                Input = transformed with { Shape = cheapest.Multiply.Input.Shape },
                Output = products with { Shape = cheapest.Multiply.Output.Shape },
            },
        };
    }

    /// <summary>The step with strips of so many rows of tiles; what stands between the transforms and the products has sizes and no places yet.</summary>
    private static WinogradStep InStrips(
        string name, Operand input, Operand output, WinogradTiling tiling, PlannedLayer layer, Epilogue epilogue, VectorIsa isa, PlanOptions options)
    {
        int block = output.Layout.ChannelBlock;
        tiling = tiling with { PositionPixels = Pitch(tiling.StripTiles, block) };
        Operand rows = input with { Shape = new Shape(tiling.WorkRows, tiling.RowColumns, block) };
        Operand transformed = input with { Shape = new Shape(tiling.Positions, tiling.PositionPixels, input.Shape.Channels) };
        Operand products = output with { Shape = new Shape(tiling.Positions, tiling.PositionPixels, output.Shape.Channels) };
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
        EquatableArray<ChannelGroup> groups = RegisterBlockChooser.Choose(window, position.OutputChannels, position.ReadChannels, isa);
        int unroll = UnrollChooser.Choose(window, groups, Math.Min(position.ReadChannels, input.Layout.ChannelBlock), isa);
        return new DenseConvStep(
            name, input, output, window, position, groups, order, unroll, fetches, new Epilogue(default, null));
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
