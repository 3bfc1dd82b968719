using System.Runtime.Intrinsics;

namespace NetCompiler.Testing.Machines;

// The instructions of x86-64 that generated code names, as Intel's manual defines them for float32 with the processor's usual settings: see AdvSimd.

/// <summary>Instructions of AVX.</summary>
public static class Avx
{
    /// <summary>VMAXPS: left &gt; right ? left : right in each lane, so right where either is NaN or both are zeros.</summary>
    public static Vector256<float> Max(Vector256<float> left, Vector256<float> right) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    /// <summary>VMINPS: left &lt; right ? left : right in each lane, so right where either is NaN or both are zeros.</summary>
    public static Vector256<float> Min(Vector256<float> left, Vector256<float> right) =>
        Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);
}

/// <summary>Instructions of AVX2: generated code asks whether they are there.</summary>
public static class Avx2
{
    /// <summary>The model is there.</summary>
    public static bool IsSupported => true;
}

/// <summary>Instructions of FMA.</summary>
public static class Fma
{
    /// <summary>The model is there.</summary>
    public static bool IsSupported => true;

    /// <summary>VFMADD: a · b + c in each lane, rounded once.</summary>
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);

    /// <summary>VFNMADD: -(a · b) + c in each lane, rounded once.</summary>
    public static Vector256<float> MultiplyAddNegated(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(-a, b, c);
}

/// <summary>Instructions of AVX-512F.</summary>
public static class Avx512F
{
    /// <summary>The model is there.</summary>
    public static bool IsSupported => true;

    /// <summary>VFMADD: a · b + c in each lane, rounded once.</summary>
    public static Vector512<float> FusedMultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>VMAXPS: left &gt; right ? left : right in each lane.</summary>
    public static Vector512<float> Max(Vector512<float> left, Vector512<float> right) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

    /// <summary>VMINPS: left &lt; right ? left : right in each lane.</summary>
    public static Vector512<float> Min(Vector512<float> left, Vector512<float> right) =>
        Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);
}
