using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>128-bit vectors in phrases that every machine understands, with one or the other instruction that every x86-64 has; multiplies and adds round apart.</summary>
internal sealed class Vector128Dialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector128<float>";

    public override string IsSupported => "true";

    public override string? Instructions => "System.Runtime.Intrinsics.X86";

    protected override string Family => "Vector128";

    // Instructions of SSE overwrite their first operand: with the sum first it stays in its register.
    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"{sum} + ({a} * {b})");

    // Shuffles of integers do not overwrite it, either; the compiler at run time makes one for all tiles.
    public override VectorExpr MultiplyAddLane(VectorExpr sum, VectorExpr weights, VectorExpr vector, int lane) =>
        MultiplyAdd(sum, new VectorExpr($"Vector128.Shuffle({vector}.AsInt32(), Vector128.Create({CodeWriter.Number(lane)})).AsSingle()"), weights);

    public override VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"{sum} - ({a} * {b})");

    // MAXPS and MINPS give the second operand where either is NaN or both are zeros, as the comparison does.
    public override VectorExpr Larger(VectorExpr a, VectorExpr b) => new($"Sse.IsSupported ? Sse.Max({a}, {b}) : {base.Larger(a, b)}");

    public override VectorExpr Smaller(VectorExpr a, VectorExpr b) => new($"Sse.IsSupported ? Sse.Min({a}, {b}) : {base.Smaller(a, b)}");
}
