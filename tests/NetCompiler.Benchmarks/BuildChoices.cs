using System.CommandLine;
using System.Runtime.Intrinsics.X86;
using NetCompiler.Generator;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Benchmarks;

/// <summary>How a network that is compiled at run time is built: which optimizations are left out, and for which vector unit.</summary>
internal sealed record BuildChoices(Optimizations Without, VectorIsa? Isa)
{
    public static readonly Option<string?> WithoutOption = new("--without")
    {
        Description = "Leaves optimizations out: " + string.Join(", ", Enum.GetNames<Optimizations>().Except([nameof(Optimizations.None)])) + ".",
        HelpName = "optimizations",
    };

    public static readonly Option<string?> IsaOption = new("--isa")
    {
        Description = "Compiles for one vector unit: " + string.Join(", ", KnownIsas.All.Select(isa => isa.Name)) + ". For all without it, and runs what a user's program would run.",
        HelpName = "unit",
    };

    static BuildChoices()
    {
        WithoutOption.Validators.Add(result => Validation.Report(() => ParseWithout(result.GetValueOrDefault<string?>()), result.AddError));
        IsaOption.Validators.Add(result => Validation.Report(() => ParseIsa(result.GetValueOrDefault<string?>()), result.AddError));
    }

    /// <summary>The generator's options.</summary>
    public CompilerOptions Options => new(false, null) { Enabled = Optimizations.All & ~Without };

    /// <summary>The vector units to compile for; null for all.</summary>
    public EquatableArray<VectorIsa>? Isas => Isa is null ? null : EquatableArray.Of(Isa);

    public static BuildChoices Of(ParseResult parse) => new(ParseWithout(parse.GetValue(WithoutOption)), ParseIsa(parse.GetValue(IsaOption)));

    /// <summary>For a line above the figures; empty where nothing was chosen.</summary>
    public override string ToString() => (Isa is null ? "" : $"; for {Isa.Title}") + (Without == Optimizations.None ? "" : $"; without {Without}");

    /// <summary>The best unit of this machine among those that code is written for, as generated classes choose it.</summary>
    public static VectorIsa BestIsa => KnownIsas.All.First(isa => isa.Lanes switch
    {
        16 => Avx512F.IsSupported,
        8 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    });

    internal static Optimizations ParseWithout(string? list)
    {
        Optimizations without = Optimizations.None;
        foreach (string word in list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            without |= char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out Optimizations known)
                ? known
                : throw new FormatException($"There is no optimization {word}: there are {string.Join(", ", Enum.GetNames<Optimizations>())}.");
        }

        return without;
    }

    internal static VectorIsa? ParseIsa(string? name) => name is null
        ? null
        : KnownIsas.All.FirstOrDefault(isa => isa.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"There is no vector unit {name}: there are {string.Join(", ", KnownIsas.All.Select(isa => isa.Name))}.");
}
