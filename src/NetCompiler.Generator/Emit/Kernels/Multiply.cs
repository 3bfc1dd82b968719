using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>A map times one of its shape, or times one number a channel, of which a plane's stand in registers; then activations.</summary>
internal sealed class Multiply(MultiplyStep step, VectorDialect dialect)
{
    private readonly int _lanes = dialect.Isa.Lanes;
    private readonly int _block = step.Input.Layout.ChannelBlock;

    private bool IsByChannel => step.Factor.Shape.Pixels == 1;

    public void WriteBody(CodeWriter code)
    {
        int blocks = step.Input.Layout.Blocks(step.Input.Shape.Channels);
        using (code.Block($"for (int block = 0; block < {CodeWriter.Number(blocks)}; block++)"))
        {
            code.Line(KernelText.Reference("inputPlane", "input", KernelText.Times("block", step.Input.Layout.BlockPitch)));
            code.Line(KernelText.Reference("factorPlane", "factor", KernelText.Times("block", step.Factor.Layout.BlockPitch)));
            code.Line(KernelText.Reference("outputPlane", "output", KernelText.Times("block", step.Output.Layout.BlockPitch)));
            if (IsByChannel)
            {
                for (int lane = 0; lane < _block; lane += _lanes)
                {
                    code.Line($"{dialect.VectorType} {Factor(lane)} = {dialect.Load(new Address("factorPlane", lane))};");
                }
            }

            using (code.Block($"for (int element = 0; element < {KernelText.PlaneFloats(step)}; element += {CodeWriter.Number(_block)})"))
            {
                WritePixel(code);
            }
        }
    }

    private void WritePixel(CodeWriter code)
    {
        code.Line(KernelText.Reference("source", "inputPlane", "element"));
        code.Line(KernelText.Reference("target", "outputPlane", "element"));
        if (!IsByChannel)
        {
            code.Line(KernelText.Reference("other", "factorPlane", "element"));
        }

        for (int lane = 0; lane < _block; lane += _lanes)
        {
            string value = $"value{CodeWriter.Number(lane)}";
            VectorExpr factor = IsByChannel ? new VectorExpr(Factor(lane)) : dialect.Load(new Address("other", lane));
            code.Line($"{dialect.VectorType} {value} = {dialect.Multiply(dialect.Load(new Address("source", lane)), factor)};");
            EpilogueCode.WriteStore(code, step.Epilogue, dialect, value, new Address("addend"), new Address("target", lane));
        }
    }

    private static string Factor(int lane) => $"factor{CodeWriter.Number(lane)}";
}
