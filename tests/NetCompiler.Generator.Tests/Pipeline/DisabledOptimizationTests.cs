using NetCompiler.Testing.Generation;

namespace NetCompiler.Generator.Tests.Pipeline;

/// <summary>The project's property that leaves optimizations out.</summary>
public sealed class DisabledOptimizationTests
{
    private static readonly GeneratorInput _input = GeneratorInput.Of(
        "using NetCompiler;\n[MobileNetV1(Alpha = 0.25, Resolution = 32)]\npublic partial class Net;");

    [Theory]
    [InlineData("FuseActivation")]
    [InlineData("FetchAhead, fuseactivation")]
    public void What_is_turned_off_is_left_out(string value)
    {
        GeneratorRun all = GeneratorHarness.Run(_input);
        GeneratorRun some = Run(value);
        Assert.Empty(some.Reports);
        Assert.True(Steps(some) > Steps(all));
    }

    [Theory]
    [InlineData("FuseActivatoin", "FuseActivatoin")]
    [InlineData("2", "2")]
    [InlineData("FuseActivation;Views", "FuseActivation;Views")]
    public void A_name_that_is_none_is_a_warning_and_turns_nothing_off(string value, string name)
    {
        GeneratorRun run = Run(value);
        Assert.Contains($"NETC4002: NetCompilerDisable names '{name}'", Assert.Single(run.Reports));
        Assert.Equal(GeneratorHarness.Run(_input).Files, run.Files);
    }

    private static GeneratorRun Run(string value) =>
        GeneratorHarness.Run(_input with { Properties = new Dictionary<string, string> { ["NetCompilerDisable"] = value } });

    private static int Steps(GeneratorRun run) => run.Files.First(file => file.Key.Contains("Avx2", StringComparison.Ordinal)).Value
        .Split('\n').Count(line => line.TrimStart().StartsWith("// ", StringComparison.Ordinal));
}
