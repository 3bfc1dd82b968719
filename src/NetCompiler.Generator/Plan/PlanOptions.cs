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
}
