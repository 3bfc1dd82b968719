using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Documentation;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>The page of the zoo is what the command writes, and the smallest inputs on it are the smallest.</summary>
public sealed class ZooPageTests
{
    [Fact]
    public void The_page_is_the_commands()
    {
        string page = File.ReadAllText(Path.Combine(LanguagePageTests.Docs, "zoo.md")).ReplaceLineEndings("\n");
        Assert.True(page == ZooPage.Write(), "docs/zoo.md is out of date: dotnet run -c Release --project tests/NetCompiler.Benchmarks -- zoo > docs/zoo.md");
    }

    [Theory]
    [InlineData("MobileNetV2", 1)]
    [InlineData("SqueezeNet", 21)]
    [InlineData("SqueezeNet11", 17)]
    [InlineData("AlexNet", 63)]
    [InlineData("InceptionV3", 75)]
    public void Smallest_inputs_are_those_that_torchvision_states(string name, int expected)
    {
        UnrolledNetwork network = ZooNetwork.Read(name);
        Assert.Equal(expected, SmallestInput.Of(network));
        Assert.NotNull(GraphBuilder.Build(ZooNetwork.Read(name, $"Resolution={expected}")).Graph);
        if (expected > 1)
        {
            Assert.Null(GraphBuilder.Build(ZooNetwork.Read(name, $"Resolution={expected - 1}")).Graph);
        }
    }

    [Fact]
    public void A_window_that_does_not_fit_is_told_with_the_input_that_would_be_large_enough()
    {
        UnrolledNetwork network = ZooNetwork.Read("SqueezeNet", "Resolution=20");
        Problem problem = NetworkCompiler.Lower(new UnrolledInput(
            new DeclaredNetwork(ZooNetwork.Declare("SqueezeNet", "Resolution=20"), default, default), network, default)).Problems.Single();
        Assert.Equal(RuleIds.WindowDoesNotFit, problem.Rule);
        Assert.EndsWith("(the smallest square input in which every window fits is 21×21)", problem.Arguments[^1], StringComparison.Ordinal);
    }
}
