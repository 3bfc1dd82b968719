using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Methods of a kernel class for activations of more than two operations, each written only where a step of the plan uses it. Their arithmetic is that of
/// <c>docs/numerics.md</c>.
/// </summary>
internal sealed class ActivationMethods(CodeWriter code, VectorDialect dialect)
{
    private static readonly VectorExpr s_x = new("x");

    /// <summary>The method that computes an activation.</summary>
    public static string NameOf(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? "Sigmoid"
        : part == EpiloguePart.Swish ? "Swish"
        : part == EpiloguePart.HardSigmoid ? "HardSigmoid"
        : part == EpiloguePart.HardSwish ? "HardSwish"
        : part == EpiloguePart.Tanh ? "Tanh"
        : throw new InvalidOperationException($"No method computes {part.Text}.");

    /// <summary>The methods that these steps need, and those that they call.</summary>
    public void Write(IEnumerable<KernelStep> steps)
    {
        HashSet<EpiloguePart> used = [.. steps.SelectMany(step => EpilogueOf(step)?.Parts ?? default)];
        if (used.Contains(EpiloguePart.Swish))
        {
            Method("Swish", "x · sigmoid(x), within 2.7 ulp from -87 on.", $"return {dialect.Multiply(s_x, new VectorExpr("Sigmoid(x)"))};");
        }

        if (used.Contains(EpiloguePart.Swish) || used.Contains(EpiloguePart.Sigmoid))
        {
            WriteSigmoid();
        }

        if (used.Contains(EpiloguePart.HardSwish))
        {
            Method("HardSwish", "x · hard sigmoid(x).", $"return {dialect.Multiply(s_x, new VectorExpr("HardSigmoid(x)"))};");
        }

        if (used.Contains(EpiloguePart.HardSwish) || used.Contains(EpiloguePart.HardSigmoid))
        {
            WriteHardSigmoid();
        }

        if (used.Contains(EpiloguePart.Tanh))
        {
            WriteTanh();
        }
    }

    private static Epilogue? EpilogueOf(KernelStep step) => step switch
    {
        DenseConvStep dense => dense.Epilogue,
        DepthwiseConvStep depthwise => depthwise.Epilogue,
        ElementwiseStep elementwise => elementwise.Epilogue,
        MultiplyStep multiply => multiply.Epilogue,
        _ => null,
    };

    private void WriteSigmoid()
    {
        Method("Sigmoid", "1 / (1 + exp(-x)), within 2.7 ulp from -87 on; 0 below -88.4.", [
            $"{dialect.VectorType} one = {dialect.Constant("1f")};",
            $"{dialect.VectorType} sum = {dialect.Add(new VectorExpr("one"), new VectorExpr($"Exp({dialect.Subtract(dialect.Zero, s_x)})"))};",
            $"return {dialect.Divide(new VectorExpr("one"), new VectorExpr("sum"))};",
        ]);
        Method(
            "Exp",
            "exp(x) as 2^n · e^r, n whole and r in ±ln 2 / 2, within 1.3 ulp from -87.3 to 88.3; beyond, 0 and infinity.",
            [.. Reduction("x"), $"return {dialect.Multiply(Fused("q", "r", "1f"), new VectorExpr("power"))};"]);
    }

    private void WriteHardSigmoid() => Method("HardSigmoid", "min(max(x + 3, 0), 6) · (1 / 6).", [
        $"{dialect.VectorType} y = {dialect.Add(s_x, dialect.Constant("3f"))};",
        $"y = {dialect.Max(new VectorExpr("y"), dialect.Zero)};",
        $"y = {dialect.Min(new VectorExpr("y"), dialect.Constant("6f"))};",
        $"return {dialect.Multiply(new VectorExpr("y"), dialect.Constant("0.166666667f"))};",
    ]);

    private void WriteTanh()
    {
        VectorExpr power = new("power");
        VectorExpr less = new("less");
        VectorExpr one = dialect.Constant("1f");
        VectorExpr two = dialect.Constant("2f");
        Method("Tanh", "d / (d + 2) for d = exp(-2|x|) - 1, with the sign of x, within 2.7 ulp.", [
            $"{dialect.VectorType} s = {dialect.Multiply(dialect.Abs(s_x), dialect.Constant("-2f"))};",
            .. Reduction("s"),
            $"{dialect.VectorType} less = {dialect.Subtract(power, one)};",
            $"r = {dialect.Multiply(new VectorExpr("r"), new VectorExpr("q"))};",
            $"{dialect.VectorType} d = {dialect.MultiplyAdd(less, new VectorExpr("r"), power)};",
            $"{dialect.VectorType} sum = {dialect.Add(new VectorExpr("d"), two)};",
            $"d = {dialect.Divide(new VectorExpr("d"), new VectorExpr("sum"))};",
            $"return {dialect.Select(dialect.Constant("-0f"), s_x, new VectorExpr("d"))};",
        ]);
    }

    /// <summary>Variables <c>power</c>, <c>r</c> and <c>q</c> with exp(x) = power · (1 + r · q).</summary>
    private IEnumerable<string> Reduction(string variable)
    {
        VectorExpr y = new("y");
        VectorExpr n = new("n");
        VectorExpr r = new("r");

        // NaN is the second operand, which both choose then.
        yield return $"{dialect.VectorType} y = {dialect.Max(dialect.Constant("-88f"), new VectorExpr(variable))};";
        yield return $"y = {dialect.Min(dialect.Constant("89f"), y)};";
        yield return $"{dialect.VectorType} rounded = {dialect.MultiplyAdd(dialect.Constant("12582912f"), y, dialect.Constant("1.44269504f"))};";
        yield return $"{dialect.VectorType} n = {dialect.Subtract(new VectorExpr("rounded"), dialect.Constant("12582912f"))};";
        yield return $"{dialect.VectorType} r = {dialect.MultiplyAdd(y, n, dialect.Constant("-0.693359375f"))};";
        yield return $"r = {dialect.MultiplyAdd(r, n, dialect.Constant("2.12194440e-4f"))};";
        yield return $"{dialect.VectorType} q = {dialect.Constant("0.00138388935f")};";
        foreach (string coefficient in new[] { "0.00836919341f", "0.0416681021f", "0.166665167f", "0.49999994f", "1f" })
        {
            yield return $"q = {Fused("q", "r", coefficient)};";
        }

        yield return $"{dialect.VectorType} power = {dialect.PowerOfTwo(new VectorExpr("rounded"))};";
    }

    private VectorExpr Fused(string a, string b, string constant)
    {
        VectorExpr sum = dialect.MultiplyAdd(dialect.Constant(constant), new VectorExpr(a), new VectorExpr(b));

        // Where products and sums are apart, the phrase has no brackets of its own.
        return new VectorExpr($"({sum})");
    }

    private void Method(string name, string summary, params string[] lines)
    {
        code.Line();
        code.Doc("summary", summary);
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (code.Block($"private static {dialect.VectorType} {name}({dialect.VectorType} x)"))
        {
            foreach (string line in lines)
            {
                code.Line(line);
            }
        }
    }
}
