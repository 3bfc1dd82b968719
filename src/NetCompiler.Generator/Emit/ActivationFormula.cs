using System;
using System.Collections.Generic;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The lines that apply an activation of more than two operations to one vector, as <c>docs/numerics.md</c> defines it: they change the variable <see cref="X"/> to the
/// result. Several of them side by side have variables of their own, told apart by <paramref name="number"/>.
/// </summary>
internal sealed class ActivationFormula(VectorDialect dialect, string number)
{
    /// <summary>The vector that the activation is applied to.</summary>
    public VectorExpr X { get; } = new("x" + number);

    private VectorExpr Y { get; } = new("y" + number);

    private VectorExpr T { get; } = new("t" + number);

    private VectorExpr Q { get; } = new("q" + number);

    private VectorExpr N { get; } = new("n" + number);

    /// <summary>One statement a line, the same number of lines whatever the variables are called.</summary>
    public IEnumerable<string> Lines(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? Sigmoid()
        : part == EpiloguePart.Swish ? Swish()
        : part == EpiloguePart.HardSigmoid ? HardSigmoid()
        : part == EpiloguePart.HardSwish ? HardSwish()
        : part == EpiloguePart.Tanh ? Tanh()
        : throw new InvalidOperationException($"No formula computes {part.Text}.");

    private IEnumerable<string> Sigmoid() =>
    [
        .. NegativeExponential(),
        $"{Y} = {dialect.Multiply(Y, dialect.PowerOfTwo(T))};",
        $"{Y} = {dialect.Add(dialect.Constant("1f"), Y)};",
        $"{X} = {dialect.Divide(dialect.Constant("1f"), Y)};",
    ];

    /// <summary>The power of two goes straight into the exponent, which would lose a NaN: but x is one then, too.</summary>
    private IEnumerable<string> Swish() =>
    [
        .. NegativeExponential(),
        $"{Y} = {dialect.TimesPowerOfTwo(Y, T)};",
        $"{Y} = {dialect.Add(dialect.Constant("1f"), Y)};",
        $"{X} = {dialect.Divide(X, Y)};",
    ];

    /// <summary>
    /// Variables with exp(-x) = y · 2^n for x from -87 to 87, to which they are led: <c>y</c>, and <c>t</c> that holds n in its lowest bits. Changes <c>x</c> to
    /// at least -87.
    /// </summary>
    private IEnumerable<string> NegativeExponential()
    {
        // NaN is the second operand, which both choose then.
        yield return $"{X} = {dialect.Max(dialect.Constant("-87f"), X)};";
        yield return $"{dialect.VectorType} {Y} = {dialect.Min(dialect.Constant("87f"), X)};";
        yield return $"{dialect.VectorType} {T} = {dialect.MultiplyAdd(dialect.Constant("12582912f"), Y, dialect.Constant("-1.44269504f"))};";
        yield return $"{dialect.VectorType} {Q} = {dialect.Subtract(T, dialect.Constant("12582912f"))};";
        yield return $"{Y} = {dialect.MultiplyAdd(Q, Y, dialect.Constant("1.44269504f"))};";
        yield return $"{Q} = {dialect.Constant("-0.00132647285f")};";
        foreach (string coefficient in new[] { "0.00967151485f", "-0.0555073358f", "0.240222424f", "-0.693147004f" })
        {
            yield return $"{Q} = {Fused(Q, Y, coefficient)};";
        }

        yield return $"{Y} = {Fused(Q, Y, "1f")};";
    }

    private IEnumerable<string> HardSigmoid() =>
    [
        .. ClampedSum(),
        $"{X} = {dialect.Multiply(Y, dialect.Constant("0.166666667f"))};",
    ];

    private IEnumerable<string> HardSwish() =>
    [
        .. ClampedSum(),
        $"{Y} = {dialect.Multiply(Y, dialect.Constant("0.166666667f"))};",
        $"{X} = {dialect.Multiply(X, Y)};",
    ];

    /// <summary>The variable <c>y</c>, min(max(x + 3, 0), 6).</summary>
    private IEnumerable<string> ClampedSum() =>
    [
        $"{dialect.VectorType} {Y} = {dialect.Add(X, dialect.Constant("3f"))};",
        $"{Y} = {dialect.Max(Y, dialect.Zero)};",
        $"{Y} = {dialect.Min(Y, dialect.Constant("6f"))};",
    ];

    private IEnumerable<string> Tanh() =>
    [
        .. Exponential(dialect.Multiply(dialect.Abs(X), dialect.Constant("-2f"))),
        $"{Y} = {dialect.Multiply(Y, Q)};",
        $"{N} = {dialect.PowerOfTwo(T)};",
        $"{Q} = {dialect.Subtract(N, dialect.Constant("1f"))};",
        $"{Y} = {dialect.MultiplyAdd(Q, Y, N)};",
        $"{Q} = {dialect.Add(Y, dialect.Constant("2f"))};",
        $"{Y} = {dialect.Divide(Y, Q)};",
        $"{X} = {dialect.Select(dialect.Constant("-0f"), X, Y)};",
    ];

    /// <summary>Variables with exp(power) = 2^n · (1 + y · q): <c>y</c>, <c>q</c>, <c>n</c>, and <c>t</c> that holds n in its lowest bits.</summary>
    private IEnumerable<string> Exponential(VectorExpr power)
    {
        yield return $"{dialect.VectorType} {Y} = {power};";

        // NaN is the second operand, which both choose then.
        yield return $"{Y} = {dialect.Max(dialect.Constant("-88f"), Y)};";
        yield return $"{Y} = {dialect.Min(dialect.Constant("89f"), Y)};";
        yield return $"{dialect.VectorType} {T} = {dialect.MultiplyAdd(dialect.Constant("12582912f"), Y, dialect.Constant("1.44269504f"))};";
        yield return $"{dialect.VectorType} {N} = {dialect.Subtract(T, dialect.Constant("12582912f"))};";
        yield return $"{Y} = {dialect.MultiplyAdd(Y, N, dialect.Constant("-0.693359375f"))};";
        yield return $"{Y} = {dialect.MultiplyAdd(Y, N, dialect.Constant("2.12194440e-4f"))};";
        yield return $"{dialect.VectorType} {Q} = {dialect.Constant("0.00138388935f")};";
        foreach (string coefficient in new[] { "0.00836919341f", "0.0416681021f", "0.166665167f", "0.49999994f", "1f" })
        {
            yield return $"{Q} = {Fused(Q, Y, coefficient)};";
        }
    }

    private VectorExpr Fused(VectorExpr a, VectorExpr b, string constant) => dialect.MultiplyAdd(dialect.Constant(constant), a, b);
}
