namespace NetCompiler.Testing.Reference;

/// <summary>The softmax of <c>docs/numerics.md</c>, in float64.</summary>
internal static class FusedSoftmax
{
    /// <summary>The softmax of the page.</summary>
    public static float[] Probabilities(float[] input)
    {
        double largest = input.Max();
        double[] powers = Array.ConvertAll(input, value => Exp(value - (input.Any(float.IsNaN) ? double.NaN : largest)));
        double[] partials = new double[16];
        for (int i = 0; i < powers.Length; i++)
        {
            partials[i % 16] += powers[i];
        }

        for (int step = 8; step > 0; step /= 2)
        {
            for (int i = 0; i < step; i++)
            {
                partials[i] += partials[i + step];
            }
        }

        double total = partials[0];
        return Array.ConvertAll(powers, power => (float)(power / total));
    }

    /// <summary>The exponential of the page, for d ≤ 0.</summary>
    public static double Exp(double d)
    {
        if (!(d >= -700))
        {
            return double.IsNaN(d) ? d : 0;
        }

        double k = Math.Floor((d * 1.4426950408889634) + 0.5);
        double r = (d - (k * 0.693147180369123816490)) - (k * 1.90821492927058770002e-10);
        double p = 1.0 / 6227020800;
        for (int n = 12; n >= 0; n--)
        {
            p = (p * r) + (1.0 / Factorial(n));
        }

        return p * Math.Pow(2, k);
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
