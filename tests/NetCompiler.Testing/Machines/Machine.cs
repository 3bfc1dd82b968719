using System.Runtime.Intrinsics;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;
using X86 = System.Runtime.Intrinsics.X86;

namespace NetCompiler.Testing.Machines;

/// <summary>Which code the machine runs by itself, and which by a model of another machine.</summary>
internal static class Machine
{
    /// <summary>The instruction sets with fused multiply-add that this machine has, the best one first; 128-bit vectors where it has none.</summary>
    public static EquatableArray<VectorIsa> Supported { get; } = Fused().DefaultIfEmpty(KnownIsas.Vector128).ToEquatableArray();

    /// <summary>The best of them: code for it alone compiles in a part of the time.</summary>
    public static EquatableArray<VectorIsa> Best { get; } = EquatableArray.Of(Supported[0]);

    /// <summary>Those whose code runs by a model.</summary>
    public static EquatableArray<VectorIsa> Modelled { get; } =
        KnownIsas.All.Where(isa => isa != KnownIsas.Vector128 && !Supported.Contains(isa)).ToEquatableArray();

    /// <summary>Where a class of that namespace has to be so that its code means the models' instructions.</summary>
    public static string ModelledNamespace(string name) => $"{typeof(Machine).Namespace}.{name}";

    /// <summary>That namespace where an instruction set's code runs by a model, the class's own otherwise.</summary>
    public static string NamespaceFor(VectorIsa isa, string name) => Modelled.Contains(isa) ? ModelledNamespace(name) : name;

    private static IEnumerable<VectorIsa> Fused()
    {
        if (X86.Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            yield return KnownIsas.Avx512;
        }

        if (X86.Avx2.IsSupported && X86.Fma.IsSupported)
        {
            yield return KnownIsas.Avx2;
        }

        if (System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
        {
            yield return KnownIsas.Neon;
        }
    }
}
