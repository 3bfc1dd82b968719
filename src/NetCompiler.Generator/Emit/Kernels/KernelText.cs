using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>What every kernel's text is made of.</summary>
internal static class KernelText
{
    /// <summary>The place of (block of channels, pixel) within a map, as a constant.</summary>
    public static int Element(MapLayout layout, int pixel, int channel) =>
        (channel / layout.ChannelBlock * layout.BlockPitch) + (pixel * layout.PixelStride) + (channel % layout.ChannelBlock);

    /// <summary>A loop's variable, or its only value where the loop would run once.</summary>
    public static string Variable(string name, int first, int count) => count == 1 ? CodeWriter.Number(first) : name;

    /// <summary>A loop over <see cref="Variable"/>, or a bare scope where it would run once.</summary>
    public static CodeWriter.Scope Loop(CodeWriter code, string variable, int first, int count, int stride)
    {
        if (count == 1)
        {
            return code.Block();
        }

        string end = CodeWriter.Number(first + (count * stride));
        string next = stride == 1 ? $"{variable}++" : $"{variable} += {CodeWriter.Number(stride)}";
        return code.Block($"for (int {variable} = {CodeWriter.Number(first)}; {variable} < {end}; {next})");
    }

    /// <summary>A sum of two texts, nothing added where one is 0.</summary>
    public static string Plus(string a, string b) => a == "0" ? b : b == "0" ? a : $"({a}) + ({b})";

    /// <summary>Where the plane of <c>channel</c> begins, and within it the channel.</summary>
    public static string PlaneOffset(MapLayout layout, int lanes, string channel = "channel") => lanes == layout.ChannelBlock
        ? Times(channel, layout.BlockPitch / layout.ChannelBlock)
        : ChannelOffset(layout, channel);

    /// <summary>The place of a channel's first pixel.</summary>
    public static string ChannelOffset(MapLayout layout, string channel) =>
        $"({channel} / {layout.ChannelBlock} * {CodeWriter.Number(layout.BlockPitch)}) + ({channel} % {layout.ChannelBlock})";

    /// <summary>The product of a loop's variable or constant with a constant, folded where both are known.</summary>
    public static string Times(string variable, int factor)
    {
        if (int.TryParse(variable, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out int value))
        {
            return CodeWriter.Number((long)value * factor);
        }

        return factor == 1 ? variable : $"{variable} * {CodeWriter.Number(factor)}";
    }

    /// <summary>A reference so many floats into another, the addition left out where there is nothing to add.</summary>
    public static string Reference(string name, string from, string floats) => floats == "0"
        ? $"ref float {name} = ref {from};"
        : $"ref float {name} = ref Unsafe.Add(ref {from}, {floats});";

    /// <summary>
    /// <c>inputRow</c>: the row of the first tap that lies inside the map. A row above it would be a reference outside of the caller's memory.
    /// </summary>
    public static void WriteInputRow(CodeWriter code, WindowGeometry window, Operand input, string map, string row)
    {
        int rowFloats = window.InputColumns * input.Layout.PixelStride;
        if (window.RowsAreInside && input.Ring is null)
        {
            code.Line(Reference("inputRow", map, Times(row, window.StrideHeight * rowFloats)));
            return;
        }

        if (!window.RowsAreInside)
        {
            WriteTapRange(code, window, row);
        }

        string first = window.RowsAreInside ? Times(row, window.StrideHeight) : $"top + {Times("firstTap", window.DilationHeight)}";
        if (input.Ring is not { } ring)
        {
            code.Line(Reference("inputRow", map, $"({first}) * {CodeWriter.Number(rowFloats)}"));
            return;
        }

        string rows = CodeWriter.Number(ring.Rows);
        code.Line($"int ringRow = ({first} + {CodeWriter.Number(ring.Shift)}) % {rows};");
        code.Line(Reference("inputRow", map, $"ringRow * {CodeWriter.Number(rowFloats)}"));
        string left = $"{CodeWriter.Number(ring.Rows - 1)} - ringRow";
        string taps = window.DilationHeight == 1 ? left : $"(({left}) / {CodeWriter.Number(window.DilationHeight)})";
        code.Line($"int lastTap = {(window.RowsAreInside ? taps : $"firstTap + {taps}")}; // behind which the ring begins anew");
    }

