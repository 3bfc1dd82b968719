using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The kernel of 1×1 convolutions and fully connected layers over planes of channels. Sums of a tile (pixels × channels) start at the bias; each
/// input channel of each pixel is broadcast and meets the weights of the block's channels. Sizes are arguments: see <see cref="PointwiseCalls"/>.
/// </summary>
internal sealed class PointwiseConv(PointwiseKernel kernel, VectorDialect dialect)
{
    private const int Panel = WeightLayout.PanelChannels;

    private readonly int _lanes = dialect.Isa.Lanes;
    private readonly int _plane = MapLayout.BlockOf(dialect.Isa);
    private readonly BlockText _block = new(kernel.Tiles, kernel.EndsInHalf, dialect);

    /// <summary>Input channels that one turn of the innermost loop has written out: half a plane, a quarter, ….</summary>
    private readonly int _unroll = UnrollChooser.Choose(new RegisterBlock(kernel.Wide, kernel.Tiles), MapLayout.BlockOf(dialect.Isa), dialect.Isa);

    private bool ByLane => UnrollChooser.PicksLanes(_unroll, _plane, dialect.Isa);

    /// <summary>Whether planes loop over their channels one by one, so that the last may have fewer.</summary>
    private bool CountsChannels => kernel.HasRest && _unroll == 1;

    private bool AddsResidual => kernel.Parts.Contains(EpiloguePart.AddResidual);

    private int BlockChannels => kernel.Tiles * _lanes;

    /// <summary>Panels that a block reads, in whole or in part.</summary>
    private int Panels => (kernel.PanelStart + BlockChannels + Panel - 1) / Panel;

    /// <summary>Planes that a block writes, in whole or in part.</summary>
    private int Planes => (kernel.PlaneStart + BlockChannels + _plane - 1) / _plane;

    /// <summary>Parameters after the references, in the order of <see cref="PointwiseCalls"/>.</summary>
    public string Parameters
    {
        get
        {
            List<string> parameters = ["ref float input", "ref float weights"];
            parameters.AddRange(AddsResidual ? ["ref float residual"] : []);
            parameters.AddRange(["ref float output", "int strips", kernel.Narrow > 0 ? "int wideTiles" : "int tiles"]);
            parameters.AddRange(kernel.Narrow > 0 ? ["int narrowTiles"] : []);
            parameters.AddRange(["int inputChannels", "int inputPitch"]);
            parameters.AddRange(kernel.HasBlocks ? ["int blocks"] : []);
            parameters.AddRange(AddsResidual ? ["int residualPitch"] : []);
            parameters.Add("int outputPitch");
            return string.Join(", ", parameters);
        }
    }

    public void WriteBody(CodeWriter code)
    {
        if (!CountsChannels)
        {
            code.Line($"int planes = inputChannels / {CodeWriter.Number(_plane)};");
        }

        code.Line($"int panelFloats = {Panel} * (1 + inputChannels);");
        string pixels = kernel.Narrow > 0 ? $"((wideTiles * {kernel.Wide}) + (narrowTiles * {kernel.Narrow}))" : $"tiles * {kernel.Wide}";
        code.Line($"int stripFloats = {pixels} * {CodeWriter.Number(_plane)};");
        using (code.Block("for (int strip = 0; strip < strips; strip++)"))
        {
            WriteStrip(code);
            code.Line("input = ref Unsafe.Add(ref input, stripFloats);");
            code.Line("output = ref Unsafe.Add(ref output, stripFloats);");
            if (AddsResidual)
            {
                code.Line("residual = ref Unsafe.Add(ref residual, stripFloats);");
            }
        }
    }

    private void WriteStrip(CodeWriter code)
    {
        if (!kernel.HasBlocks)
        {
            WriteBlock(code, "weights", "output", "residual");
            return;
        }

        bool isHalfPanel = BlockChannels < Panel;
        code.Line($"ref float {(isHalfPanel ? "blockWeights" : "panel")} = ref weights;");
        code.Line("ref float outputBlock = ref output;");
        if (AddsResidual)
        {
            code.Line("ref float residualBlock = ref residual;");
        }

        using (code.Block("for (int block = 0; block < blocks; block++)"))
        {
            if (isHalfPanel)
            {
                // Blocks of half a panel: the second half of one follows its first.
                code.Line($"ref float panel = ref Unsafe.Add(ref blockWeights, (block / {Panel / BlockChannels} * panelFloats) + (block % {Panel / BlockChannels} * {BlockChannels}));");
            }

            WriteBlock(code, "panel", "outputBlock", "residualBlock");
            if (!isHalfPanel)
            {
                code.Line($"panel = ref Unsafe.Add(ref panel, {KernelText.Times("panelFloats", BlockChannels / Panel)});");
            }

            code.Line($"outputBlock = ref Unsafe.Add(ref outputBlock, {KernelText.Times("outputPitch", Planes)});");
            if (AddsResidual)
            {
                code.Line($"residualBlock = ref Unsafe.Add(ref residualBlock, {KernelText.Times("residualPitch", Planes)});");
            }
        }
    }

