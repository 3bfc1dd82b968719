using NetCompiler.Fuzz.Engine;
using Xunit;

namespace NetCompiler.Fuzz.Tests;

/// <summary>20,000 changed inputs with fixed seeds, most of them over the readers, where one is cheap; and every input that was kept.</summary>
public class FuzzTests
{
    /// <summary>Targets, and how many inputs each gets.</summary>
    public static TheoryData<string, int> Shares => new() { { "safetensors", 9_000 }, { "packed", 6_000 }, { "table", 3_300 }, { "compiler", 1_200 }, { "generator", 500 } };

    [Fact]
    public void Every_target_has_its_share_of_20_000_inputs()
    {
        Assert.Equal(FuzzTargets.Names, Shares.Select(share => (string)share[0]));
        Assert.Equal(20_000, Shares.Sum(share => (int)share[1]));
    }

    /// <summary>Answers that the target may give, within its time and memory.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void Changed_inputs_have_answers(string name, int inputs)
    {
        using FuzzTarget target = FuzzTargets.Create(name);
        Fuzzer fuzzer = new(target, seed: 20260101, Path.Combine(Path.GetTempPath(), "netcompiler-fuzz-failures"));
        fuzzer.Run(inputs);
        Assert.True(
            fuzzer.Failures.Count == 0,
            string.Join("\n\n", fuzzer.Failures.Select(failure => $"dotnet run --project tests/NetCompiler.Fuzz -- replay {name} {failure.Path}\n{failure.Problem}")));
        Assert.Equal(inputs, fuzzer.Inputs);

        // Both ways out were taken, and many more: changes that all end at the first check would test nothing.
        Assert.True(fuzzer.Answers.Count >= 15, $"There were {fuzzer.Answers.Count} answers: {string.Join("; ", fuzzer.Answers)}");
    }

    /// <summary>What is changed is sound before, remarks by the guidelines aside: otherwise changes would not get past the first mistake.</summary>
    [Theory]
    [InlineData("table")]
    [InlineData("compiler")]
    [InlineData("generator")]
    public void Seeds_are_sound(string name)
    {
        using FuzzTarget target = FuzzTargets.Create(name);
        Assert.All(target.Seeds(), seed => Assert.DoesNotMatch("NETC[^5]", target.Answer(seed, thorough: false)));
    }

    [Theory]
    [InlineData("safetensors")]
    [InlineData("packed")]
    public void Seeds_are_packed_for_one_network(string name)
    {
        using FuzzTarget target = FuzzTargets.Create(name);
        Assert.All(target.Seeds().SkipLast(name == "safetensors" ? 1 : 0), seed => Assert.Contains("packed", target.Answer(seed, thorough: true), StringComparison.Ordinal));
    }
}
