using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The mean over windows that part the map evenly, added as by <see cref="AveragePool"/>: row i of h sees rows ⌊i·H/h⌋ to before ⌈(i + 1)·H/h⌉.
/// </summary>
internal sealed class AdaptivePool(AdaptivePoolStep step, VectorDialect dialect)
{
    public void WriteBody(CodeWriter code) => PoolText.WriteWalk(code, step.Input, step.Output, dialect, (row, column) =>
    {
        WriteRange(code, "Row", row, step.Input.Shape.Height, step.Output.Shape.Height);
        WriteRange(code, "Column", column, step.Input.Shape.Width, step.Output.Shape.Width);
        PoolText.WriteSum(code, step.Input, dialect);
        PoolText.WriteDivision(code, dialect, "(float)((endRow - firstRow) * (endColumn - firstColumn))");
        PoolText.WriteStore(code, step.Output, dialect, "sum", row, column);
    });

    private static void WriteRange(CodeWriter code, string what, string position, int inputs, int outputs)
    {
        if (outputs == 1)
        {
            code.Line($"const int first{what} = 0;");
            code.Line($"const int end{what} = {CodeWriter.Number(inputs)};");
            return;
        }

        if (inputs % outputs == 0)
        {
            code.Line($"int first{what} = {KernelText.Times(position, inputs / outputs)};");
            code.Line($"int end{what} = first{what} + {CodeWriter.Number(inputs / outputs)};");
            return;
        }

        string size = CodeWriter.Number(inputs);
        string parts = CodeWriter.Number(outputs);
        code.Line($"int first{what} = {position} * {size} / {parts};");
        code.Line($"int end{what} = ((({position} + 1) * {size}) + {CodeWriter.Number(outputs - 1)}) / {parts};");
    }
}
