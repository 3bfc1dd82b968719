using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// A dense convolution other than those that <see cref="PointwiseConv"/> serves. Sums of a register block (pixels × channels) start at
/// the bias; each tap of each pixel is broadcast and meets the weights of the block's channels. A grouped one reads a window of channels of its own for each panel.
/// </summary>
internal sealed class DenseConv(DenseConvStep step, VectorDialect dialect)
{
    /// <summary>Multiply-adds of a row of taps up to which its columns are written out one after the other.</summary>
    private const int MaxUnrolledMultiplyAdds = 144;

    private readonly WindowGeometry _window = step.Window;
    private readonly int _lanes = dialect.Isa.Lanes;
    private readonly InputOperand _input = new(step, dialect);
    private readonly PanelWindows _windows = new(step, dialect.Isa.Lanes);

    public void WriteBody(CodeWriter code)
    {
        _windows.WriteTable(code);
        foreach (ChannelGroup group in step.Groups)
        {
            WriteGroup(code, group);
        }
    }

    /// <summary>Whether the kernel is told how many pixels to compute: those of one band's rows, as one row.</summary>
    private bool CountsPixels => step.Bands is not null && _window.IsPointwise;

    private void WriteGroup(CodeWriter code, ChannelGroup group)
    {
        if (CountsPixels)
        {
            using (code.Block())
            {
                WritePixels(code, group);
            }

            return;
        }

        string row = KernelText.RowVariable(step, _window.Rows);
        using (KernelText.RowLoop(code, step, row, _window.Rows))
        {
            KernelText.WriteInputRow(code, _window, step.Input, "input", row);
            int outputRowFloats = _window.Columns * step.Output.Layout.PixelStride;
            code.Line(KernelText.Reference("outputRow", "output", KernelText.RowOffset(step, row, outputRowFloats)));
            if (step.Epilogue.Residual is not null)
            {
                code.Line(KernelText.Reference("residualRow", "residual", KernelText.RowOffset(step, row, outputRowFloats)));
            }

            WriteColumns(code, group);
        }
    }

    private void WritePixels(CodeWriter code, ChannelGroup group)
    {
        code.Line(KernelText.Reference("inputRow", "input", "0"));
        code.Line(KernelText.Reference("outputRow", "output", "0"));
        if (step.Epilogue.Residual is not null)
        {
            code.Line(KernelText.Reference("residualRow", "residual", "0"));
        }

        if (group.Runs.Count > 1)
        {
            // The fewest tiles, and as many of the greater width as make them come out even.
            string wide = CodeWriter.Number(group.Runs[0].Width);
            string narrow = CodeWriter.Number(group.Runs[1].Width);
            code.Line($"int wider = (pixels - ((pixels + {narrow}) / {wide} * {narrow})) * {wide};");
        }

        WriteColumns(code, group);
    }

    /// <summary>The tiles of a row and all channels of the group, in the step's order.</summary>
    private void WriteColumns(CodeWriter code, ChannelGroup group)
    {
        int blockChannels = group.Block.Tiles * _lanes;
        string channel = KernelText.Variable("channel", group.First, group.Count);
        if (step.Order == LoopOrder.ChannelsOutside)
        {
            using (KernelText.Loop(code, channel, group.First, group.Count, blockChannels))
            {
                foreach (TileRun run in group.Runs)
                {
                    string column = ColumnOf(run);
                    using (ColumnLoop(code, group, run, column))
                    {
                        WriteTile(code, group, run, column, channel);
                    }
                }
            }

            return;
        }

        foreach (TileRun run in group.Runs)
        {
            string column = ColumnOf(run);
            using (ColumnLoop(code, group, run, column))
            using (KernelText.Loop(code, channel, group.First, group.Count, blockChannels))
            {
                WriteTile(code, group, run, column, channel);
            }
        }
    }

    private static string ColumnOf(TileRun run) => run.StandsAlone ? CodeWriter.Number(run.First) : "column";

