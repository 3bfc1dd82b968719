using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// A depthwise convolution, one register of channels at a time. The sums of a tile stand in registers; each input column
/// of a tap row is loaded once and meets every result that sees it. A part of a mixed one begins with the register that holds its first channel, of which
/// the lanes below that channel keep what the part before has left there.
/// </summary>
internal sealed class DepthwiseConv(DepthwiseConvStep step, VectorDialect dialect)
{
    private readonly WindowGeometry _window = step.Window;
    private readonly int _lanes = dialect.Isa.Lanes;

    /// <summary>The place in the map of the first channel that is computed.</summary>
    private int FirstChannel => step.WrittenChannels.First;

    /// <summary>Lanes of the first register that belong to the part before.</summary>
    private int KeptLanes => FirstChannel % _lanes;

    /// <summary>A register's place in its plane.</summary>
    private string WithinPlane => _lanes == step.Output.Layout.ChannelBlock ? string.Empty : $" + (channel % {CodeWriter.Number(step.Output.Layout.ChannelBlock)})";

    public void WriteBody(CodeWriter code)
    {
        if (KeptLanes > 0)
        {
            code.Line($"{dialect.VectorType} kept = {dialect.Mask(0, KeptLanes)};");
        }

        int first = FirstChannel - KeptLanes;
        int end = step.Part is { } part
            ? MapLayout.RoundUp(part.First + part.Count, _lanes)
            : step.Output.Layout.FilledChannels(step.Output.Shape.Channels);
        using (code.Block($"for (int channel = {CodeWriter.Number(first)}; channel < {CodeWriter.Number(end)}; channel += {CodeWriter.Number(_lanes)})"))
        {
            WritePlane(code);
            code.Line(KernelText.Reference("outputPlane", "output", KernelText.PlaneOffset(step.Output.Layout, _lanes)));
            if (step.Epilogue.Residual is { } residual)
            {
                code.Line(KernelText.Reference("residualPlane", "residual", KernelText.PlaneOffset(residual.Layout, _lanes)));
            }

            WritePanel(code);
            string endRow = step.Bands is null ? CodeWriter.Number(_window.Rows) : "endRow";
            using (code.Block($"for (int row = {(step.Bands is null ? "0" : "firstRow")}; row < {endRow}; row++)"))
            {
                WriteRow(code);
            }
        }
    }

    /// <summary>Where a register of the input begins: planes that lie anywhere have a table of their places and of those of their weights.</summary>
    private void WritePlane(CodeWriter code)
    {
        if (step.Planes is null)
        {
            code.Line(KernelText.Reference("inputPlane", "input", KernelText.PlaneOffset(step.Input.Layout, _lanes)));
            return;
        }

        string plane = $"channel / {CodeWriter.Number(step.Output.Layout.ChannelBlock)}";
        int firstPlane = step.WrittenPlanes.First;
        code.Line($"ref int place = ref Unsafe.Add(ref channels, {(firstPlane == 0 ? plane : $"(({plane}) - {CodeWriter.Number(firstPlane)})")} * 2);");
        code.Line(KernelText.Reference("inputPlane", "input", "place" + WithinPlane));
    }

    private void WritePanel(CodeWriter code)
    {
        if (step.Planes is not null)
        {
            code.Line(KernelText.Reference("panel", "weights", "Unsafe.Add(ref place, 1)" + WithinPlane));
            return;
        }

        const int Panel = WeightLayout.PanelChannels;
        int firstPanel = FirstChannel / Panel;
        string panel = firstPanel == 0 ? $"channel / {Panel}" : $"((channel / {Panel}) - {CodeWriter.Number(firstPanel)})";
        code.Line(KernelText.Reference(
            "panel", "weights", $"({panel} * {CodeWriter.Number(step.Layer.PanelFloats)}) + (channel % {Panel})"));
    }

    private void WriteRow(CodeWriter code)
    {
        KernelText.WriteInputRow(code, _window, step.Input, "inputPlane", "row");
        int outputRowFloats = _window.Columns * step.Output.Layout.PixelStride;
        code.Line(KernelText.Reference("outputRow", "outputPlane", KernelText.RowOffset(step, "row", outputRowFloats)));
        if (step.Epilogue.Residual is not null)
        {
            code.Line(KernelText.Reference("residualRow", "residualPlane", KernelText.RowOffset(step, "row", outputRowFloats)));
        }

        foreach (TileRun run in step.Runs)
        {
            if (run.StandsAlone)
            {
                using (code.Block())
                {
                    WriteTile(code, run, CodeWriter.Number(run.First));
                }

                continue;
            }

            string end = CodeWriter.Number(run.First + (run.Tiles * run.Width));
            using (code.Block($"for (int column = {CodeWriter.Number(run.First)}; column < {end}; column += {CodeWriter.Number(run.Width)})"))
            {
                WriteTile(code, run, "column");
            }
        }
    }

