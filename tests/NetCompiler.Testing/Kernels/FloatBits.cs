namespace NetCompiler.Testing.Kernels;

/// <summary>Compares results as <c>docs/numerics.md</c> promises them: bit by bit, but for the sign and payload of NaN.</summary>
internal static class FloatBits
{
    /// <summary>Where two results differ first; -1 where they do not.</summary>
    public static int FirstDifference(IReadOnlyList<float> expected, IReadOnlyList<float> actual)
    {
        for (int i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= expected.Count || i >= actual.Count
                || (float.IsNaN(expected[i]) ? !float.IsNaN(actual[i]) : BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i])))
            {
                return i;
            }
        }

        return -1;
    }
}
