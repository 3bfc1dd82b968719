using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>The largest element of windows, one register of channels at a time; every window has a position inside the map.</summary>
internal sealed class MaxPool(MaxPoolStep step, VectorDialect dialect)
{
    public void WriteBody(CodeWriter code) => PoolText.WriteWalk(code, step.Input, step.Output, dialect, (row, column) =>
    {
        PoolText.WriteRanges(code, step.Window, row, column);
        MapLayout layout = step.Input.Layout;
        int rowFloats = step.Input.Shape.Width * layout.PixelStride;
        string first = KernelText.Plus($"firstRow * {CodeWriter.Number(rowFloats)}", $"firstColumn * {CodeWriter.Number(layout.PixelStride)}");
        code.Line(KernelText.Reference("first", "inputPlane", first));

        // The first one meets itself once more, which leaves it as it is.
        code.Line($"{dialect.VectorType} largest = {dialect.Load(new Address("first"))};");
        using (code.Block("for (int y = firstRow; y < endRow; y++)"))
        {
            PoolText.WriteInputRow(code, step.Input);
            using (code.Block("for (int x = firstColumn; x < endColumn; x++)"))
            {
                PoolText.WriteInputPixel(code, step.Input);
                code.Line($"largest = {dialect.Max(new VectorExpr("largest"), dialect.Load(new Address("source")))};");
            }
        }

        PoolText.WriteStore(code, step.Output, dialect, "largest", row, column);
    });
}
