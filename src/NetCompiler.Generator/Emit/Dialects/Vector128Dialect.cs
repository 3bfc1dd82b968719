using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>128-bit vectors in phrases that every machine understands; multiplies and adds round apart.</summary>
internal sealed class Vector128Dialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector128<float>";

    public override string IsSupported => "true";

    public override bool ComparesTwice => true;

    protected override string Family => "Vector128";

    // Instructions of SSE overwrite their first operand: with the sum first it stays in its register.
    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"{sum} + ({a} * {b})");

    // Shuffles of integers do not overwrite it, either; the compiler at run time makes one for all tiles.
    public override VectorExpr MultiplyAddLane(VectorExpr sum, VectorExpr weights, VectorExpr vector, int lane) =>
        MultiplyAdd(sum, new VectorExpr($"Vector128.Shuffle({vector}.AsInt32(), Vector128.Create({CodeWriter.Number(lane)})).AsSingle()"), weights);

    public override VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"{sum} - ({a} * {b})");

    public override VectorExpr Max(VectorExpr a, VectorExpr b) =>
        new($"Vector128.ConditionalSelect(Vector128.GreaterThan({a}, {b}), {a}, {b})");

    public override VectorExpr Min(VectorExpr a, VectorExpr b) =>
        new($"Vector128.ConditionalSelect(Vector128.LessThan({a}, {b}), {a}, {b})");
}
