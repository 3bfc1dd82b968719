using System;

namespace NetCompiler.Generator.Plan;

/// <summary>What a step is predicted to take, in cycles.</summary>
/// <param name="Compute">With everything in the L1 cache.</param>
/// <param name="Traffic">What bringing bytes from further away takes by itself.</param>
/// <param name="Total">Both at once: traffic hides behind computing but for a part.</param>
internal sealed record StepCost(double Compute, double Traffic, double Total)
{
    /// <summary>Two kinds of work at once, of which the shorter shows with a part of it.</summary>
    public static StepCost Of(double compute, double traffic, double exposed) =>
        new(compute, traffic, Math.Max(compute, traffic) + (exposed * Math.Min(compute, traffic)));
}
