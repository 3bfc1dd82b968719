using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Spells an epilogue: statements that change a result in its variable before it is stored. Activations of one or two operations stand where they are
/// used, all others are calls of <see cref="ActivationMethods"/>. Constants stand where they are used: in variables before the loops they would be live
/// beside the sums, and where there are 32 registers the JIT then takes one of the upper half inside of the innermost loop, whose longer code is slower.
/// </summary>
internal static class EpilogueCode
{
    /// <summary>Changes <paramref name="variable"/>; <paramref name="residual"/> is where its residual stands, if it has one.</summary>
    public static void Write(CodeWriter code, Epilogue epilogue, VectorDialect dialect, string variable, Address residual)
    {
        foreach (string value in Values(epilogue.Parts, dialect, new VectorExpr(variable), residual))
        {
            code.Line($"{variable} = {value};");
        }
    }

    /// <summary>Applies what <see cref="Epilogue.OfStored"/> names, if anything, to one vector of each of neighbouring pixels.</summary>
    public static void WriteOfStored(CodeWriter code, Epilogue epilogue, VectorDialect dialect, Address first, int pixels)
    {
        if (epilogue.OfStored(dialect.Isa) is { } part)
        {
            code.Line(ActivationMethods.CallOverPixels(part, first, pixels));
        }
    }

    private static IEnumerable<string> Values(IEnumerable<EpiloguePart> parts, VectorDialect dialect, VectorExpr value, Address residual)
    {
        foreach (EpiloguePart part in parts)
        {
            if (part == EpiloguePart.AddResidual)
            {
                yield return dialect.Add(value, dialect.Load(residual)).Text;
            }
            else if (part == EpiloguePart.LeakyRelu)
            {
                // The larger of x and 0.01·x is x where x > 0, and otherwise 0.01·x, NaN too.
                yield return dialect.Max(value, dialect.Multiply(value, dialect.Constant("0.01f"))).Text;
            }
            else if (part == EpiloguePart.Relu || part == EpiloguePart.Relu6)
            {
                yield return dialect.Max(value, dialect.Zero).Text;
                if (part == EpiloguePart.Relu6)
                {
                    yield return dialect.Min(value, dialect.Constant("6f")).Text;
                }
            }
            else
            {
                yield return $"{ActivationMethods.NameOf(part)}({value})";
            }
        }
    }
}
