using NetCompiler.Generator.Isa;
using NetCompiler.Testing.Machines;

namespace NetCompiler.Testing.Safety;

/// <summary>One instruction set for which networks are compiled here and run, by this machine or by a model of another.</summary>
/// <param name="Isa">What code is planned and spelled for.</param>
internal sealed record ExecutionPath(VectorIsa Isa)
{
    /// <summary>All there are, the best one of this machine first; 128-bit vectors without fused multiply-add run everywhere.</summary>
    public static IReadOnlyList<ExecutionPath> All { get; } =
        [.. Machine.Supported.Concat(Machine.Modelled).Append(KnownIsas.Vector128).Distinct().Select(isa => new ExecutionPath(isa))];

    /// <summary>What a user's program would run.</summary>
    public static ExecutionPath Best => All[0];

    /// <summary>Whether it multiplies and adds in one rounding, so that its bits are those of all others that do.</summary>
    public bool IsFused => Isa != KnownIsas.Vector128;

    /// <summary>Whether it runs by a model of its instructions, which takes many times as long.</summary>
    public bool IsModelled => Machine.Modelled.Contains(Isa);

    public override string ToString() => IsModelled ? $"{Isa.Title} (model)" : Isa.Title;
}
