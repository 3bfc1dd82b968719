using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>128-bit vectors of x86-64 with FMA.</summary>
internal sealed class Vector128FmaDialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector128<float>";

    public override string IsSupported => "Fma.IsSupported";

    protected override string Family => "Vector128";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) =>
        new($"Fma.MultiplyAdd({a}, {b}, {sum})");

    public override VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) =>
        new($"Fma.MultiplyAddNegated({a}, {b}, {sum})");

    public override VectorExpr Max(VectorExpr a, VectorExpr b) => new($"Sse.Max({a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) => new($"Sse.Min({a}, {b})");
}
