using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>AVX2 with FMA.</summary>
internal sealed class Avx2Dialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector256<float>";

    public override string? Instructions => "System.Runtime.Intrinsics.X86";

    public override string IsSupported => "Avx2.IsSupported && Fma.IsSupported";

    protected override string Family => "Vector256";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) =>
        new($"Fma.MultiplyAdd({a}, {b}, {sum})");

    public override VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) =>
        new($"Fma.MultiplyAddNegated({a}, {b}, {sum})");

    // Vector256.Max and Min follow IEEE 754 for NaN and -0 and take 14 instructions for a clamp; these take one each.
    public override VectorExpr Max(VectorExpr a, VectorExpr b) => new($"Avx.Max({a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) => new($"Avx.Min({a}, {b})");
}
