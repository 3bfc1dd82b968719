namespace NetCompiler.Images;

/// <summary>
/// For each result along one dimension: the source pixels that it is made of and their weights in 22-bit fixed point, exactly as
/// Pillow's ImagingResample works them out.
/// </summary>
internal sealed class ResamplingTable
{
    /// <summary>Bits after the point; a weight of 1 leaves room for 8 bits of pixel and 2 of overshoot.</summary>
    public const int FractionBits = 32 - 8 - 2;

    private readonly int _stride;
    private readonly int[] _firsts;
    private readonly int[] _counts;
    private readonly int[] _weights;

    private ResamplingTable(int results, int stride)
    {
        _stride = stride;
        _firsts = new int[results];
        _counts = new int[results];
        _weights = new int[checked(results * stride)];
    }

    /// <summary>The first source pixel that any result needs.</summary>
    public int FirstSource => _firsts[0];

    /// <summary>One past the last source pixel that any result needs.</summary>
    public int EndSource => _firsts[^1] + _counts[^1];

    /// <summary>Works out the results from <paramref name="first"/> on.</summary>
    /// <param name="sourceSize">Pixels of the source.</param>
    /// <param name="size">Pixels that the whole source would be resized to.</param>
    /// <param name="results">How many results from <paramref name="first"/> on are wanted.</param>
    public static ResamplingTable Make(int sourceSize, int size, int first, int results, Interpolation interpolation)
    {
        double scale = (double)sourceSize / size;
        double filterScale = Math.Max(scale, 1);
        double support = Support(interpolation) * filterScale;
        double inverse = 1 / filterScale;
        ResamplingTable table = new(results, ((int)Math.Ceiling(support) * 2) + 1);
        double[] weights = new double[table._stride];
        for (int i = 0; i < results; i++)
        {
            double centre = (first + i + 0.5) * scale;
            int start = Math.Max(0, (int)(centre - support + 0.5));
            int count = Math.Min(sourceSize, (int)(centre + support + 0.5)) - start;
            double sum = 0;
            for (int x = 0; x < count; x++)
            {
                weights[x] = Weigh(interpolation, (x + start - centre + 0.5) * inverse);
                sum += weights[x];
            }

            table._firsts[i] = start;
            table._counts[i] = count;
            for (int x = 0; x < count; x++)
            {
                double weight = sum != 0 ? weights[x] / sum : weights[x];
                table._weights[(i * table._stride) + x] = (int)((weight < 0 ? -0.5 : 0.5) + (weight * (1 << FractionBits)));
            }
        }

        return table;
    }

    /// <summary>The weights of one result; the first belongs to the source pixel <paramref name="source"/>.</summary>
    public ReadOnlySpan<int> Weights(int result, out int source)
    {
        source = _firsts[result];
        return _weights.AsSpan(result * _stride, _counts[result]);
    }

    private static double Support(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Box => 0.5,
        Interpolation.Bilinear => 1,
        _ => 2,
    };

    private static double Weigh(Interpolation interpolation, double x)
    {
        const double A = -0.5;
        if (interpolation == Interpolation.Box)
        {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }

        x = Math.Abs(x);
        if (interpolation == Interpolation.Bilinear)
        {
            return x < 1 ? 1 - x : 0;
        }

        if (x < 1)
        {
            return ((((A + 2) * x) - (A + 3)) * x * x) + 1;
        }

        return x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A : 0;
    }
}
