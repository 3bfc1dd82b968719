using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>NEON of 64-bit ARM, which .NET calls AdvSimd.</summary>
internal sealed class NeonDialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => "Vector128<float>";

    public override string? Instructions => "System.Runtime.Intrinsics.Arm";

    public override string IsSupported => "AdvSimd.Arm64.IsSupported";

    protected override string Family => "Vector128";

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"AdvSimd.FusedMultiplyAdd({sum}, {a}, {b})");

    public override VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"AdvSimd.FusedMultiplySubtract({sum}, {a}, {b})");

    public override VectorExpr MultiplyAddLane(VectorExpr sum, VectorExpr weights, VectorExpr vector, int lane) =>
        new($"AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar({sum}, {weights}, {vector}, {CodeWriter.Number(lane)})");

    // FMAX and FMIN give NaN where either operand is NaN, and order zeros; these give the second operand, as on other machines.
    public override VectorExpr Larger(VectorExpr a, VectorExpr b) => new($"AdvSimd.BitwiseSelect(AdvSimd.CompareGreaterThan({a}, {b}), {a}, {b})");

    public override VectorExpr Smaller(VectorExpr a, VectorExpr b) => new($"AdvSimd.BitwiseSelect(AdvSimd.CompareLessThan({a}, {b}), {a}, {b})");
}
