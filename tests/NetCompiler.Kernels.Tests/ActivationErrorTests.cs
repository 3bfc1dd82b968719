using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Reference;
using Xunit;

namespace NetCompiler.Kernels.Tests;

/// <summary>
/// How far activations are from their definitions, as <c>docs/numerics.md</c> states it: over every 1009th float of their range, with and without
/// fused multiply-add. The kernels have the same bits as the reference, which the sweeps show.
/// </summary>
public class ActivationErrorTests
{
    /// <summary>Coprime to the powers of two, so that all exponents and mantissas take part.</summary>
    private const int Step = 1009;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1.3)]
    public void Exponential(bool fused, double bound) => Check(new FusedArithmetic(fused).Exp, Math.Exp, -87.3f, 88.3f, bound);

    [Theory]
    [InlineData(nameof(ActivationKind.Sigmoid), true, 2.5)]
    [InlineData(nameof(ActivationKind.Sigmoid), false, 2.7)]
    [InlineData(nameof(ActivationKind.Swish), true, 2.7)]
    [InlineData(nameof(ActivationKind.Swish), false, 2.7)]
    [InlineData(nameof(ActivationKind.Tanh), true, 2.7)]
    [InlineData(nameof(ActivationKind.Tanh), false, 2.7)]
    public void Activations(string name, bool fused, double bound)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Func<double, double> exact = kind switch
        {
            ActivationKind.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
            ActivationKind.Swish => x => x / (1 + Math.Exp(-x)),
            _ => Math.Tanh,
        };
        FusedArithmetic arithmetic = new(fused);
        Check(x => arithmetic.Activated(kind, x), exact, kind == ActivationKind.Tanh ? float.MinValue : -87, float.MaxValue, bound);
    }

    [Fact]
    public void Beyond_the_range_of_the_exponential()
    {
        FusedArithmetic arithmetic = new(true);
        Assert.Equal(0, arithmetic.Exp(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, arithmetic.Exp(float.PositiveInfinity));
        Assert.Equal(0, arithmetic.Activated(ActivationKind.Sigmoid, float.MinValue));
        Assert.Equal(1, arithmetic.Activated(ActivationKind.Sigmoid, float.MaxValue));
        Assert.Equal(1, arithmetic.Activated(ActivationKind.HardSigmoid, 3));
        Assert.Equal(-1, arithmetic.Activated(ActivationKind.Tanh, float.NegativeInfinity));
        foreach (ActivationKind kind in new[] { ActivationKind.LeakyRelu, ActivationKind.Sigmoid, ActivationKind.Swish, ActivationKind.HardSwish, ActivationKind.Tanh })
        {
            Assert.Equal(float.NaN, arithmetic.Activated(kind, float.NaN));
        }
    }

    private static void Check(Func<float, float> activation, Func<double, double> definition, float from, float to, double bound)
    {
        double worst = 0;
        float where = 0;
        for (long bits = 0; bits <= uint.MaxValue; bits += Step)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (x >= from && x <= to)
            {
                double exact = definition(x);
                double unit = Math.ScaleB(1, Math.Max(-149, Math.ILogB(exact) - 23));
                double error = Math.Abs(activation(x) - exact) / unit;
                (worst, where) = error > worst || double.IsNaN(error) ? (error, x) : (worst, where);
            }
        }

        Assert.True(worst <= bound, $"{worst:F3} ulp at {where:R}");
        Assert.True(worst > bound - 0.6, $"The bound is loose: {worst:F3} ulp.");
    }
}
