using System;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>The spelling of every vector unit.</summary>
internal static class KnownDialects
{
    private static readonly VectorDialect[] s_all =
    [
        new Avx512Dialect(KnownIsas.Avx512),
        new Avx2Dialect(KnownIsas.Avx2),
        new NeonDialect(KnownIsas.Neon),
        new Vector128Dialect(KnownIsas.Vector128),
    ];

    public static VectorDialect For(VectorIsa isa) =>
        Array.Find(s_all, dialect => dialect.Isa == isa)
        ?? throw new ArgumentException($"No dialect spells {isa.Name}.", nameof(isa));
}
