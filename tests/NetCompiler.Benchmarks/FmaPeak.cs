using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Benchmarks;

/// <summary>
/// The yardstick: how many multiply-adds this core does per second right now when nothing else limits it. The clock drifts, so
/// it is measured anew beside every timed run. With AVX2 and FMA those are fused and of eight lanes, elsewhere a multiply and an
/// add of four.
/// </summary>
internal static class FmaPeak
{
    // Two multiply-adds start in a cycle, on every core with AVX2 so far; without, two multiplies and two adds.
    private const int PerCycle = 2;

    private const int Sums = 12;

    // About a millisecond at 100 GFLOP/s: long against the timer, short against the drift of the clock.
    private const int Iterations = 500_000;

    // A multiply and an add are two operations.
    private static readonly int OperationsPerMultiplyAdd = 2 * (Fma.IsSupported ? Vector256<float>.Count : Vector128<float>.Count);

    /// <summary>What is measured, for people.</summary>
    public static string Instructions => Fma.IsSupported ? "8 floats, fused" : "4 floats, multiplies and adds apart";

    /// <summary>The clock that a peak stands for, in gigahertz.</summary>
    public static double ClockOf(double peak) => peak / (PerCycle * OperationsPerMultiplyAdd);

    /// <summary>Operations per second (a multiply and an add are two), in units of 10⁹.</summary>
    /// <param name="clock">Gives seconds.</param>
    public static double Measure(Func<double> clock)
    {
        double start = clock();
        float sums = Fma.IsSupported
            ? Vector256.Sum(Fused(Iterations, Vector256.Create(0.5f), Vector256.Create(1e-6f)))
            : Vector128.Sum(Apart(Iterations, Vector128.Create(0.5f), Vector128.Create(1f)));
        double seconds = clock() - start;
        if (!(sums > 0))
        {
            throw new InvalidOperationException("The sums of positive products are positive.");
        }

        return (double)OperationsPerMultiplyAdd * Sums * Iterations / seconds / 1e9;
    }

    // A multiply-add takes 4 or 5 cycles and two can start in each, so at least 10 sums have to be under way:
    // 12 sums + 2 factors = 14 of 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> Fused(int iterations, Vector256<float> a, Vector256<float> b)
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

    // Twelve of each, in two turns of six products and six sums: 3 or 4 cycles each, and two of each start in a cycle. A sum of products would
    // wait for both, and a product of constants would leave the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<float> Apart(int iterations, Vector128<float> a, Vector128<float> b)
    {
        Vector128<float> p0 = a, p1 = a, p2 = a, p3 = a, p4 = a, p5 = a;
        Vector128<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a;
        for (int i = 0; i < 2 * iterations; i++)
        {
            p0 *= b;
            s0 += a;
            p1 *= b;
            s1 += a;
            p2 *= b;
            s2 += a;
            p3 *= b;
            s3 += a;
            p4 *= b;
            s4 += a;
            p5 *= b;
            s5 += a;
        }

        return p0 + p1 + p2 + p3 + p4 + p5 + s0 + s1 + s2 + s3 + s4 + s5;
    }
}
