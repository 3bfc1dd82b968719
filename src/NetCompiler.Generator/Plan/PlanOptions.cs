using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>What a plan is made for, besides the graph and the vector unit. No choice here alters a bit of a result.</summary>
/// <param name="Enabled">Optimizations that the plan may use.</param>
internal sealed record PlanOptions(Optimizations Enabled)
{
    /// <summary>Everything that makes a network faster.</summary>
    public static readonly PlanOptions Default = new(Optimizations.All);

    /// <summary>Threads that share one run, the caller's among them.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Steps become a chain where the maps between them are larger than their rings by more than this.</summary>
    public int SmallestBandedBytes { get; init; } = 256 * 1024;

    /// <summary>Rows of the last map of a chain that are computed at a time; null where the planner is to choose.</summary>
    public int? RowsPerBand { get; init; }
}
