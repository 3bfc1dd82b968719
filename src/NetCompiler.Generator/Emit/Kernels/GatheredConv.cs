using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// A 1×1 convolution whose input channels lie anywhere in the workspace: a table says where each begins. An element is broadcast from there and
/// meets the weights of a block's channels, as in <see cref="DenseConv"/>; looking the place up costs one load for all pixels of a block. Groups follow
/// each other in the table, the weights and the output. A member of a chain is told how many pixels its strips make up.
/// </summary>
internal sealed class GatheredConv(GatheredConvStep step, VectorDialect dialect)
{
    private const int Panel = WeightLayout.PanelChannels;

    private const int MaxUnrolled = 4;

    /// <summary>Input channels in the body of a loop.</summary>
    private readonly int _unrolled = UnrollChooser.Choose(
        step.Groups.Select(group => group.Block).OrderByDescending(block => block.Rows * block.Tiles).First(), MaxUnrolled, dialect.Isa);

    private readonly WindowGeometry _window = step.Window;
    private readonly int _lanes = dialect.Isa.Lanes;

    public void WriteBody(CodeWriter code)
    {
        string row = KernelText.RowVariable(step, _window.Rows);
        using (step.Bands is null
            ? KernelText.Loop(code, row, 0, _window.Rows, 1)
            : code.Block($"for (int row = 0; row < pixels / {CodeWriter.Number(_window.Columns)}; row++)"))
        {
            int rowFloats = _window.Columns * step.Output.Layout.PixelStride;
            code.Line(KernelText.Reference("inputRow", "input", KernelText.Times(row, rowFloats)));
            code.Line(KernelText.Reference("outputRow", "output", KernelText.Times(row, rowFloats)));
            if (step.Epilogue.Residual is not null)
            {
                code.Line(KernelText.Reference("residualRow", "residual", KernelText.Times(row, rowFloats)));
            }

            string group = KernelText.Variable("group", 0, step.Layer.Groups);
            using (KernelText.Loop(code, group, 0, step.Layer.Groups, 1))
            {
                WriteGroup(code, group);
            }
        }
    }

    private void WriteGroup(CodeWriter code, string group)
    {
        int panels = MapLayout.RoundUp(step.Layer.OutputChannels / step.Layer.Groups, Panel) / Panel;
        string channels = KernelText.Times(group, step.Layer.ReadChannels);
        code.Line(channels == "0" ? "ref int ownChannels = ref channels;" : $"ref int ownChannels = ref Unsafe.Add(ref channels, {channels});");
        code.Line(KernelText.Reference("ownWeights", "weights", KernelText.Times(group, panels * step.Layer.PanelFloats)));
        code.Line(KernelText.Reference("outputPlanes", "outputRow", KernelText.Times(group, step.GroupPlanes * step.Output.Layout.BlockPitch)));
        if (step.Epilogue.Residual is { } residual)
        {
            code.Line(KernelText.Reference("residualPlanes", "residualRow", KernelText.Times(group, step.GroupPlanes * residual.Layout.BlockPitch)));
        }

        foreach (ChannelGroup blocks in step.Groups)
        {
            string channel = KernelText.Variable("channel", blocks.First, blocks.Count);
            int stride = blocks.Block.Tiles * _lanes;
            if (step.Order == LoopOrder.ChannelsOutside)
            {
                using (KernelText.Loop(code, channel, blocks.First, blocks.Count, stride))
                {
                    foreach (TileRun run in blocks.Runs)
                    {
                        string column = KernelText.Variable("column", run.First, run.Tiles);
                        using (KernelText.Loop(code, column, run.First, run.Tiles, run.Width))
                        {
                            WriteTile(code, blocks, run, column, channel);
                        }
                    }
                }

                continue;
            }

            foreach (TileRun run in blocks.Runs)
            {
                string column = KernelText.Variable("column", run.First, run.Tiles);
                using (KernelText.Loop(code, column, run.First, run.Tiles, run.Width))
                using (KernelText.Loop(code, channel, blocks.First, blocks.Count, stride))
                {
                    WriteTile(code, blocks, run, column, channel);
                }
            }
        }
    }

    private void WriteTile(CodeWriter code, ChannelGroup blocks, TileRun run, string column, string channel)
    {
        BlockText block = new(blocks.Block.Tiles, blocks.EndsInHalf, dialect);
        int within = blocks.Count == 1 ? blocks.First % Panel : 0;
        code.Line(KernelText.Reference("panel", "ownWeights", PanelOffset(blocks, channel)));
        code.Line(KernelText.Reference("source", "inputRow", KernelText.Times(column, step.Output.Layout.PixelStride)));
        code.Line("ref int place = ref ownChannels;");
        block.WriteVariables(code, run.Width, tile => new Address("panel", TileOffset(within, tile)));
        code.Line($"{block.InputDialect.VectorType} value;");
        WriteChannels(code, block, blocks, run, within);

        foreach ((string name, Operand? map) in new[] { ("target", step.Output), ("addend", step.Epilogue.Residual) })
        {
            if (map is not null)
            {
                string planes = name == "target" ? "outputPlanes" : "residualPlanes";
                string offset = KernelText.Plus(
                    KernelText.Times(column, map.Layout.PixelStride),
                    blocks.Count == 1
                        ? CodeWriter.Number(map.Layout.ChannelOffset(blocks.First))
                        : KernelText.Times(channel, map.Layout.BlockPitch / map.Layout.ChannelBlock));
                code.Line(KernelText.Reference(name, planes, offset));
            }
        }

        int inPlane = blocks.Count == 1 ? blocks.First % step.Output.Layout.ChannelBlock : 0;
        int Place(MapLayout layout, int row, int tile) => KernelText.Element(layout, row, inPlane + (tile * _lanes)) - inPlane;
        block.WriteResults(
            code, run.Width, step.Epilogue, (row, tile) => new Address("target", Place(step.Output.Layout, row, tile)),
            (row, tile) => new Address("addend", step.Epilogue.Residual is { } map ? Place(map.Layout, row, tile) : 0));
    }

