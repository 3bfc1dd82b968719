using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>Kernels in which a result depends on other channels than its own: element by element.</summary>
internal static class ChannelKernels
{
    /// <summary>Channels seen as (groups, channels of a group), and transposed.</summary>
    public static void WriteShuffle(CodeWriter code, ShuffleStep step)
    {
        int groupChannels = step.Input.Shape.Channels / step.Groups;
        MapLayout layout = step.Input.Layout;
        using (code.Block($"for (int group = 0; group < {CodeWriter.Number(step.Groups)}; group++)"))
        using (code.Block($"for (int member = 0; member < {CodeWriter.Number(groupChannels)}; member++)"))
        {
            code.Line($"int from = (group * {CodeWriter.Number(groupChannels)}) + member;");
            code.Line($"int to = (member * {CodeWriter.Number(step.Groups)}) + group;");
            code.Line(KernelText.Reference("source", "input", KernelText.ChannelOffset(layout, "from")));
            code.Line(KernelText.Reference("target", "output", KernelText.ChannelOffset(step.Output.Layout, "to")));
            string end = CodeWriter.Number(step.Input.Shape.Pixels * layout.PixelStride);
            using (code.Block($"for (int element = 0; element < {end}; element += {CodeWriter.Number(layout.PixelStride)})"))
            {
                code.Line("Unsafe.Add(ref target, element) = Unsafe.Add(ref source, element);");
            }
        }
    }

    /// <summary>Each element over a root of the squares of its channel's neighbours.</summary>
    public static void WriteResponseNorm(CodeWriter code, ResponseNormStep step)
    {
        int channels = step.Input.Shape.Channels;
        int reach = step.Rule.Size / 2;
        MapLayout layout = step.Input.Layout;
        string share = CodeWriter.Number((float)(step.Rule.Alpha / step.Rule.Size));
        string end = CodeWriter.Number(step.Input.Shape.Pixels * layout.PixelStride);
        using (code.Block($"for (int channel = 0; channel < {CodeWriter.Number(channels)}; channel++)"))
        {
            code.Line($"int first = global::System.Math.Max(0, channel - {CodeWriter.Number(reach)});");
            code.Line($"int last = global::System.Math.Min({CodeWriter.Number(channels - 1)}, channel + {CodeWriter.Number(reach)});");
            code.Line(KernelText.Reference("source", "input", KernelText.ChannelOffset(layout, "channel")));
            code.Line(KernelText.Reference("target", "output", KernelText.ChannelOffset(step.Output.Layout, "channel")));
            using (code.Block($"for (int element = 0; element < {end}; element += {CodeWriter.Number(layout.PixelStride)})"))
            {
                code.Line("float sum = 0f;");
                using (code.Block("for (int other = first; other <= last; other++)"))
                {
                    code.Line($"float neighbour = Unsafe.Add(ref input, {KernelText.ChannelOffset(layout, "other")} + element);");
                    code.Line("sum += neighbour * neighbour;");
                }

                code.Line($"float divisor = {CodeWriter.Number((float)step.Rule.Offset)} + ({share} * sum);");
                if (step.Rule.Beta != 1)
                {
                    code.Line("divisor = global::System.MathF.Sqrt(divisor);");
                }

                if (step.Rule.Beta == 0.75)
                {
                    code.Line("divisor *= global::System.MathF.Sqrt(divisor);");
                }

                code.Line("Unsafe.Add(ref target, element) = Unsafe.Add(ref source, element) / divisor;");
            }
        }
    }
}
