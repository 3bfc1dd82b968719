using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Testing.Machines;

/// <summary>
/// The instructions of ARM's NEON that generated code names, as the Arm Architecture Reference Manual defines them for float32 with the processor's usual settings (round to nearest,
/// subnormals kept, NaN as NaN), computed by whatever machine runs the tests. Code in a namespace below this one means these when it says <c>AdvSimd</c>, so it is
/// compiled as it is.
/// </summary>
public static class AdvSimd
{
    /// <summary>FMLA (vector): addend + left · right in each lane, rounded once.</summary>
    public static Vector128<float> FusedMultiplyAdd(Vector128<float> addend, Vector128<float> left, Vector128<float> right) =>
        Vector128.FusedMultiplyAdd(left, right, addend);

    /// <summary>FMLS (vector): minuend - left · right in each lane, rounded once; the manual negates the first factor.</summary>
    public static Vector128<float> FusedMultiplySubtract(Vector128<float> minuend, Vector128<float> left, Vector128<float> right) =>
        Vector128.FusedMultiplyAdd(-left, right, minuend);

    /// <summary>FCMGT (register): all bits of a lane set where left &gt; right, none where it is not or either is NaN.</summary>
    public static Vector128<float> CompareGreaterThan(Vector128<float> left, Vector128<float> right) => Vector128.GreaterThan(left, right);

    /// <summary>FCMGT (register) with its operands exchanged: all bits of a lane set where left &lt; right.</summary>
    public static Vector128<float> CompareLessThan(Vector128<float> left, Vector128<float> right) => Vector128.LessThan(left, right);

    /// <summary>BSL: bits of left where those of select are set, and of right where they are not.</summary>
    public static Vector128<float> BitwiseSelect(Vector128<float> select, Vector128<float> left, Vector128<float> right) =>
        ((left.AsUInt32() & select.AsUInt32()) | Vector128.AndNot(right.AsUInt32(), select.AsUInt32())).AsSingle();

    /// <summary>What 64-bit processors have besides.</summary>
    public static class Arm64
    {
        /// <summary>The model is there.</summary>
        public static bool IsSupported => true;

        /// <summary>FMLA (by element): addend + left · right[rightIndex] in each lane, rounded once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> FusedMultiplyAddBySelectedScalar(
            Vector128<float> addend, Vector128<float> left, Vector128<float> right, byte rightIndex) =>
            Vector128.FusedMultiplyAdd(left, Vector128.Create(right.GetElement(rightIndex)), addend);
    }
}
