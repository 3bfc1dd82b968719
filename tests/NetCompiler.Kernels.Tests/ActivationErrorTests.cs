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
    [InlineData(true, 0.25)]
    [InlineData(false, 1.2)]
    public void Exponential(bool fused, double slope) => Check(new FusedArithmetic(fused).NegativeExp, x => Math.Exp(-x), -87, 87, 3, slope);

    [Theory]
    [InlineData(nameof(ActivationKind.Sigmoid), true, 3, 0.25)]
    [InlineData(nameof(ActivationKind.Sigmoid), false, 3, 1.2)]
    [InlineData(nameof(ActivationKind.Swish), true, 3, 0.25)]
    [InlineData(nameof(ActivationKind.Swish), false, 3, 1.2)]
    [InlineData(nameof(ActivationKind.Tanh), true, 2.7, 0)]
    [InlineData(nameof(ActivationKind.Tanh), false, 2.7, 0)]
    public void Activations(string name, bool fused, double bound, double slope)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Func<double, double> exact = kind switch
        {
            ActivationKind.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
            ActivationKind.Swish => x => x / (1 + Math.Exp(-x)),
            _ => Math.Tanh,
        };
        FusedArithmetic arithmetic = new(fused);
        Check(x => arithmetic.Activated(kind, x), exact, kind == ActivationKind.Tanh ? float.MinValue : -87, float.MaxValue, bound, slope);
    }

    [Fact]
    public void Beyond_the_range_of_the_exponential()
    {
        FusedArithmetic arithmetic = new(true);
        Assert.InRange(arithmetic.Activated(ActivationKind.Sigmoid, float.NegativeInfinity), 1.6e-38, 1.7e-38);
        Assert.InRange(arithmetic.Activated(ActivationKind.Swish, float.NegativeInfinity), -1.5e-36, -1.4e-36);
        foreach (float large in new[] { 18f, 87.5f, float.MaxValue, float.PositiveInfinity })
        {
            Assert.Equal(1, arithmetic.Activated(ActivationKind.Sigmoid, large));
            Assert.Equal(large, arithmetic.Activated(ActivationKind.Swish, large));
        }

        Assert.Equal(1, arithmetic.Activated(ActivationKind.HardSigmoid, 3));
        Assert.Equal(-1, arithmetic.Activated(ActivationKind.Tanh, float.NegativeInfinity));
        foreach (ActivationKind kind in new[] { ActivationKind.LeakyRelu, ActivationKind.Sigmoid, ActivationKind.Swish, ActivationKind.HardSwish, ActivationKind.Tanh })
        {
            Assert.Equal(float.NaN, arithmetic.Activated(kind, float.NaN));
        }
    }

    /// <summary>Errors in units of the last place, held against bound + slope · |x|.</summary>
    private static void Check(
        Func<float, float> activation, Func<double, double> definition, float from, float to, double bound, double slope)
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
                double error = Math.Abs(activation(x) - exact) / unit / (bound + (slope * Math.Abs(x)));
                (worst, where) = error > worst || double.IsNaN(error) ? (error, x) : (worst, where);
            }
        }

        Assert.True(worst <= 1, $"{worst:F3} of the bound at {where:R}");
        Assert.True(worst > 0.75, $"The bound is loose: {worst:F3} of it.");
    }
}
