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
    private static readonly VectorExpr s_y = new("y");

    private static readonly EpiloguePart[] s_parts =
        [EpiloguePart.Sigmoid, EpiloguePart.Swish, EpiloguePart.HardSigmoid, EpiloguePart.HardSwish, EpiloguePart.Tanh];

    /// <summary>The method that computes an activation.</summary>
    public static string NameOf(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? "Sigmoid"
        : part == EpiloguePart.Swish ? "Swish"
        : part == EpiloguePart.HardSigmoid ? "HardSigmoid"
        : part == EpiloguePart.HardSwish ? "HardSwish"
        : part == EpiloguePart.Tanh ? "Tanh"
        : throw new InvalidOperationException($"No method computes {part.Text}.");

    /// <summary>
    /// The methods that these steps need. None calls another, and variables are few: the compiler stops inlining where a method has too many of them.
    /// </summary>
    public void Write(IEnumerable<KernelStep> steps)
    {
        HashSet<EpiloguePart> used = [.. steps.SelectMany(step => EpilogueOf(step)?.Parts ?? default)];
        foreach (EpiloguePart part in s_parts.Where(used.Contains))
        {
            (string summary, IEnumerable<string> lines) = Describe(part);
            Method(NameOf(part), summary, lines);
        }
    }

    private static Epilogue? EpilogueOf(KernelStep step) => step switch
    {
        DenseConvStep dense => dense.Epilogue,
        GatheredConvStep gathered => gathered.Epilogue,
        WinogradStep winograd => winograd.Epilogue,
        DepthwiseConvStep depthwise => depthwise.Epilogue,
        ElementwiseStep elementwise => elementwise.Epilogue,
        MultiplyStep multiply => multiply.Epilogue,
        _ => null,
    };

    private (string Summary, IEnumerable<string> Lines) Describe(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? ("1 / (1 + exp(-x)), within 3 + |x| / 4 ulp from -87 on.", Sigmoid())
        : part == EpiloguePart.Swish ? ("x / (1 + exp(-x)), within 3 + |x| / 4 ulp from -87 on.", Swish())
        : part == EpiloguePart.HardSigmoid ? ("min(max(x + 3, 0), 6) · (1 / 6).", [.. HardSigmoid(), "return y;"])
        : part == EpiloguePart.HardSwish ? ("x · hard sigmoid(x).", [.. HardSigmoid(), $"return {dialect.Multiply(s_x, s_y)};"])
        : ("d / (d + 2) for d = exp(-2|x|) - 1, with the sign of x, within 2.7 ulp.", Tanh());

    private IEnumerable<string> Sigmoid() =>
    [
        .. NegativeExponential(),
        $"y = {dialect.Multiply(s_y, dialect.PowerOfTwo(new VectorExpr("t")))};",
        $"y = {dialect.Add(dialect.Constant("1f"), s_y)};",
        $"return {dialect.Divide(dialect.Constant("1f"), s_y)};",
    ];

    /// <summary>The power of two goes straight into the exponent, which would lose a NaN: but x is one then, too.</summary>
    private IEnumerable<string> Swish() =>
    [
        .. NegativeExponential(),
        $"y = {dialect.TimesPowerOfTwo(s_y, new VectorExpr("t"))};",
        $"y = {dialect.Add(dialect.Constant("1f"), s_y)};",
        $"return {dialect.Divide(s_x, s_y)};",
    ];

    /// <summary>
    /// Variables with exp(-x) = y · 2^n for x from -87 to 87, to which they are led: <c>y</c>, and <c>t</c> that holds n in its lowest bits. Changes <c>x</c> to
    /// at least -87.
    /// </summary>
    private IEnumerable<string> NegativeExponential()
    {
        // NaN is the second operand, which both choose then.
        yield return $"x = {dialect.Max(dialect.Constant("-87f"), s_x)};";
        yield return $"{dialect.VectorType} y = {dialect.Min(dialect.Constant("87f"), s_x)};";
        yield return $"{dialect.VectorType} t = {dialect.MultiplyAdd(dialect.Constant("12582912f"), s_y, dialect.Constant("-1.44269504f"))};";
        yield return $"{dialect.VectorType} q = {dialect.Subtract(new VectorExpr("t"), dialect.Constant("12582912f"))};";
        yield return $"y = {dialect.MultiplyAdd(new VectorExpr("q"), s_y, dialect.Constant("1.44269504f"))};";
        yield return $"q = {dialect.Constant("-0.00132647285f")};";
        foreach (string coefficient in new[] { "0.00967151485f", "-0.0555073358f", "0.240222424f", "-0.693147004f" })
        {
            yield return $"q = {Fused("q", "y", coefficient)};";
        }

        yield return $"y = {Fused("q", "y", "1f")};";
    }

    /// <summary>The variable <c>y</c>.</summary>
    private IEnumerable<string> HardSigmoid() =>
    [
        $"{dialect.VectorType} y = {dialect.Add(s_x, dialect.Constant("3f"))};",
        $"y = {dialect.Max(s_y, dialect.Zero)};",
        $"y = {dialect.Min(s_y, dialect.Constant("6f"))};",
        $"y = {dialect.Multiply(s_y, dialect.Constant("0.166666667f"))};",
    ];

    private IEnumerable<string> Tanh() =>
    [
        .. Exponential(dialect.Multiply(dialect.Abs(s_x), dialect.Constant("-2f"))),
        $"y = {dialect.Multiply(s_y, new VectorExpr("q"))};",
        $"n = {dialect.PowerOfTwo(new VectorExpr("t"))};",
        $"q = {dialect.Subtract(new VectorExpr("n"), dialect.Constant("1f"))};",
        $"y = {dialect.MultiplyAdd(new VectorExpr("q"), s_y, new VectorExpr("n"))};",
        $"q = {dialect.Add(s_y, dialect.Constant("2f"))};",
        $"y = {dialect.Divide(s_y, new VectorExpr("q"))};",
        $"return {dialect.Select(dialect.Constant("-0f"), s_x, s_y)};",
    ];

    /// <summary>Variables with exp(power) = 2^n · (1 + y · q): <c>y</c>, <c>q</c>, <c>n</c>, and <c>t</c> that holds n in its lowest bits.</summary>
    private IEnumerable<string> Exponential(VectorExpr power)
    {
        VectorExpr n = new("n");
        yield return $"{dialect.VectorType} y = {power};";

        // NaN is the second operand, which both choose then.
        yield return $"y = {dialect.Max(dialect.Constant("-88f"), s_y)};";
        yield return $"y = {dialect.Min(dialect.Constant("89f"), s_y)};";
        yield return $"{dialect.VectorType} t = {dialect.MultiplyAdd(dialect.Constant("12582912f"), s_y, dialect.Constant("1.44269504f"))};";
        yield return $"{dialect.VectorType} n = {dialect.Subtract(new VectorExpr("t"), dialect.Constant("12582912f"))};";
        yield return $"y = {dialect.MultiplyAdd(s_y, n, dialect.Constant("-0.693359375f"))};";
        yield return $"y = {dialect.MultiplyAdd(s_y, n, dialect.Constant("2.12194440e-4f"))};";
        yield return $"{dialect.VectorType} q = {dialect.Constant("0.00138388935f")};";
        foreach (string coefficient in new[] { "0.00836919341f", "0.0416681021f", "0.166665167f", "0.49999994f", "1f" })
        {
            yield return $"q = {Fused("q", "y", coefficient)};";
        }
    }

    private VectorExpr Fused(string a, string b, string constant) =>
        dialect.MultiplyAdd(dialect.Constant(constant), new VectorExpr(a), new VectorExpr(b));

    private void Method(string name, string summary, IEnumerable<string> lines)
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
