using NetCompiler.Generator.Architecture;

namespace NetCompiler.Testing.Reference;

/// <summary>The scalar operations of <c>docs/numerics.md</c>, each rounded to float as the page says.</summary>
/// <param name="fused">Whether products and sums are rounded once together, or apart as on machines without the instruction.</param>
internal sealed class FusedArithmetic(bool fused)
{
    private static readonly float[] s_negativeCoefficients = [0.00967151485f, -0.0555073358f, 0.240222424f, -0.693147004f];

    private static readonly float[] s_coefficients = [0.00836919341f, 0.0416681021f, 0.166665167f, 0.49999994f, 1f];

    public float MultiplyAdd(float a, float b, float c) => fused ? MathF.FusedMultiplyAdd(a, b, c) : (float)(a * b) + c;

    public float Activated(ActivationKind kind, float x) => kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => Max(x, 0),
        ActivationKind.Relu6 => Min(Max(x, 0), 6),
        ActivationKind.LeakyRelu => x > 0 ? x : 0.01f * x,
        ActivationKind.Sigmoid => Sigmoid(x),
        ActivationKind.Swish => Max(-87, x) / (1 + NegativeExp(x)),
        ActivationKind.HardSigmoid => HardSigmoid(x),
        ActivationKind.HardSwish => x * HardSigmoid(x),
        ActivationKind.Tanh => Tanh(x),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    /// <summary>a > b ? a : b.</summary>
    public static float Max(float a, float b) => a > b ? a : b;

    /// <summary>a &lt; b ? a : b.</summary>
    public static float Min(float a, float b) => a < b ? a : b;

    /// <summary>exp(−x), for sigmoid and swish.</summary>
    public float NegativeExp(float x)
    {
        float y = Min(87, Max(-87, x));
        float rounded = MultiplyAdd(y, -1.44269504f, 12582912);
        float n = rounded - 12582912;
        float g = MultiplyAdd(y, 1.44269504f, n);
        float q = -0.00132647285f;
        foreach (float coefficient in s_negativeCoefficients)
        {
            q = MultiplyAdd(q, g, coefficient);
        }

        return float.IsNaN(n) ? n : MathF.ScaleB(MultiplyAdd(q, g, 1), (int)n);
    }

    private float Sigmoid(float x) => 1 / (1 + NegativeExp(x));

    private static float HardSigmoid(float x) => Min(Max(x + 3, 0), 6) * (1f / 6);

    private float Tanh(float x)
    {
        (float power, float r, float q) = Reduced(-2 * MathF.Abs(x));
        float d = MultiplyAdd((float)(r * q), power, power - 1);
        return MathF.CopySign(d / (d + 2), x);
    }

    /// <summary>exp(x) = power · (1 + r · q).</summary>
    private (float Power, float R, float Q) Reduced(float x)
    {
        float y = Min(89, Max(-88, x));
        float rounded = MultiplyAdd(y, 1.44269504f, 12582912);
        float n = rounded - 12582912;
        float r = MultiplyAdd(n, -0.693359375f, y);
        r = MultiplyAdd(n, 2.12194440e-4f, r);
        float q = 0.00138388935f;
        foreach (float coefficient in s_coefficients)
        {
            q = MultiplyAdd(q, r, coefficient);
        }

        // For NaN any power does, since r and q are NaN too.
        float power = float.IsNaN(n) ? n : n == -127 ? 0 : MathF.ScaleB(1, (int)n);
        return (power, r, q);
    }
}