    private void WriteBlock(CodeWriter code, string panel, string output, string residual)
    {
        code.Line("ref float source = ref input;");
        code.Line($"ref float target = ref {output};");
        if (AddsResidual)
        {
            code.Line($"ref float addend = ref {residual};");
        }

        code.Line("int tile = 0;");
        WriteTiles(code, kernel.Narrow > 0 ? "wideTiles" : "tiles", kernel.Wide, panel);
        if (kernel.Narrow > 0)
        {
            WriteTiles(code, "wideTiles + narrowTiles", kernel.Narrow, panel);
        }
    }

    private void WriteTiles(CodeWriter code, string count, int width, string panel)
    {
        using (code.Block($"for (; tile < {count}; tile++)"))
        {
            for (int other = 1; other < Panels; other++)
            {
                code.Line(KernelText.Reference(PanelReference(other, panel), PanelReference(other - 1, panel), "panelFloats"));
            }

            WriteSums(code, width, panel);
            WriteResults(code, width);
            string floats = CodeWriter.Number(width * _plane);
            code.Line($"source = ref Unsafe.Add(ref source, {floats});");
            code.Line($"target = ref Unsafe.Add(ref target, {floats});");
            if (AddsResidual)
            {
                code.Line($"addend = ref Unsafe.Add(ref addend, {floats});");
            }
        }
    }

    private void WriteSums(CodeWriter code, int width, string panel)
    {
        _block.WriteVariables(code, width, tile => WeightsOf(tile, reference => PanelReference(reference, panel)));
        if (ByLane)
        {
            code.Line($"{dialect.VectorType} {string.Join(", ", Enumerable.Range(0, width).Select(Input))};");
        }

        if (!ByLane || kernel.HasRest)
        {
            code.Line($"{_block.InputDialect.VectorType} value;");
        }

        code.Line("ref float plane = ref source;");
        for (int each = 0; each < Panels; each++)
        {
            code.Line(KernelText.Reference(TapReference(each), PanelReference(each, panel), CodeWriter.Number(Panel)));
        }

        using (code.Block(CountsChannels ? $"for (int left = inputChannels; left > 0; left -= {CodeWriter.Number(_plane)})" : "for (int inputPlane = 0; inputPlane < planes; inputPlane++)"))
        {
            if (kernel.FetchesAhead)
            {
                WriteFetches(code);
            }

            WritePlane(code, width);
        }

        if (kernel.HasRest && !CountsChannels)
        {
            using (code.Block($"for (int rest = inputChannels % {CodeWriter.Number(_plane)}; rest > 0; rest--)"))
            {
                WriteChannel(code, width, 0, byLane: false);
                code.Line("plane = ref Unsafe.Add(ref plane, 1);");
                WriteNextTaps(code, 1);
            }
        }
    }

    /// <summary>Asks for the weights of a plane's channels in the next block: of their cache lines, one a channel and panel, each tile has its share.</summary>
    private void WriteFetches(CodeWriter code)
    {
        string tiles = kernel.Narrow > 0 ? "wideTiles + narrowTiles" : "tiles";
        using (code.Block($"for (int line = tile; line < {CodeWriter.Number(_plane)}; line += {tiles})"))
        {
            code.Line($"nint ahead = {KernelText.Plus(KernelText.Times("panelFloats", Math.Max(1, BlockChannels / Panel)), $"line * {Panel}")};");
            for (int each = 0; each < Panels; each++)
            {
                code.Line($"global::NetCompiler.CompilerServices.Fetch.Ahead(ref Unsafe.Add(ref {TapReference(each)}, ahead));");
            }
        }
    }

