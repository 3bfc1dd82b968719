using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>AVX-512. Where a processor slows down under 512-bit instructions, .NET says that they are not accelerated.</summary>
internal sealed class Avx512Dialect(VectorIsa isa) : VectorDialect(isa)
{
    public override VectorDialect? Half { get; } = new Avx2Dialect(KnownIsas.Avx2);

    public override string VectorType => "Vector512<float>";

    public override string? Instructions => "System.Runtime.Intrinsics.X86";

    public override string IsSupported => "Avx512F.IsSupported && Vector512.IsHardwareAccelerated";

    protected override string Family => "Vector512";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) =>
        new($"Avx512F.FusedMultiplyAdd({a}, {b}, {sum})");

    // Vector512.Max and Min follow IEEE 754 for NaN and -0 and take several instructions; these take one each.
    public override VectorExpr Max(VectorExpr a, VectorExpr b) => new($"Avx512F.Max({a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) => new($"Avx512F.Min({a}, {b})");
}
