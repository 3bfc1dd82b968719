using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Testing.Machines;

/// <summary>128-bit vectors with fused multiply-add in phrases that every machine understands: a unit's schedule apart from its spelling.</summary>
internal sealed class Vector128FmaDialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector128<float>";

    public override string IsSupported => "true";

    protected override string Family => "Vector128";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"Vector128.FusedMultiplyAdd({a}, {b}, {sum})");

    public override VectorExpr Max(VectorExpr a, VectorExpr b) =>
        new($"Vector128.ConditionalSelect(Vector128.GreaterThan({a}, {b}), {a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) =>
        new($"Vector128.ConditionalSelect(Vector128.LessThan({a}, {b}), {a}, {b})");
}
