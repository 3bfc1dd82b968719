using System.Globalization;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Testing.Machines;

/// <summary>Vectors of any width with fused multiply-add in phrases that every machine understands: a unit's schedule apart from its spelling.</summary>
internal sealed class PortableDialect(VectorIsa isa) : VectorDialect(isa)
{
    public override string VectorType => $"{Family}<float>";

    public override string IsSupported => "true";

    protected override string Family { get; } = "Vector" + (8 * sizeof(float) * isa.Lanes).ToString(CultureInfo.InvariantCulture);

    public override VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b) => new($"{Family}.FusedMultiplyAdd({a}, {b}, {sum})");
}