    private static CodeWriter.Scope ColumnLoop(CodeWriter code, ChannelGroup group, TileRun run, string column)
    {
        if (!run.IsCounted)
        {
            return KernelText.Loop(code, column, run.First, run.Tiles, run.Width);
        }

        bool isFirst = run == group.Runs[0];
        string end = isFirst && group.Runs.Count > 1 ? "wider" : "pixels";
        return code.Block($"for (int column = {(isFirst ? "0" : "wider")}; column < {end}; column += {CodeWriter.Number(run.Width)})");
    }

    private void WriteTile(CodeWriter code, ChannelGroup group, TileRun run, string column, string channel)
    {
        BlockText block = new(group.Block.Tiles, endsInHalf: false, dialect);
        code.Line(KernelText.Reference("panel", "weights", PanelOffset(group, channel)));
        KernelText.WriteSource(code, _window, step.Input.Layout, run, column, _windows.WriteRow(code, group, channel));

        block.WriteVariables(code, run.Width, tile => new Address("panel", TileOffset(group, tile)));
        _input.WriteVariables(code, run.Width);
        WriteTaps(code, group, run);

        foreach ((string name, Operand? map) in new[] { ("target", step.Output), ("addend", step.Epilogue.Residual) })
        {
            if (map is not null)
            {
                string from = name == "target" ? "outputRow" : "residualRow";
                string offset = KernelText.Plus(
                    KernelText.Times(column, map.Layout.PixelStride),
                    group.Count == 1
                        ? CodeWriter.Number(KernelText.Element(map.Layout, 0, group.First))
                        : KernelText.Times(channel, map.Layout.BlockPitch / map.Layout.ChannelBlock));
                code.Line(KernelText.Reference(name, from, offset));
            }
        }

        // Blocks that repeat begin on a plane of channels; one that stands alone may begin in its middle.
        int within = group.Count == 1 ? group.First % step.Output.Layout.ChannelBlock : 0;
        int Place(MapLayout layout, int row, int tile) => KernelText.Element(layout, row, within + (tile * _lanes)) - within;
        block.WriteResults(
            code, run.Width, step.Epilogue, (row, tile) => new Address("target", Place(step.Output.Layout, row, tile)),
            (row, tile) => new Address("addend", step.Epilogue.Residual is { } map ? Place(map.Layout, row, tile) : 0));
    }

    private void WriteTaps(CodeWriter code, ChannelGroup group, TileRun run)
    {
        int columnWeights = step.Layer.ReadChannels * WeightLayout.PanelChannels;
        int rowWeights = _window.KernelWidth * columnWeights;
        if (_window.KernelHeight == 1 && _window.RowsAreInside)
        {
            code.Line(KernelText.Reference("tap", "panel", CodeWriter.Number(WeightLayout.PanelChannels)));
            WriteKernelColumns(code, group, run, columnWeights);
            return;
        }

        bool inside = _window.RowsAreInside;
        string start = CodeWriter.Number(WeightLayout.PanelChannels)
            + (inside ? string.Empty : " + " + KernelText.Times("firstTap", rowWeights));
        code.Line(KernelText.Reference("tap", "panel", start));
        string end = inside ? CodeWriter.Number(_window.KernelHeight) : "endTap";
        using (code.Block($"for (int tapRow = {(inside ? "0" : "firstTap")}; tapRow < {end}; tapRow++)"))
        {
            WriteKernelColumns(code, group, run, columnWeights);
            code.Line(KernelText.NextTapRow(_window, step.Input));
            code.Line($"tap = ref Unsafe.Add(ref tap, {CodeWriter.Number(rowWeights)});");
        }
    }

