using System.ComponentModel;

namespace NetCompiler.CompilerServices;

/// <summary>
/// exp(x − max) over its sum, over a whole vector. All arithmetic is double multiplication, addition and division in one order and never fused, so
/// every machine computes the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SoftmaxKernel
{
    private const int Partials = 16;

    /// <summary>
    /// Replaces the values by their softmax. The sum is 16 partials, element c going to partial c mod 16 in order, which are then added as a tree:
    /// partial i takes in partial i + 8, then i + 4, i + 2, i + 1.
    /// </summary>
    /// <remarks>
    /// −∞ gives 0 beside any finite value. Where a value is +∞ or not a number, or all are −∞, every result is not a number.
    /// </remarks>
    /// <param name="values">The values; an empty span stays as it is.</param>
    public static void Apply(Span<float> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        // Where the first value is no number it stays the maximum; elsewhere it never becomes it, but makes its partial no number.
        double max = values[0];
        foreach (float value in values)
        {
            max = value > max ? value : max;
        }

        Span<double> partials = stackalloc double[Partials];
        partials.Clear();
        for (int c = 0; c < values.Length; c++)
        {
            partials[c % Partials] += Exp(values[c] - max);
        }

        for (int step = Partials / 2; step > 0; step /= 2)
        {
            for (int i = 0; i < step; i++)
            {
                partials[i] += partials[i + step];
            }
        }

        for (int c = 0; c < values.Length; c++)
        {
            values[c] = (float)(Exp(values[c] - max) / partials[0]);
        }
    }

    /// <summary>
    /// e to the power <paramref name="x"/> ≤ 0, within 1e-15 of its value; 0 below −700, where a float result is 0 anyway. Not a number stays
    /// so.
    /// </summary>
    private static double Exp(double x)
    {
        if (x < -700)
        {
            return 0;
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        // x = n·ln 2 + r with |r| ≤ ln 2 / 2. The first part of ln 2 has zeros at its end, so its product with n is exact.
        const double Log2E = 1.4426950408889634;
        const double Ln2High = 0.693147180369123816490;
        const double Ln2Low = 1.90821492927058770002e-10;
        double n = Math.Floor((x * Log2E) + 0.5);
        double r = (x - (n * Ln2High)) - (n * Ln2Low);

        // Taylor's series to r^13: the rest is below 0.3466^14 / 14! = 5e-18.
        double sum = 1.0 / 6227020800;
        sum = (sum * r) + (1.0 / 479001600);
        sum = (sum * r) + (1.0 / 39916800);
        sum = (sum * r) + (1.0 / 3628800);
        sum = (sum * r) + (1.0 / 362880);
        sum = (sum * r) + (1.0 / 40320);
        sum = (sum * r) + (1.0 / 5040);
        sum = (sum * r) + (1.0 / 720);
        sum = (sum * r) + (1.0 / 120);
        sum = (sum * r) + (1.0 / 24);
        sum = (sum * r) + (1.0 / 6);
        sum = (sum * r) + 0.5;
        sum = (sum * r) + 1;
        sum = (sum * r) + 1;

        // n ≥ -1010, so 2^n is a normal number whose exponent can be written down.
        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }
}