    /// <summary>The statement that leads <c>source</c> from one row of taps to the next.</summary>
    public static string NextTapRow(WindowGeometry window, Operand input)
    {
        int rowFloats = window.InputColumns * input.Layout.PixelStride;
        string next = CodeWriter.Number(window.DilationHeight * rowFloats);
        return input.Ring is { } ring
            ? $"source = ref Unsafe.Add(ref source, tapRow == lastTap ? {CodeWriter.Number((window.DilationHeight - ring.Rows) * rowFloats)} : {next});"
            : $"source = ref Unsafe.Add(ref source, {next});";
    }

    /// <summary>A loop over the rows of the output: all of them, or those of a band.</summary>
    public static CodeWriter.Scope RowLoop(CodeWriter code, KernelStep step, string row, int rows) => step.Bands is null
        ? Loop(code, row, 0, rows, 1)
        : code.Block($"for (int {row} = firstRow; {row} < endRow; {row}++)");

    /// <summary>Floats of a plane that are computed: all, or those of a band's pixels.</summary>
    public static string PlaneFloats(KernelStep step) => step.Bands is null
        ? CodeWriter.Number(step.Output.Shape.Pixels * step.Output.Layout.ChannelBlock)
        : Times("pixels", step.Output.Layout.ChannelBlock);

    /// <summary>The name of <see cref="RowLoop"/>'s variable, or the number of the only row.</summary>
    public static string RowVariable(KernelStep step, int rows) => step.Bands is null ? Variable("row", 0, rows) : "row";

    /// <summary>Where a row of the output or the residual begins: a member of a chain is handed its first row's place.</summary>
    public static string RowOffset(KernelStep step, string row, int rowFloats) =>
        step.Bands is null ? Times(row, rowFloats) : $"({row} - firstRow) * {CodeWriter.Number(rowFloats)}";

    /// <summary>
    /// <c>source</c>: where a tile's taps are addressed from. A tile at an edge stands at a known column: its taps are addressed from the row, those outside left out.
    /// </summary>
    public static void WriteSource(CodeWriter code, WindowGeometry window, MapLayout layout, TileRun run, string column, string row = "inputRow")
    {
        string padding = window.PaddingLeft == 0 ? string.Empty : $" - {CodeWriter.Number(window.PaddingLeft * layout.PixelStride)}";
        string offset = run.StandsAlone ? "0" : Times(column, window.StrideWidth * layout.PixelStride) + padding;
        code.Line(Reference("source", row, offset));
    }

    /// <summary>The input column of a tap of a tile's result, counted from <c>source</c>.</summary>
    public static int TapColumn(WindowGeometry window, TileRun run, int result, int kernelColumn) => run.StandsAlone
        ? window.InputColumn(run.First + result, kernelColumn)
        : (result * window.StrideWidth) + (kernelColumn * window.DilationWidth);

    /// <summary>First and last tap of a window's column that lie inside the map, for the result in that row: a variable, or the number of the only one.</summary>
    private static void WriteTapRange(CodeWriter code, WindowGeometry window, string row)
    {
        string stride = Times(row, window.StrideHeight);
        string top = window.PaddingTop == 0 ? stride : $"{stride} - {CodeWriter.Number(window.PaddingTop)}";
        code.Line($"int top = {top};");
        if (window.DilationHeight == 1)
        {
            code.Line(window.PaddingTop == 0 ? "int firstTap = 0;" : "int firstTap = top < 0 ? -top : 0;");
            code.Line($"int endTap = global::System.Math.Min({CodeWriter.Number(window.KernelHeight)}, {CodeWriter.Number(window.InputRows)} - top);");
            return;
        }

        string dilation = CodeWriter.Number(window.DilationHeight);
        string round = CodeWriter.Number(window.DilationHeight - 1);
        code.Line(window.PaddingTop == 0 ? "int firstTap = 0;" : $"int firstTap = top < 0 ? (-top + {round}) / {dilation} : 0;");
        code.Line($"int endTap = global::System.Math.Min({CodeWriter.Number(window.KernelHeight)}, ({CodeWriter.Number(window.InputRows)} - top + {round}) / {dilation});");
    }
}
