using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Fuzz.Networks;

/// <summary>A table as drawn, with what the class asks for that names it and what its plans are made for.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Text">The table file.</param>
/// <param name="Workers">Threads that share a run.</param>
/// <param name="Taps">Rows of the network whose results it yields besides.</param>
internal sealed record DrawnTable(int Seed, string Text, int Workers, EquatableArray<string> Taps)
{
    /// <summary>The file's path.</summary>
    public const string Path = "Drawn.net.md";

    /// <summary>Optimizations that are not turned off.</summary>
    public Optimizations Enabled { get; init; } = Optimizations.All;

    /// <summary>Rows of each band, where even the smallest maps are run by bands; null where the planner decides.</summary>
    public int? RowsPerBand { get; init; }

    /// <summary>What plans are made for.</summary>
    public PlanOptions Options => RowsPerBand is null
        ? new PlanOptions(Enabled) { Workers = Workers }
        : new PlanOptions(Enabled) { Workers = Workers, RowsPerBand = RowsPerBand, SmallestBandedBytes = 0 };

    /// <summary>The class that names the table.</summary>
    public NetworkDeclaration Declaration => new(
        new TypeHierarchy("Drawn", default, "public", "Network"), Path, null, default, default, false, PreprocessingSettings.Unset)
    {
        Workers = Workers,
        Taps = Taps.Select((row, i) => new TapRequest($"Tap{i}", row, null)).ToEquatableArray(),
    };

    /// <summary>The table, below a line that says the rest.</summary>
    public override string ToString() =>
        $"seed {Seed}, {Workers} workers, taps [{string.Join(", ", Taps)}], without {Optimizations.All & ~Enabled}, rows per band {RowsPerBand?.ToString() ?? "as planned"}\n\n{Text}\n";
}