    private void WriteTile(CodeWriter code, TileRun run, string column)
    {
        KernelText.WriteSource(code, _window, step.Input.Layout, run, column);
        IEnumerable<string> sums = Enumerable.Range(0, run.Width).Select(result => $"{Sum(result)} = {(result == 0 ? dialect.Load(new Address("panel")).Text : Sum(0))}");
        code.Line($"{dialect.VectorType} {string.Join(", ", sums)};");
        if (step.HeldWeights > 0)
        {
            code.Line($"{dialect.VectorType} {string.Join(", ", Enumerable.Range(0, step.HeldWeights).Select(Weight))};");
        }

        code.Line($"{dialect.VectorType} value;");
        WriteTapRows(code, run);

        code.Line(KernelText.Reference("target", "outputRow", KernelText.Times(column, step.Output.Layout.PixelStride)));
        if (step.Epilogue.Residual is { } residual)
        {
            code.Line(KernelText.Reference("addend", "residualRow", KernelText.Times(column, residual.Layout.PixelStride)));
        }

        for (int result = 0; result < run.Width; result++)
        {
            int place = result * step.Output.Layout.PixelStride;
            Address addend = new("addend", place);
            if (KeptLanes == 0)
            {
                EpilogueCode.WriteStore(code, step.Epilogue, dialect, Sum(result), addend, new Address("target", place));
            }
            else
            {
                EpilogueCode.Write(code, step.Epilogue, dialect, Sum(result), addend);
            }
        }

        if (KeptLanes > 0)
        {
            WriteBesideOthers(code, run);
        }
    }

    private void WriteBesideOthers(CodeWriter code, TileRun run)
    {
        Address Target(int result) => new("target", result * step.Output.Layout.PixelStride);
        using (code.Block($"if (channel < {CodeWriter.Number(FirstChannel)})"))
        {
            for (int result = 0; result < run.Width; result++)
            {
                code.Line($"{Sum(result)} = {dialect.Select(new VectorExpr("kept"), dialect.Load(Target(result)), new VectorExpr(Sum(result)))};");
            }
        }

        for (int result = 0; result < run.Width; result++)
        {
            code.Line(dialect.Store(new VectorExpr(Sum(result)), Target(result)));
        }
    }

    private void WriteTapRows(CodeWriter code, TileRun run)
    {
        const int Panel = WeightLayout.PanelChannels;
        bool inside = _window.RowsAreInside;
        int rowWeights = _window.KernelWidth * Panel;
        string start = CodeWriter.Number(Panel) + (inside ? string.Empty : " + " + KernelText.Times("firstTap", rowWeights));
        code.Line(KernelText.Reference("tap", "panel", start));
        string end = inside ? CodeWriter.Number(_window.KernelHeight) : "endTap";
        using (code.Block($"for (int tapRow = {(inside ? "0" : "firstTap")}; tapRow < {end}; tapRow++)"))
        {
            for (int kernelColumn = 0; kernelColumn < step.HeldWeights; kernelColumn++)
            {
                code.Line($"{Weight(kernelColumn)} = {dialect.Load(new Address("tap", kernelColumn * Panel))};");
            }

            WriteColumns(code, run);
            code.Line(KernelText.NextTapRow(_window, step.Input));
            code.Line($"tap = ref Unsafe.Add(ref tap, {CodeWriter.Number(rowWeights)});");
        }
    }

    /// <summary>Input columns from left to right: within each sum the taps then run from left to right too.</summary>
    private void WriteColumns(CodeWriter code, TileRun run)
    {
        int pixelStride = step.Input.Layout.PixelStride;
        SortedDictionary<int, List<(int Result, int KernelColumn)>> uses = [];
        for (int result = 0; result < run.Width; result++)
        {
            for (int kernelColumn = 0; kernelColumn < _window.KernelWidth; kernelColumn++)
            {
                if (_window.ColumnIsInside(run.First + result, kernelColumn))
                {
                    int inputColumn = KernelText.TapColumn(_window, run, result, kernelColumn);
                    if (!uses.TryGetValue(inputColumn, out List<(int, int)>? list))
                    {
                        uses.Add(inputColumn, list = []);
                    }

                    list.Add((result, kernelColumn));
                }
            }
        }

        foreach (KeyValuePair<int, List<(int Result, int KernelColumn)>> use in uses)
        {
            code.Line($"value = {dialect.Load(new Address("source", use.Key * pixelStride))};");
            foreach ((int result, int kernelColumn) in use.Value)
            {
                VectorExpr sum = new(Sum(result));
                VectorExpr weight = kernelColumn < step.HeldWeights
                    ? new VectorExpr(Weight(kernelColumn))
                    : dialect.Load(new Address("tap", kernelColumn * WeightLayout.PanelChannels));
                code.Line($"{sum} = {dialect.MultiplyAdd(sum, new VectorExpr("value"), weight)};");
            }
        }
    }

    private static string Sum(int result) => $"sum{CodeWriter.Number(result)}";

    private static string Weight(int kernelColumn) => $"weight{CodeWriter.Number(kernelColumn)}";
}
