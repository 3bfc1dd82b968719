using Xunit;

namespace NetCompiler.Testing.Models;

/// <summary>Compares logits with golden ones as the project promises: within a share of the largest logit, and the same five best classes.</summary>
public static class Golden
{
    /// <summary>What every network has to keep.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Fails where an element is farther off than the tolerance times the largest absolute expected value, or the five best differ.</summary>
    public static void AssertClose(IReadOnlyList<float> expected, IReadOnlyList<double> actual, double tolerance = Tolerance)
    {
        AssertElementsClose([.. expected.Select(value => (double)value)], actual, tolerance);
        Assert.Equal(Best(expected.Select(value => (double)value)), Best(actual));
    }

    public static void AssertClose(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance = Tolerance) =>
        AssertClose(expected, [.. actual.Select(value => (double)value)], tolerance);

    /// <summary>The same for a map, whose largest elements mean nothing: many are equal where an activation bounds them.</summary>
    public static void AssertElementsClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        double largest = expected.Max(Math.Abs);
        double error = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            // NaN must not pass for a small difference.
            error = difference > error || double.IsNaN(difference) ? difference : error;
        }

        Assert.True(error <= tolerance * largest, $"The largest error is {error:G3}, the largest expected value {largest:G3}.");
    }

    private static int[] Best(IEnumerable<double> values) =>
        [.. values.Select((value, index) => (value, index)).OrderByDescending(pair => pair.value).Take(5).Select(pair => pair.index)];
}
