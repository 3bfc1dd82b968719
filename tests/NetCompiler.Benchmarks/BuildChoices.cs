using NetCompiler.Generator;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Benchmarks;

/// <summary>How a network that is compiled at run time is built: which optimizations are left out, and for which vector unit.</summary>
internal sealed record BuildChoices(Optimizations Without, VectorIsa? Isa)
{
    /// <summary>Threads that share a run.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The generator's options.</summary>
    public CompilerOptions Options => new(false, null) { Enabled = Optimizations.All & ~Without };

    /// <summary>The vector units to compile for; null for all.</summary>
    public EquatableArray<VectorIsa>? Isas => Isa is null ? null : EquatableArray.Of(Isa);

    /// <summary>Reads the two options of the command line; null where one is left out.</summary>
    /// <exception cref="FormatException">A word is no optimization or no vector unit.</exception>
    public static BuildChoices Parse(string? without, string? isa) => new(ParseWithout(without), ParseIsa(isa));

    /// <summary>For a line above the figures; empty where nothing was chosen.</summary>
    public override string ToString() => (Isa is null ? "" : $"; for {Isa.Title}") + (Without == Optimizations.None ? "" : $"; without {Without}");

    private static Optimizations ParseWithout(string? list)
    {
        Optimizations without = Optimizations.None;
        foreach (string word in list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            // Numbers would be read as values.
            without |= char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out Optimizations known)
                ? known
                : throw new FormatException($"There is no optimization {word}: there are {string.Join(", ", Enum.GetNames<Optimizations>())}.");
        }

        return without;
    }

    private static VectorIsa? ParseIsa(string? name) => name is null
        ? null
        : KnownIsas.All.FirstOrDefault(isa => isa.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"There is no vector unit {name}: there are {string.Join(", ", KnownIsas.All.Select(isa => isa.Name))}.");
}
