using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>Channels of any places brought together: a register of the output is made of as many elements, whose places a table tells.</summary>
internal sealed class ChannelGather(GatherStep step, VectorDialect dialect)
{
    public void WriteBody(CodeWriter code)
    {
        int lanes = dialect.Isa.Lanes;
        MapLayout layout = step.Output.Layout;
        int registers = step.Channels.Points.Count / lanes;
        using (code.Block($"for (int register = 0; register < {CodeWriter.Number(registers)}; register++)"))
        {
            code.Line($"int channel = (register * {CodeWriter.Number(lanes)}) + {CodeWriter.Number(step.FirstOutput)};");
            code.Line(KernelText.Reference("target", "output", KernelText.PlaneOffset(layout, lanes)));
            code.Line($"ref int place = ref Unsafe.Add(ref channels, register * {CodeWriter.Number(lanes)});");
            for (int lane = 0; lane < lanes; lane++)
            {
                code.Line(KernelText.Reference(Source(lane), "input", $"Unsafe.Add(ref place, {CodeWriter.Number(lane)})"));
            }

            string end = CodeWriter.Number(step.Output.Shape.Pixels * layout.PixelStride);
            using (code.Block($"for (int element = 0; element < {end}; element += {CodeWriter.Number(layout.PixelStride)})"))
            {
                VectorExpr value = dialect.Create(Enumerable.Range(0, lanes).Select(lane => $"Unsafe.Add(ref {Source(lane)}, element)"));
                code.Line(dialect.Store(value, new Address("Unsafe.Add(ref target, element)")));
            }
        }
    }

    private static string Source(int lane) => $"source{CodeWriter.Number(lane)}";
}
