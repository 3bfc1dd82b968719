using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>Kernels that visit every element once: epilogues by themselves, and moves between the caller's layout and planes.</summary>
internal static class MapKernels
{
    /// <summary>An epilogue over a whole map.</summary>
    public static void WriteElementwise(CodeWriter code, ElementwiseStep step, VectorDialect dialect)
    {
        int blocks = step.Input.Layout.Blocks(step.Input.Shape.Channels);
        string planeFloats = KernelText.PlaneFloats(step);
        using (code.Block($"for (int block = 0; block < {CodeWriter.Number(blocks)}; block++)"))
        {
            code.Line(KernelText.Reference("inputPlane", "input", KernelText.Times("block", step.Input.Layout.BlockPitch)));
            code.Line(KernelText.Reference("outputPlane", "output", KernelText.Times("block", step.Output.Layout.BlockPitch)));
            if (step.Epilogue.Residual is { } residual)
            {
                code.Line(KernelText.Reference("residualPlane", "residual", KernelText.Times("block", residual.Layout.BlockPitch)));
            }

            using (code.Block($"for (int element = 0; element < {planeFloats}; element += {CodeWriter.Number(dialect.Isa.Lanes)})"))
            {
                code.Line(KernelText.Reference("source", "inputPlane", "element"));
                code.Line(KernelText.Reference("target", "outputPlane", "element"));
                if (step.Epilogue.Residual is not null)
                {
                    code.Line(KernelText.Reference("addend", "residualPlane", "element"));
                }

                code.Line($"{dialect.VectorType} value = {dialect.Load(new Address("source"))};");
                EpilogueCode.WriteStore(code, step.Epilogue, dialect, "value", new Address("addend"), new Address("target"));
            }
        }
    }

    /// <summary>Interleaved to planes, channels past the last filled with zeros.</summary>
    public static void WriteInput(CodeWriter code, InputStep step)
    {
        int channels = step.Input.Shape.Channels;
        int filled = step.Output.Layout.FilledChannels(channels);
        using (code.Block($"for (int pixel = 0; pixel < {CodeWriter.Number(step.Input.Shape.Pixels)}; pixel++)"))
        using (code.Block($"for (int channel = 0; channel < {CodeWriter.Number(filled)}; channel++)"))
        {
            string value = $"Unsafe.Add(ref input, (pixel * {CodeWriter.Number(channels)}) + channel)";
            string guarded = filled == channels ? value : $"channel < {CodeWriter.Number(channels)} ? {value} : 0f";
            code.Line($"Unsafe.Add(ref output, {BlockedElement(step.Output.Layout)}) = {guarded};");
        }
    }

    /// <summary>Planes to interleaved, channels past the last left out.</summary>
    public static void WriteOutput(CodeWriter code, OutputStep step)
    {
        int channels = step.Output.Shape.Channels;
        using (code.Block($"for (int pixel = 0; pixel < {CodeWriter.Number(step.Output.Shape.Pixels)}; pixel++)"))
        using (code.Block($"for (int channel = 0; channel < {CodeWriter.Number(channels)}; channel++)"))
        {
            code.Line($"Unsafe.Add(ref output, (pixel * {CodeWriter.Number(channels)}) + channel) = "
                + $"Unsafe.Add(ref input, {BlockedElement(step.Input.Layout)});");
        }
    }

    private static string BlockedElement(MapLayout layout) =>
        $"(channel / {layout.ChannelBlock} * {CodeWriter.Number(layout.BlockPitch)})"
        + $" + (pixel * {layout.ChannelBlock}) + (channel % {layout.ChannelBlock})";
}
