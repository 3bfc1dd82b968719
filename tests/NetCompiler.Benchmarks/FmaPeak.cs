using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Benchmarks;

/// <summary>
/// The yardstick: how many multiply-adds this core does per second right now when nothing else limits it. The clock drifts, so
/// it is measured anew beside every timed run.
/// </summary>
internal static class FmaPeak
{
    // 2 operations · 8 lanes · 12 sums.
    private const double OperationsPerIteration = 2 * 8 * 12;

    // About a millisecond at 100 GFLOP/s: long against the timer, short against the drift of the clock.
    private const int Iterations = 500_000;

    // Two multiply-adds of eight lanes start in a cycle, on every core with AVX2 so far.
    private const double OperationsPerCycle = 2 * 8 * 2;

    /// <summary>The clock that a peak stands for, in gigahertz.</summary>
    public static double ClockOf(double peak) => peak / OperationsPerCycle;

    /// <summary>Whether this processor has the instructions that are measured.</summary>
    public static bool IsSupported => Fma.IsSupported;

    /// <summary>Operations per second (a multiply and an add are two), in units of 10⁹.</summary>
    /// <param name="clock">Gives seconds.</param>
    public static double Measure(Func<double> clock)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("The peak is measured with AVX2 and FMA, which this processor lacks.");
        }

        double start = clock();
        Vector256<float> sums = Run(Iterations, Vector256.Create(0.5f), Vector256.Create(1e-6f));
        double seconds = clock() - start;
        if (!(Vector256.Sum(sums) > 0))
        {
            throw new InvalidOperationException("The sums of positive products are positive.");
        }

        return OperationsPerIteration * Iterations / seconds / 1e9;
    }

    // A multiply-add takes 4 or 5 cycles and two can start in each, so at least 10 sums have to be under way:
    // 12 sums + 2 factors = 14 of 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> Run(int iterations, Vector256<float> a, Vector256<float> b)
    {
        Vector256<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < iterations; i++)
        {
            s0 = Fma.MultiplyAdd(a, b, s0);
            s1 = Fma.MultiplyAdd(a, b, s1);
            s2 = Fma.MultiplyAdd(a, b, s2);
            s3 = Fma.MultiplyAdd(a, b, s3);
            s4 = Fma.MultiplyAdd(a, b, s4);
            s5 = Fma.MultiplyAdd(a, b, s5);
            s6 = Fma.MultiplyAdd(a, b, s6);
            s7 = Fma.MultiplyAdd(a, b, s7);
            s8 = Fma.MultiplyAdd(a, b, s8);
            s9 = Fma.MultiplyAdd(a, b, s9);
            s10 = Fma.MultiplyAdd(a, b, s10);
            s11 = Fma.MultiplyAdd(a, b, s11);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
    }
}
