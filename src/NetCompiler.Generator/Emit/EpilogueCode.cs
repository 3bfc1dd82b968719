using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>Spells an epilogue: statements that change a result in its variable before it is stored.</summary>
internal static class EpilogueCode
{
    /// <summary>Constants that the epilogue needs, in variables of their own, to be written before the loops.</summary>
    public static void WriteConstants(CodeWriter code, Epilogue epilogue, VectorDialect dialect)
    {
        bool relu6 = Contains(epilogue, EpiloguePart.Relu6);
        if (relu6 || Contains(epilogue, EpiloguePart.Relu))
        {
            code.Line($"{dialect.VectorType} zero = {dialect.Zero};");
        }

        if (relu6)
        {
            code.Line($"{dialect.VectorType} six = {dialect.Constant("6f")};");
        }
    }

    /// <summary>Changes <paramref name="variable"/>; <paramref name="residual"/> is where its residual stands, if it has one.</summary>
    public static void Write(CodeWriter code, Epilogue epilogue, VectorDialect dialect, string variable, Address residual)
    {
        VectorExpr value = new(variable);
        foreach (EpiloguePart part in epilogue.Parts)
        {
            if (part == EpiloguePart.AddResidual)
            {
                code.Line($"{variable} = {dialect.Add(value, dialect.Load(residual))};");
                continue;
            }

            code.Line($"{variable} = {dialect.Max(value, new VectorExpr("zero"))};");
            if (part == EpiloguePart.Relu6)
            {
                code.Line($"{variable} = {dialect.Min(value, new VectorExpr("six"))};");
            }
        }
    }

    private static bool Contains(Epilogue epilogue, EpiloguePart part)
    {
        foreach (EpiloguePart candidate in epilogue.Parts)
        {
            if (candidate == part)
            {
                return true;
            }
        }

        return false;
    }
}