    /// <summary>For each input channel where it lies, its weights, and for each pixel one element that meets them all.</summary>
    private void WriteChannels(CodeWriter code, BlockText block, ChannelGroup blocks, TileRun run, int within)
    {
        int channels = step.Layer.ReadChannels;
        int rounds = channels / _unrolled;
        code.Line(KernelText.Reference("tap", "panel", CodeWriter.Number(Panel)));
        if (rounds > 1)
        {
            if (step.FetchesAhead)
            {
                code.Line(KernelText.Reference("ahead", "tap", AheadOffset(blocks, run)));
            }

            using (code.Block($"for (int round = 0; round < {CodeWriter.Number(rounds)}; round++)"))
            {
                if (step.FetchesAhead)
                {
                    code.Line("global::NetCompiler.CompilerServices.Fetch.Ahead(ref ahead);");
                    code.Line($"ahead = ref Unsafe.Add(ref ahead, {CodeWriter.Number(_unrolled * Panel)});");
                }

                WriteChannels(code, block, blocks, run, within, _unrolled);
                code.Line($"place = ref Unsafe.Add(ref place, {CodeWriter.Number(_unrolled)});");
                code.Line($"tap = ref Unsafe.Add(ref tap, {CodeWriter.Number(_unrolled * Panel)});");
            }

            channels -= rounds * _unrolled;
        }

        WriteChannels(code, block, blocks, run, within, channels);
    }

    private void WriteChannels(CodeWriter code, BlockText block, ChannelGroup blocks, TileRun run, int within, int channels)
    {
        int tiles = blocks.Block.Tiles;
        for (int channel = 0; channel < channels; channel++)
        {
            // A scope of its own, so that every channel's element has the same name.
            using (code.Block())
            {
                string place = channel == 0 ? "place" : $"Unsafe.Add(ref place, {CodeWriter.Number(channel)})";
                code.Line(KernelText.Reference("element", "source", place));
                Address weights = new("tap", channel * Panel);
                bool weightsInRegisters = run.Width > 1;
                for (int tile = 0; weightsInRegisters && tile < tiles; tile++)
                {
                    code.Line($"{BlockText.Weight(tile)} = {block.DialectOf(tile).Load(weights.Plus(TileOffset(within, tile)))};");
                }

                for (int row = 0; row < run.Width; row++)
                {
                    code.Line($"value = {block.InputDialect.Broadcast(new Address("element", row * step.Output.Layout.PixelStride))};");
                    for (int tile = 0; tile < tiles; tile++)
                    {
                        VectorExpr sum = new(BlockText.Sum(row, tile));
                        VectorExpr weight = weightsInRegisters ? new VectorExpr(BlockText.Weight(tile)) : block.DialectOf(tile).Load(weights.Plus(TileOffset(within, tile)));
                        code.Line($"{sum} = {block.DialectOf(tile).MultiplyAdd(sum, block.Input(new VectorExpr("value"), tile), weight)};");
                    }
                }
            }
        }
    }

    /// <summary>Where a block's first panel begins among those of its group, and within it the block.</summary>
    private string PanelOffset(ChannelGroup blocks, string channel)
    {
        int layer = step.Layer.PanelFloats;
        return blocks.Count == 1
            ? CodeWriter.Number(step.Layer.LaneOffset(blocks.First))
            : blocks.Block.Tiles * _lanes % Panel == 0
                ? KernelText.Times(channel, layer / Panel)
                : KernelText.Plus($"channel / {Panel} * {CodeWriter.Number(layer)}", $"channel % {Panel}");
    }

    /// <summary>Where a tile asks for weights of the next block: each round takes a cache line a channel and panel, of which as many tiles in turn ask for one.</summary>
    private string AheadOffset(ChannelGroup blocks, TileRun run)
    {
        int panels = Math.Max(1, blocks.Block.Tiles * _lanes / Panel);
        string next = CodeWriter.Number(panels * step.Layer.PanelFloats);
        if (run.Tiles == 1)
        {
            int tile = run.First / run.Width;
            return KernelText.Plus(next, CodeWriter.Number((tile % panels * step.Layer.PanelFloats) + (tile / panels % _unrolled * Panel)));
        }

        string turn = $"column / {CodeWriter.Number(run.Width)}";
        string panel = panels == 1 ? "0" : $"({turn} % {panels} * {CodeWriter.Number(step.Layer.PanelFloats)})";
        string line = _unrolled == 1 ? "0" : $"({turn}{(panels == 1 ? string.Empty : $" / {panels}")} % {_unrolled} * {Panel})";
        return KernelText.Plus(KernelText.Plus(next, panel), line);
    }

    /// <summary>Where a tile's weights stand, seen from the block's first tile, which may begin in the middle of a panel.</summary>
    private int TileOffset(int within, int tile) => step.Layer.LaneOffset(within + (tile * _lanes)) - within;
}
