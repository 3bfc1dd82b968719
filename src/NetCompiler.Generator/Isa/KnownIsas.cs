using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Isa;

/// <summary>The vector units that code is planned for; values only.</summary>
internal static class KnownIsas
{
    /// <summary>x86-64 with AVX2 and FMA: 16 registers of 8 lanes (Zen and later, Haswell and later).</summary>
    public static readonly VectorIsa Avx2 = new("Avx2", "AVX2 + FMA", 8, 16, ScalarForm.Broadcast, 2, 4, 2, 20);

    /// <summary>128-bit vectors with fused multiply-add, for machines that have FMA and no AVX2.</summary>
    public static readonly VectorIsa Vector128Fma = new("Vector128Fma", "128-bit vectors + FMA", 4, 16, ScalarForm.Broadcast, 2, 4, 2, 20);

    /// <summary>128-bit vectors without fused multiply-add: runs everywhere.</summary>
    public static readonly VectorIsa Vector128 = new("Vector128", "128-bit vectors", 4, 16, ScalarForm.Broadcast, 2, 4, 2, 20);

    /// <summary>All of them, the one to be preferred first.</summary>
    public static readonly EquatableArray<VectorIsa> All = EquatableArray.Of(Avx2, Vector128Fma, Vector128);
}
