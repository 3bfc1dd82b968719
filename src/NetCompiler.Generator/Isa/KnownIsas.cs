using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Isa;

/// <summary>The vector units that code is planned for; values only.</summary>
internal static class KnownIsas
{
    /// <summary>x86-64 with AVX-512: 32 registers of 16 lanes (Zen 4 and later, servers of Intel's since Ice Lake).</summary>
    public static readonly VectorIsa Avx512 = new("Avx512", "AVX-512", 16, 32, ScalarForm.Broadcast, 1, 4, 2, 40) { Architecture = "x64" };

    /// <summary>x86-64 with AVX2 and FMA: 16 registers of 8 lanes (Zen and later, Haswell and later).</summary>
    public static readonly VectorIsa Avx2 = new("Avx2", "AVX2 + FMA", 8, 16, ScalarForm.Broadcast, 2, 4, 2, 20) { Architecture = "x64" };

    /// <summary>64-bit ARM: 32 registers of 4 lanes, one lane of which a multiply can pick.</summary>
    public static readonly VectorIsa Neon = new("Neon", "NEON", 4, 32, ScalarForm.Lane, 2, 4, 2, 20) { Architecture = "arm64", FetchesAhead = false };

    /// <summary>
    /// 128-bit vectors without fused multiply-add: runs everywhere. Of the 16 registers of such processors one holds the product. SSE has no load that fills a register with an
    /// element, so a shuffle of neighbours is cheaper than a load and a shuffle; it takes one of the four places where multiplies and adds start. One pixel and many channels have
    /// the fewest shuffles, and their weights are operands of the multiplies: loads that are counted like others would forbid such blocks, which measured 4 to 10 % faster with AVX
    /// and as fast with SSE alone.
    /// </summary>
    public static readonly VectorIsa Vector128 = new("Vector128", "128-bit vectors", 4, 15, ScalarForm.Shuffle, 2, 4, 3, 20) { ElementCycles = 0.25 };

    /// <summary>All of them, the one to be preferred first.</summary>
    public static readonly EquatableArray<VectorIsa> All = EquatableArray.Of(Avx512, Avx2, Neon, Vector128);

    /// <summary>Those that processors of an architecture may have; all where it is not known.</summary>
    /// <param name="architecture">As runtime identifiers end: <c>x64</c>.</param>
    public static EquatableArray<VectorIsa> For(string architecture) => !All.Any(isa => isa.Architecture == architecture) ? All
        : All.Where(isa => isa.Architecture is null || isa.Architecture == architecture).ToEquatableArray();
}