    /// <summary>A row of taps: columns that the same pixels see follow each other in a loop, unless their channels are few.</summary>
    private void WriteKernelColumns(CodeWriter code, ChannelGroup group, TileRun run, int columnWeights)
    {
        int pixelStride = step.Input.Layout.PixelStride;
        for (int kernelColumn = 0; kernelColumn < _window.KernelWidth;)
        {
            int[] pixels = PixelsThatSee(run, kernelColumn);
            int end = kernelColumn + 1;
            while (end < _window.KernelWidth && PixelsThatSee(run, end).SequenceEqual(pixels))
            {
                end++;
            }

            List<(int Row, int Offset)> RowsAt(int column) =>
                [.. pixels.Select(row => (row, KernelText.TapColumn(_window, run, row, column) * pixelStride))];

            bool isLoop = end > kernelColumn + 1 && _window.KernelWidth * step.Layer.ReadChannels * run.Width * group.Block.Tiles > MaxUnrolled(run);
            if (isLoop && pixels.Length > 0)
            {
                WriteColumnLoop(code, group, run, RowsAt(kernelColumn), kernelColumn, end, columnWeights);
            }

            for (int column = kernelColumn; !isLoop && pixels.Length > 0 && column < end; column++)
            {
                WriteInputChannels(code, group, run, RowsAt(column), "source", new Address("tap", column * columnWeights));
            }

            kernelColumn = end;
        }
    }

    /// <summary>Half as many for tiles that stand alone, where there are several register blocks, and for narrow registers, which take more results: their code adds up.</summary>
    private int MaxUnrolled(TileRun run) =>
        run.Tiles == 1 || step.Groups.Count > 1 || _lanes < WeightLayout.PanelChannels / 2 ? MaxUnrolledMultiplyAdds / 2 : MaxUnrolledMultiplyAdds;

    private void WriteColumnLoop(
        CodeWriter code, ChannelGroup group, TileRun run, List<(int Row, int Offset)> rows, int kernelColumn, int end, int columnWeights)
    {
        using (code.Block())
        {
            code.Line("ref float columnSource = ref source;");
            code.Line(KernelText.Reference("columnTap", "tap", CodeWriter.Number(kernelColumn * columnWeights)));
            using (code.Block($"for (int tapColumn = {CodeWriter.Number(kernelColumn)}; tapColumn < {CodeWriter.Number(end)}; tapColumn++)"))
            {
                WriteInputChannels(code, group, run, rows, "columnSource", new Address("columnTap"));
                code.Line($"columnSource = ref Unsafe.Add(ref columnSource, {CodeWriter.Number(_window.DilationWidth * step.Input.Layout.PixelStride)});");
                code.Line($"columnTap = ref Unsafe.Add(ref columnTap, {CodeWriter.Number(columnWeights)});");
            }
        }
    }

    /// <summary>The pixels of a tile for which a column of taps lies inside the map.</summary>
    private int[] PixelsThatSee(TileRun run, int kernelColumn) =>
        [.. Enumerable.Range(0, run.Width).Where(row => _window.ColumnIsInside(run.First + row, kernelColumn))];

    private void WriteInputChannels(
        CodeWriter code, ChannelGroup group, TileRun run, List<(int Row, int Offset)> rows, string source, Address tap)
    {
        bool weightsInRegisters = run.Width > 1;
        int channels = step.Layer.ReadChannels;
        int planeChannels = step.Input.Layout.ChannelBlock;
        int planes = channels / planeChannels;
        if (channels <= step.Unroll)
        {
            WriteChannels(code, group, rows, weightsInRegisters, new Address(source), tap, channels);
            return;
        }

        using (code.Block())
        {
            code.Line(KernelText.Reference("plane", source, "0"));
            code.Line(KernelText.Reference("blockTap", tap.Reference, CodeWriter.Number(tap.Offset)));
            if (channels > planeChannels)
            {
                using (KernelText.Loop(code, KernelText.Variable("block", 0, planes), 0, planes, 1))
                {
                    WriteTurns(code, group, rows, weightsInRegisters, planeChannels, step.Input.Layout.BlockPitch, isLast: false);
                }

                channels -= planes * planeChannels;
            }

            WriteTurns(code, group, rows, weightsInRegisters, channels, 0, isLast: true);
        }
    }