    private void WritePlane(CodeWriter code, int width)
    {
        void WriteTurn(string moved)
        {
            for (int channel = 0; channel < _unroll; channel++)
            {
                WriteChannel(code, width, channel, ByLane);
            }

            code.Line($"plane = ref Unsafe.Add(ref plane, {moved});");
            WriteNextTaps(code, _unroll);
        }

        if (_unroll == _plane)
        {
            WriteTurn("inputPitch");
            return;
        }

        string channels = CodeWriter.Number(_plane);
        if (CountsChannels)
        {
            code.Line($"int channels = global::System.Math.Min(left, {channels});");
            channels = "channels";
        }

        string next = _unroll == 1 ? "channel++" : $"channel += {CodeWriter.Number(_unroll)}";
        using (code.Block($"for (int channel = 0; channel < {channels}; {next})"))
        {
            WriteTurn(CodeWriter.Number(_unroll));
        }

        code.Line($"plane = ref Unsafe.Add(ref plane, inputPitch - {CodeWriter.Number(_plane)});");
    }

    /// <summary>The heart: an input channel's weights, and for each pixel one element that meets them all.</summary>
    private void WriteChannel(CodeWriter code, int width, int channel, bool byLane)
    {
        VectorExpr WeightOf(int tile) => width > 1 ? new VectorExpr(BlockText.Weight(tile)) : _block.DialectOf(tile).Load(WeightsOf(tile, TapReference).Plus(channel * Panel));
        for (int tile = 0; width > 1 && tile < kernel.Tiles; tile++)
        {
            code.Line($"{BlockText.Weight(tile)} = {_block.DialectOf(tile).Load(WeightsOf(tile, TapReference).Plus(channel * Panel))};");
        }

        for (int row = 0; row < width; row++)
        {
            Address element = new("plane", (row * _plane) + channel);
            if (!byLane)
            {
                code.Line($"value = {_block.InputDialect.Broadcast(element)};");
            }
            else if (channel % _lanes == 0)
            {
                code.Line($"{Input(row)} = {dialect.Load(element)};");
            }

            for (int tile = 0; tile < kernel.Tiles; tile++)
            {
                VectorExpr sum = new(BlockText.Sum(row, tile));
                VectorExpr next = byLane
                    ? dialect.MultiplyAddLane(sum, WeightOf(tile), new VectorExpr(Input(row)), channel % _lanes)
                    : _block.DialectOf(tile).MultiplyAdd(sum, _block.Input(new VectorExpr("value"), tile), WeightOf(tile));
                code.Line($"{sum} = {next};");
            }
        }
    }

    private void WriteNextTaps(CodeWriter code, int channels)
    {
        for (int panel = 0; panel < Panels; panel++)
        {
            code.Line($"{TapReference(panel)} = ref Unsafe.Add(ref {TapReference(panel)}, {CodeWriter.Number(channels * Panel)});");
        }
    }

    private void WriteResults(CodeWriter code, int width)
    {
        for (int plane = 1; plane < Planes; plane++)
        {
            code.Line(KernelText.Reference(PlaneReference("target", plane), PlaneReference("target", plane - 1), "outputPitch"));
            if (AddsResidual)
            {
                code.Line(KernelText.Reference(PlaneReference("addend", plane), PlaneReference("addend", plane - 1), "residualPitch"));
            }
        }

        _block.WriteResults(code, width, new Epilogue(kernel.Parts, null), (row, tile) => PlaceOf("target", row, tile), (row, tile) => PlaceOf("addend", row, tile));
    }

    /// <summary>Where a tile's weights stand, by the panel that holds them.</summary>
    private Address WeightsOf(int tile, Func<int, string> panel)
    {
        int channel = kernel.PanelStart + (tile * _lanes);
        return new Address(panel(channel / Panel), channel % Panel);
    }

    /// <summary>Where a result stands in the output or the residual.</summary>
    private Address PlaceOf(string map, int row, int tile)
    {
        int channel = kernel.PlaneStart + (tile * _lanes);
        return new Address(PlaneReference(map, channel / _plane), (row * _plane) + (channel % _plane));
    }

    private static string PanelReference(int panel, string first) => panel == 0 ? first : $"panel{CodeWriter.Number(panel)}";

    private static string TapReference(int panel) => panel == 0 ? "tap" : $"tap{CodeWriter.Number(panel)}";

    private static string PlaneReference(string map, int plane) => plane == 0 ? map : map + CodeWriter.Number(plane);

    private static string Input(int row) => $"input{CodeWriter.Number(row)}";
}
