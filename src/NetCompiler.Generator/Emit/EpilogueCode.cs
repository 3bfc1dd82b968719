using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Spells an epilogue: what becomes of a result between its variable and its place in memory. Activations of one or two operations stand where they are
/// used, all others are calls of <see cref="ActivationMethods"/>. Constants stand where they are used: in variables before the loops they would be live
/// beside the sums, and where there are 32 registers the JIT then takes one of the upper half inside of the innermost loop, whose longer code is slower.
/// </summary>
internal static class EpilogueCode
{
    /// <summary>Changes <paramref name="variable"/>; <paramref name="residual"/> is where its residual stands, if it has one.</summary>
    public static void Write(CodeWriter code, Epilogue epilogue, VectorDialect dialect, string variable, Address residual)
    {
        if (epilogue.Parts.Count > 0)
        {
            code.Line($"{variable} = {Value(code, epilogue, dialect, variable, residual)};");
        }
    }

    /// <summary>Stores what becomes of <paramref name="variable"/>, which may be changed on the way.</summary>
    public static void WriteStore(CodeWriter code, Epilogue epilogue, VectorDialect dialect, string variable, Address residual, Address target) =>
        code.Line(dialect.Store(Value(code, epilogue, dialect, variable, residual), target));

    /// <summary>Applies what <see cref="Epilogue.OfStored"/> names, if anything, to one vector of each of neighbouring pixels.</summary>
    public static void WriteOfStored(CodeWriter code, Epilogue epilogue, VectorDialect dialect, Address first, int pixels)
    {
        if (epilogue.OfStored(dialect.Isa) is { } part)
        {
            code.Line(ActivationMethods.CallOverPixels(part, first, pixels));
        }
    }

    /// <summary>What becomes of a variable, as one expression in which each operand stands once; before it, statements that change the variable.</summary>
    private static VectorExpr Value(CodeWriter code, Epilogue epilogue, VectorDialect dialect, string variable, Address residual)
    {
        VectorExpr value = new(variable);

        foreach (EpiloguePart part in epilogue.Parts)
        {
            if (part == EpiloguePart.AddResidual)
            {
                value = new VectorExpr($"({dialect.Add(value, dialect.Load(residual))})");
            }
            else if (part == EpiloguePart.LeakyRelu)
            {
                // The larger of x and 0.01·x is x where x > 0, and otherwise 0.01·x, NaN too.
                if (value.Text != variable)
                {
                    code.Line($"{variable} = {value};");
                    value = new VectorExpr(variable);
                }

                value = dialect.Max(value, dialect.Multiply(value, dialect.Constant("0.01f")));
            }
            else if (part == EpiloguePart.Relu || part == EpiloguePart.Relu6)
            {
                value = dialect.Max(value, dialect.Zero);
                if (part == EpiloguePart.Relu6)
                {
                    value = dialect.Min(value, dialect.Constant("6f"));
                }
            }
            else
            {
                value = new VectorExpr($"{ActivationMethods.NameOf(part)}({value})");
            }
        }

        return value;
    }
}
