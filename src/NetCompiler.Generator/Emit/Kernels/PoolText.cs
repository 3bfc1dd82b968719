using System;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>What pools of every kind share: the walk over registers of channels, rows and columns, and the sums of averages.</summary>
internal static class PoolText
{
    /// <summary>
    /// The walk: for each result <paramref name="writeResult"/> is called with the names of its row and column, and stores it at <c>target</c> by
    /// <see cref="WriteStore"/>.
    /// </summary>
    public static void WriteWalk(CodeWriter code, Operand input, Operand output, VectorDialect dialect, Action<string, string> writeResult)
    {
        int lanes = dialect.Isa.Lanes;
        int channels = input.Layout.FilledChannels(input.Shape.Channels);
        using (code.Block($"for (int channel = 0; channel < {CodeWriter.Number(channels)}; channel += {CodeWriter.Number(lanes)})"))
        {
            code.Line(KernelText.Reference("inputPlane", "input", KernelText.PlaneOffset(input.Layout, lanes)));
            code.Line(KernelText.Reference("outputPlane", "output", KernelText.PlaneOffset(output.Layout, lanes)));
            string row = KernelText.Variable("row", 0, output.Shape.Height);
            string column = KernelText.Variable("column", 0, output.Shape.Width);
            using (KernelText.Loop(code, row, 0, output.Shape.Height, 1))
            using (KernelText.Loop(code, column, 0, output.Shape.Width, 1))
            {
                writeResult(row, column);
            }
        }
    }

    /// <summary>
    /// <c>sum</c>: each row from <c>firstRow</c> to before <c>endRow</c> has a sum of its own from left to right, the rows' sums are added from top to bottom.
    /// </summary>
    public static void WriteSum(CodeWriter code, Operand input, VectorDialect dialect)
    {
        code.Line($"{dialect.VectorType} sum = {dialect.Zero};");
        using (code.Block("for (int y = firstRow; y < endRow; y++)"))
        {
            WriteInputRow(code, input);
            code.Line($"{dialect.VectorType} rowSum = {dialect.Zero};");
            using (code.Block("for (int x = firstColumn; x < endColumn; x++)"))
            {
                WriteInputPixel(code, input);
                code.Line($"rowSum = {dialect.Add(new VectorExpr("rowSum"), dialect.Load(new Address("source")))};");
            }

            code.Line($"sum = {dialect.Add(new VectorExpr("sum"), new VectorExpr("rowSum"))};");
        }
    }

    /// <summary><c>inputRow</c>: the row <c>y</c>.</summary>
    public static void WriteInputRow(CodeWriter code, Operand input) =>
        code.Line(KernelText.Reference("inputRow", "inputPlane", KernelText.Times("y", input.Shape.Width * input.Layout.PixelStride)));

    /// <summary><c>source</c>: the pixel <c>x</c> of <c>inputRow</c>.</summary>
    public static void WriteInputPixel(CodeWriter code, Operand input) =>
        code.Line(KernelText.Reference("source", "inputRow", KernelText.Times("x", input.Layout.PixelStride)));

    /// <summary>The sum becomes the mean of so many.</summary>
    public static void WriteDivision(CodeWriter code, VectorDialect dialect, string count) =>
        code.Line($"sum = {dialect.Divide(new VectorExpr("sum"), dialect.Constant(count))};");

    public static void WriteStore(CodeWriter code, Operand output, VectorDialect dialect, string value, string row, string column)
    {
        int outputRowFloats = output.Shape.Width * output.Layout.PixelStride;
        code.Line(KernelText.Reference(
            "target",
            "outputPlane",
            KernelText.Plus(KernelText.Times(row, outputRowFloats), KernelText.Times(column, output.Layout.PixelStride))));
        code.Line(dialect.Store(new VectorExpr(value), new Address("target")));
    }

    /// <summary><c>firstRow</c>, <c>endRow</c>, <c>firstColumn</c> and <c>endColumn</c>: which positions of the window lie inside the map.</summary>
    public static void WriteRanges(CodeWriter code, WindowGeometry window, string row, string column)
    {
        WriteRange(code, "Row", row, window.StrideHeight, window.PaddingTop, window.KernelHeight, window.InputRows, window.Rows);
        WriteRange(code, "Column", column, window.StrideWidth, window.PaddingLeft, window.KernelWidth, window.InputColumns, window.Columns);
    }

    /// <summary>Constants where all windows lie inside the map.</summary>
    private static void WriteRange(CodeWriter code, string what, string position, int stride, int padding, int size, int inputs, int outputs)
    {
        string start = KernelText.Times(position, stride);
        if (padding == 0 && ((outputs - 1) * stride) + size <= inputs)
        {
            string end = start == "0" ? CodeWriter.Number(size) : $"first{what} + {CodeWriter.Number(size)}";
            string kind = start == "0" ? "const int" : "int";
            code.Line($"{kind} first{what} = {start};");
            code.Line($"{kind} end{what} = {end};");
            return;
        }

        code.Line($"int first{what} = global::System.Math.Max(0, ({start}) - {CodeWriter.Number(padding)});");
        code.Line($"int end{what} = global::System.Math.Min({CodeWriter.Number(inputs)}, ({start}) + {CodeWriter.Number(size - padding)});");
    }
}
