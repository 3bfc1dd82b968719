using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Targets;

namespace NetCompiler.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
internal static class FuzzTargets
{
    /// <summary>Names in the order of the way through the house.</summary>
    public static IReadOnlyList<string> Names { get; } = ["safetensors", "packed", "table", "compiler", "generator"];

    /// <summary>A target by its name.</summary>
    public static FuzzTarget Create(string name) => name switch
    {
        "safetensors" => new SafetensorsTarget(),
        "packed" => new PackedTarget(),
        "table" => new TableTarget(),
        "compiler" => new CompilerTarget(),
        "generator" => new GeneratorTarget(),
        _ => throw new ArgumentException($"There is no target {name}; there are {string.Join(", ", Names)}.", nameof(name)),
    };
}
