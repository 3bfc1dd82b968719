using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The mean of windows, one register of channels at a time: each row of the window has a sum of its own from left to right, the rows'
/// sums are then added from top to bottom and divided by the count of positions inside the map.
/// </summary>
internal sealed class AveragePool(AveragePoolStep step, VectorDialect dialect)
{
    public void WriteBody(CodeWriter code)
    {
        WindowGeometry window = step.Window;
        int lanes = dialect.Isa.Lanes;
        int channels = step.Input.Layout.FilledChannels(step.Input.Shape.Channels);
        using (code.Block($"for (int channel = 0; channel < {CodeWriter.Number(channels)}; channel += {CodeWriter.Number(lanes)})"))
        {
            code.Line(KernelText.Reference("inputPlane", "input", KernelText.PlaneOffset(step.Input.Layout, lanes)));
            code.Line(KernelText.Reference("outputPlane", "output", KernelText.PlaneOffset(step.Output.Layout, lanes)));
            string row = KernelText.Variable("row", 0, window.Rows);
            string column = KernelText.Variable("column", 0, window.Columns);
            using (KernelText.Loop(code, row, 0, window.Rows, 1))
            using (KernelText.Loop(code, column, 0, window.Columns, 1))
            {
                WriteRange(code, "Row", row, window.StrideHeight, window.PaddingTop, window.KernelHeight, window.InputRows, window.Rows);
                WriteRange(code, "Column", column, window.StrideWidth, window.PaddingLeft, window.KernelWidth, window.InputColumns, window.Columns);
                code.Line($"{dialect.VectorType} sum = {dialect.Zero};");
                using (code.Block("for (int y = firstRow; y < endRow; y++)"))
                {
                    int rowFloats = window.InputColumns * step.Input.Layout.PixelStride;
                    code.Line(KernelText.Reference("inputRow", "inputPlane", KernelText.Times("y", rowFloats)));
                    code.Line($"{dialect.VectorType} rowSum = {dialect.Zero};");
                    using (code.Block("for (int x = firstColumn; x < endColumn; x++)"))
                    {
                        string place = KernelText.Times("x", step.Input.Layout.PixelStride);
                        code.Line(KernelText.Reference("source", "inputRow", place));
                        code.Line($"rowSum = {dialect.Add(new VectorExpr("rowSum"), dialect.Load(new Address("source")))};");
                    }

                    code.Line($"sum = {dialect.Add(new VectorExpr("sum"), new VectorExpr("rowSum"))};");
                }

                VectorExpr count = dialect.Constant("(float)((endRow - firstRow) * (endColumn - firstColumn))");
                code.Line($"sum = {dialect.Divide(new VectorExpr("sum"), count)};");
                int outputRowFloats = window.Columns * step.Output.Layout.PixelStride;
                code.Line(KernelText.Reference(
                    "target",
                    "outputPlane",
                    KernelText.Plus(KernelText.Times(row, outputRowFloats), KernelText.Times(column, step.Output.Layout.PixelStride))));
                code.Line(dialect.Store(new VectorExpr("sum"), new Address("target")));
            }
        }
    }

    /// <summary>Which positions of the window lie inside the map: constants where all windows do.</summary>
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
