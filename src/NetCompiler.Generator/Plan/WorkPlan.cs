using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>How the steps of a plan are shared: every worker does its parts in order, and all wait for each other between two phases.</summary>
/// <param name="Workers">How many there are; worker 0 is the caller.</param>
internal sealed record WorkPlan(int Workers, EquatableArray<WorkPhase> Phases);

/// <summary>What is done between two meetings: no worker reads or writes what another one writes meanwhile.</summary>
/// <param name="Parts">In the order of steps.</param>
internal sealed record WorkPhase(EquatableArray<WorkPart> Parts);

/// <summary>One worker's part of a step.</summary>
/// <param name="Step">The step's place in the plan.</param>
/// <param name="Worker">Who does it.</param>
/// <param name="Kernel">The part as a step of its own: whole channels, rows or pixels of the step's output.</param>
/// <param name="Split">What the step is divided into.</param>
/// <param name="First">The first of these that the part has.</param>
/// <param name="Count">How many it has.</param>
internal sealed record WorkPart(int Step, int Worker, KernelStep Kernel, WorkSplit Split, int First, int Count);

/// <summary>What the parts of a step are made of.</summary>
internal enum WorkSplit
{
    /// <summary>There is but one part.</summary>
    Whole,

    /// <summary>Output channels: each part reads its own weights.</summary>
    Channels,

    /// <summary>Rows of the output: each part reads little more than as many of the input.</summary>
    Rows,

    /// <summary>Pixels of the output, where each needs the same pixel of the input alone.</summary>
    Pixels,
}