    /// <summary>Channels of one plane; then <c>plane</c> and <c>blockTap</c> are at the next, <paramref name="pitch"/> further, unless this is the last.</summary>
    private void WriteTurns(
        CodeWriter code, ChannelGroup group, List<(int Row, int Offset)> rows, bool weightsInRegisters, int channels, int pitch, bool isLast)
    {
        void WriteTurn(int turnChannels, int moved)
        {
            WriteChannels(code, group, rows, weightsInRegisters, new Address("plane"), new Address("blockTap"), turnChannels);
            if (moved > 0)
            {
                code.Line($"plane = ref Unsafe.Add(ref plane, {CodeWriter.Number(moved)});");
                code.Line($"blockTap = ref Unsafe.Add(ref blockTap, {CodeWriter.Number(turnChannels * WeightLayout.PanelChannels)});");
            }
        }

        int rest = channels % step.Unroll;
        int whole = channels - rest;
        if (whole > step.Unroll)
        {
            using (code.Block($"for (int depth = 0; depth < {CodeWriter.Number(whole)}; depth += {CodeWriter.Number(step.Unroll)})"))
            {
                WriteTurn(step.Unroll, step.Unroll);
            }

            if (rest == 0 && !isLast)
            {
                code.Line($"plane = ref Unsafe.Add(ref plane, {CodeWriter.Number(pitch - whole)});");
            }
        }
        else if (whole > 0)
        {
            WriteTurn(whole, rest > 0 ? whole : isLast ? 0 : pitch);
        }

        if (rest > 0)
        {
            WriteTurn(rest, isLast ? 0 : pitch - whole);
        }
    }

    /// <summary>The heart: for each input channel its weights, and for each pixel one element that meets them all.</summary>
    private void WriteChannels(
        CodeWriter code,
        ChannelGroup group,
        List<(int Row, int Offset)> rows,
        bool weightsInRegisters,
        Address source,
        Address tap,
        int channels)
    {
        int tiles = group.Block.Tiles;
        for (int channel = 0; channel < channels; channel++)
        {
            Address weights = tap.Plus(channel * WeightLayout.PanelChannels);
            VectorExpr WeightOf(int tile) => weightsInRegisters
                ? new VectorExpr(BlockText.Weight(tile))
                : dialect.Load(weights.Plus(TileOffset(group, tile)));

            for (int tile = 0; weightsInRegisters && tile < tiles; tile++)
            {
                code.Line($"{BlockText.Weight(tile)} = {dialect.Load(weights.Plus(TileOffset(group, tile)))};");
            }

            foreach ((int row, int offset) in rows)
            {
                _input.WriteLoad(code, row, source.Plus(offset), channel);
                for (int tile = 0; tile < tiles; tile++)
                {
                    VectorExpr sum = new(BlockText.Sum(row, tile));
                    code.Line($"{sum} = {_input.MultiplyAdd(sum, WeightOf(tile), row, channel)};");
                }
            }
        }
    }

    /// <summary>Where a block's first panel begins, and within it the block.</summary>
    private string PanelOffset(ChannelGroup group, string channel)
    {
        const int Panel = WeightLayout.PanelChannels;
        int channels = group.Block.Tiles * _lanes;
        int layer = step.Layer.PanelFloats;
        return group.Count == 1
            ? CodeWriter.Number((group.First / Panel * layer) + (group.First % Panel))
            : channels % Panel == 0
                ? KernelText.Times(channel, layer / Panel)
                : KernelText.Plus($"channel / {Panel} * {CodeWriter.Number(layer)}", $"channel % {Panel}");
    }

    /// <summary>Where a tile's weights stand, seen from the block's first tile, which may begin in the middle of a panel.</summary>
    private int TileOffset(ChannelGroup group, int tile)
    {
        int within = group.Count == 1 ? group.First % WeightLayout.PanelChannels : 0;
        int channel = within + (tile * _lanes);
        return (channel / WeightLayout.PanelChannels * step.Layer.PanelFloats) + (channel % WeightLayout.PanelChannels) - within;
    }
}
