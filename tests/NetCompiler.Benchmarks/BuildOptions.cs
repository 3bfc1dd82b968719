using System.CommandLine;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Benchmarks;

/// <summary>The options of commands that compile networks at run time: <see cref="BuildChoices"/> on the command line.</summary>
internal static class BuildOptions
{
    public static readonly Option<string?> Without = new("--without")
    {
        Description = "Leaves optimizations out: " + string.Join(", ", Enum.GetNames<Optimizations>().Except([nameof(Optimizations.None)])) + ".",
        HelpName = "optimizations",
    };

    public static readonly Option<string?> Isa = new("--isa")
    {
        Description = $"Compiles for one vector unit: {string.Join(", ", KnownIsas.All.Select(isa => isa.Name))}. Without it, what a user's program would run.",
        HelpName = "unit",
    };

    static BuildOptions()
    {
        Without.Validators.Add(result => Validation.Report(() => BuildChoices.Parse(result.GetValueOrDefault<string?>(), null), result.AddError));
        Isa.Validators.Add(result => Validation.Report(() => BuildChoices.Parse(null, result.GetValueOrDefault<string?>()), result.AddError));
    }

    public static BuildChoices Of(ParseResult parse) => BuildChoices.Parse(parse.GetValue(Without), parse.GetValue(Isa));
}
