using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>What the project says about the build, as far as generated code depends on it.</summary>
/// <param name="ReadyToRun">
/// Kernels are to be compiled ahead of time: their attribute for full optimisation is left out, because marked methods wait for the JIT.
/// </param>
/// <param name="MissingInstructionSet">
/// The value of <c>IlcInstructionSet</c> that a native build for x64 lacks to keep the fast kernels; null where nothing is amiss.
/// </param>
internal sealed record CompilerOptions(bool ReadyToRun, string? MissingInstructionSet)
{
    /// <summary>An ordinary build.</summary>
    public static readonly CompilerOptions Default = new(false, null);

    /// <summary>
    /// Kernels get a second entry that notes the time after each step: for this repository's benchmarks alone, no project can ask for it.
    /// </summary>
    public bool StepTimes { get; init; }

    /// <summary>The vector units that code is written for, the one to be preferred first.</summary>
    public EquatableArray<VectorIsa> Isas { get; init; } = KnownIsas.All;

    /// <summary>At which level the guidelines are reported.</summary>
    public GuidelineLevel Guidelines { get; init; }

    /// <summary>What the project asks for instead of a level; null where nothing is amiss.</summary>
    public string? UnknownGuidelines { get; init; }

    /// <summary>A page about each network is wanted.</summary>
    public bool Report { get; init; }

    /// <summary>Optimizations that are not turned off.</summary>
    public Optimizations Enabled { get; init; } = Optimizations.All;

    /// <summary>What the project turns off that is no optimization; null where nothing is amiss.</summary>
    public string? UnknownOptimization { get; init; }
}
