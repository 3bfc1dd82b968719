using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The mean of windows, one register of channels at a time: each row of the window has a sum of its own from left to right, the rows'
/// sums are then added from top to bottom and divided by the count of positions inside the map, or of the window.
/// </summary>
internal sealed class AveragePool(AveragePoolStep step, VectorDialect dialect)
{
    public void WriteBody(CodeWriter code) => PoolText.WriteWalk(code, step.Input, step.Output, dialect, (row, column) =>
    {
        PoolText.WriteRanges(code, step.Window, row, column);
        PoolText.WriteSum(code, step.Input, dialect);
        PoolText.WriteDivision(code, dialect, step.CountsPadding
            ? CodeWriter.Number(step.Window.KernelHeight * step.Window.KernelWidth) + "f"
            : "(float)((endRow - firstRow) * (endColumn - firstColumn))");
        PoolText.WriteStore(code, step.Output, dialect, "sum", row, column);
    });
}
