using System;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>The spelling of every vector unit.</summary>
internal static class KnownDialects
{
    private static readonly VectorDialect[] s_all = [new Avx2Dialect(), new Vector128FmaDialect(), new Vector128Dialect()];

    public static VectorDialect For(VectorIsa isa) =>
        Array.Find(s_all, dialect => dialect.Isa == isa)
        ?? throw new ArgumentException($"No dialect spells {isa.Name}.", nameof(isa));
}
