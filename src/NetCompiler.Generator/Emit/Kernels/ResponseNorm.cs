using System;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// Each element over a root of the squares of its channel's neighbours. The squares of a pixel's channels stand side by side in a few kilobytes of the stack, so
/// that those of a register's neighbours are loads from further left and right. Channels that the map does not have are squares of zero, which change no sum.
/// </summary>
internal sealed class ResponseNorm(ResponseNormStep step, VectorDialect dialect)
{
    /// <summary>Channels whose squares stand on the stack at a time.</summary>
    private const int LargestChunk = 512;

    private readonly int _lanes = dialect.Isa.Lanes;
    private readonly int _reach = step.Rule.Size / 2;

    private int Channels => step.Input.Shape.Channels;

    /// <summary>Channels up to the end of the last register that has one.</summary>
    private int Filled => MapLayout.RoundUp(Channels, _lanes);

    /// <summary>Neighbours of the first and the last channel, in whole registers.</summary>
    private int Lead => MapLayout.RoundUp(_reach, _lanes);

    private int Chunk => Math.Min(Filled, LargestChunk);

    public void WriteBody(CodeWriter code)
    {
        code.Line($"{dialect.VectorType} share = {dialect.Constant(CodeWriter.Number((float)(step.Rule.Alpha / step.Rule.Size)))};");
        code.Line($"{dialect.VectorType} offset = {dialect.Constant(CodeWriter.Number((float)step.Rule.Offset))};");
        code.Line($"Span<float> squares = stackalloc float[{CodeWriter.Number(Chunk + (2 * Lead))}];");
        int chunks = (Filled + Chunk - 1) / Chunk;
        string first = KernelText.Variable("first", 0, chunks);
        using (KernelText.Loop(code, first, 0, chunks, Chunk))
        {
            code.Line(chunks == 1
                ? $"const int End = {CodeWriter.Number(Filled)};"
                : $"int end = global::System.Math.Min({CodeWriter.Number(Filled)}, first + {CodeWriter.Number(Chunk)});");
            string end = chunks == 1 ? "End" : "end";
            using (code.Block($"for (int pixel = 0; pixel < {CodeWriter.Number(step.Input.Shape.Pixels * step.Input.Layout.PixelStride)}; pixel += {CodeWriter.Number(step.Input.Layout.PixelStride)})"))
            {
                code.Line(KernelText.Reference("source", "input", "pixel"));
                code.Line(KernelText.Reference("target", "output", "pixel"));
                code.Line(KernelText.Reference("square", "MemoryMarshal.GetReference(squares)", CodeWriter.Number(Lead)));
                WriteSquares(code, chunks, first);
                WriteResults(code, first, end);
            }
        }
    }

    private void WriteSquares(CodeWriter code, int chunks, string first)
    {
        string from = chunks == 1 ? "0" : $"global::System.Math.Max(0, first - {CodeWriter.Number(Lead)})";
        string last = chunks == 1 ? CodeWriter.Number(Filled) : $"global::System.Math.Min({CodeWriter.Number(Filled)}, first + {CodeWriter.Number(Chunk + Lead)})";
        if (chunks > 1)
        {
            code.Line($"int last = {last};");
            last = "last";
        }

        string place = chunks == 1 ? "channel" : $"channel - {first}";
        using (code.Block($"for (int channel = {from}; channel < {last}; channel += {CodeWriter.Number(_lanes)})"))
        {
            code.Line($"{dialect.VectorType} value = {Value("source", step.Input)};");
            code.Line(dialect.Store(new VectorExpr("(value * value)"), Element("square", place)));
        }

        if (Channels < Filled)
        {
            // Lanes past the last channel may hold anything.
            string lastRegister = CodeWriter.Number(Filled - _lanes);
            using (chunks == 1 ? code.Block() : code.Block($"if (last == {CodeWriter.Number(Filled)})"))
            {
                code.Line(KernelText.Reference("tail", "square", chunks == 1 ? lastRegister : $"{lastRegister} - {first}"));
                Address tail = new("tail");
                code.Line(dialect.Store(dialect.Select(dialect.Mask(0, Channels - Filled + _lanes), dialect.Load(tail), dialect.Zero), tail));
            }
        }

        if (chunks > 1)
        {
            // What the chunk before has left there.
            using (code.Block($"for (int channel = last; channel < first + {CodeWriter.Number(Chunk + Lead)}; channel += {CodeWriter.Number(_lanes)})"))
            {
                code.Line(dialect.Store(dialect.Zero, Element("square", place)));
            }
        }
    }

    private void WriteResults(CodeWriter code, string first, string end)
    {
        string place = first == "0" ? "channel" : $"channel - {first}";
        using (code.Block($"for (int channel = {first}; channel < {end}; channel += {CodeWriter.Number(_lanes)})"))
        {
            code.Line(KernelText.Reference("centre", "square", place));
            code.Line($"{dialect.VectorType} sum = {dialect.Load(Neighbour(-_reach))};");
            for (int neighbour = 1 - _reach; neighbour <= _reach; neighbour++)
            {
                code.Line($"sum = {dialect.Add(new VectorExpr("sum"), dialect.Load(Neighbour(neighbour)))};");
            }

            code.Line($"{dialect.VectorType} divisor = offset + (share * sum);");
            if (step.Rule.Beta != 1)
            {
                code.Line($"divisor = {dialect.SquareRoot(new VectorExpr("divisor"))};");
            }

            if (step.Rule.Beta == 0.75)
            {
                code.Line($"divisor = divisor * {dialect.SquareRoot(new VectorExpr("divisor"))};");
            }

            code.Line($"{dialect.VectorType} value = {Value("source", step.Input)};");
            code.Line(dialect.Store(new VectorExpr("(value / divisor)"), Element("target", KernelText.PlaneOffset(step.Output.Layout, _lanes))));
        }
    }

    private static Address Neighbour(int distance) => distance < 0 ? Element("centre", CodeWriter.Number(distance)) : new("centre", distance);

    private VectorExpr Value(string map, Operand operand) => dialect.Load(Element(map, KernelText.PlaneOffset(operand.Layout, _lanes)));

    private static Address Element(string reference, string floats) => new($"Unsafe.Add(ref {reference}, {floats})");
}
