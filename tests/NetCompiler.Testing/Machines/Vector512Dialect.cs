using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Testing.Machines;

/// <summary>512-bit vectors in phrases that every machine understands: shows that a unit of 16 lanes needs a dialect and no other kernel.</summary>
internal sealed class Vector512Dialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector512<float>";

    public override string IsSupported => "true";

    protected override string Family => "Vector512";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"Vector512.FusedMultiplyAdd({a}, {b}, {sum})");

    public override VectorExpr Max(VectorExpr a, VectorExpr b) =>
        new($"Vector512.ConditionalSelect(Vector512.GreaterThan({a}, {b}), {a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) =>
        new($"Vector512.ConditionalSelect(Vector512.LessThan({a}, {b}), {a}, {b})");
}
