namespace NetCompiler.Benchmarks;

/// <summary>The one figure that stray interruptions do not move.</summary>
internal static class Statistics
{
    /// <summary>The middle value; the mean of the two middle ones where their number is even.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
