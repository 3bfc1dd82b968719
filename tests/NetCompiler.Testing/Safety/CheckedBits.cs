using System.Runtime.InteropServices;

namespace NetCompiler.Testing.Safety;

/// <summary>Compares bits without allocating.</summary>
internal static class CheckedBits
{
    /// <summary>Whether all bits are the same.</summary>
    public static bool Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual));

    /// <summary>Fails where bits differ.</summary>
    /// <param name="what">What was run, for the message.</param>
    /// <exception cref="SafetyException">They do.</exception>
    public static void Require(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        if (!Same(expected, actual))
        {
            int first = FloatBits(expected, actual);
            throw new SafetyException($"{what}: result {first} of {expected.Length} is {actual[first]:G9} and has to be {expected[first]:G9}.");
        }
    }

    private static int FloatBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) => Kernels.FloatBits.FirstDifference(expected.ToArray(), actual.ToArray());
}

/// <summary>A promise about memory, bits or threads that was not kept.</summary>
internal sealed class SafetyException(string message) : Exception(message);
