using NetCompiler.Generator.Emit.Dialects;

namespace NetCompiler.Generator.Emit;

/// <summary>Methods of a kernel class that choose between two vectors, where no one instruction does it as <c>docs/numerics.md</c> wants it.</summary>
internal sealed class ComparisonMethods(CodeWriter code, VectorDialect dialect)
{
    /// <summary>The name of the method for <see cref="VectorDialect.Max"/>.</summary>
    public const string Larger = "Larger";

    /// <summary>The name of the method for <see cref="VectorDialect.Min"/>.</summary>
    public const string Smaller = "Smaller";

    /// <summary>Writes those that the class so far calls.</summary>
    public void Write()
    {
        VectorExpr a = new("a");
        VectorExpr b = new("b");
        string calls = code.ToString();
        Write(calls, Larger, "a > b ? a : b in each lane: b where either is NaN.", dialect.Larger(a, b));
        Write(calls, Smaller, "a < b ? a : b in each lane: b where either is NaN.", dialect.Smaller(a, b));
    }

    private void Write(string calls, string name, string summary, VectorExpr result)
    {
        if (calls.Contains(name + "("))
        {
            code.Line();
            code.Doc("summary", summary);
            code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            code.Line($"private static {dialect.VectorType} {name}({dialect.VectorType} a, {dialect.VectorType} b) => {result};");
        }
    }
}
