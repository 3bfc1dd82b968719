using NetCompiler.Generator.Support;
using NetCompiler.Soak;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Zoo.Tests;

/// <summary>Promises of generated classes that go beyond every single network: many threads, every choice of optimizations, full size, and that the harness sees a breach.</summary>
public class SafetyTests
{
    public static IEnumerable<object[]> Characteristic =>
    [
        ["DsCnn"], ["ResNet8"], ["MobileNetV2", "Alpha=0.35", "Resolution=17"], ["ShuffleNetV1", "Groups=8", "Scale=0.25", "Resolution=17"],
        ["ShuffleNetV2", "Scale=0.5", "Resolution=17"],
    ];

    /// <summary>A check that never fails proves nothing: whoever goes one element past any block, on either side, reading or writing, is caught by the check that networks go through.</summary>
    [GuardedFact]
    public void The_harness_sees_one_element_too_many()
    {
        Assert.True(HarnessProof.BehavedLives());
        Assert.All(Trespass.All, trespass => Assert.True(HarnessProof.IsCaught(trespass), trespass.ToString()));
    }

    [Fact]
    public void Canaries_see_one_element_too_many()
    {
        Trespass[] seen = [.. Trespass.All.Where(HarnessProof.HasCanary)];
        Assert.Equal(6, seen.Length);
        Assert.All(seen, trespass => Assert.True(HarnessProof.IsSeen(trespass), trespass.ToString()));
    }

    [Fact]
    public void Allocations_and_other_bits_are_seen()
    {
        // The stand-in allocates in its runs over pixels.
        Trespasser network = new(null);
        using CheckedSession session = network.Over(network.Data.Weights, new float[network.WorkspaceFloats]);
        Assert.Throws<SafetyException>(() => AllocationChecks.OnThisThread(network, session, network.Data, rounds: 5, runs: 2));
        CheckedData other = network.Data with { Expected = network.Data.ExpectedOfPixels };
        Assert.Equal(10, AllocationChecks.Repeat(session, other, new float[network.OutputLength], 20));
    }

    [Theory]
    [MemberData(nameof(Characteristic))]
    public void Every_choice_of_optimizations_gives_the_bits_that_it_promises(string name, params string[] settings)
    {
        ZooCase zoo = new(name, settings);
        foreach (NetworkClass network in zoo.Compile(NetworkBuild.Choices.Prepend(Optimizations.None).Select(choice => new NetworkBuild(ExecutionPath.Best) { Without = choice })))
        {
            CheckedData data = zoo.Data(network);
            MemoryChecks.Guarded(network, data, GuardSide.After);
            MemoryChecks.Guarded(network, data, GuardSide.Before);
        }
    }

    [Theory]
    [InlineData("MobileNetV2")]
    [InlineData("ShuffleNetV2")]
    [InlineData("MixNetS")]
    public void At_full_size_nothing_outside_is_touched(string name)
    {
        ZooCase zoo = new(name);
        NetworkClass network = zoo.Compile(new NetworkBuild(ExecutionPath.Best)).Single();
        CheckedData data = zoo.Data(network);
        MemoryChecks.Guarded(network, data, GuardSide.After);
        MemoryChecks.Guarded(network, data, GuardSide.Before);
    }

    [Fact]
    public void Sixty_four_sessions_share_weights_and_one_is_nobody_elses()
    {
        ZooCase zoo = new("DsCnn");
        NetworkClass network = zoo.Compile(new NetworkBuild(ExecutionPath.Best)).Single();
        CheckedData data = zoo.Data(network);
        using CheckedSession first = zoo.Load(network);
        ThreadChecks.ManySessions(network, first, data, sessions: 64, runs: 300);
        Assert.True(ThreadChecks.OneSession(network, first, data) > 0);
    }
}
