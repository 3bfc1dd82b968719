using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Snapshots;
using Xunit;
using Xunit.Abstractions;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Plans of whole networks: as text for people, and verified at many sizes.</summary>
public class ZooPlanTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    public void As_text(string network)
    {
        ExecutionPlan plan = Planner.Plan(PassList.Run(ZooNetwork.Graph(network)), KnownIsas.Avx2);
        Snapshot.Match(string.Join("\n", PlanText.Lines(plan)) + "\n", name: network);
    }

    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Hold_for_every_network(string network)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan plan = Planner.Plan(graph, isa);
            Assert.Empty(PlanVerifier.Verify(plan));
            Assert.InRange(plan.WorkspaceFloats, plan.LiveFloats, plan.LiveFloats * 5 / 4);
        }
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    [InlineData("MobileNetV3Large")]
    [InlineData("MobileNetV3Small")]
    [InlineData("MnasNetB1")]
    [InlineData("EfficientNetB0")]
    [InlineData("MixNetS")]
    [InlineData("MixNetM")]
    [InlineData("MixNetL")]
    public void Bands_need_less_memory_than_any_plan_without_them(string network)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan banded = Planner.Plan(graph, isa);
            ExecutionPlan whole = Planner.Plan(graph, isa, new PlanOptions(Optimizations.All & ~Optimizations.Bands));
            output.WriteLine($"{network}, {isa.Title}: {banded.WorkspaceFloats * 4 / 1024} KB; without bands at least {whole.LiveFloats * 4 / 1024} KB, in fact {whole.WorkspaceFloats * 4 / 1024} KB");
            Assert.InRange(banded.WorkspaceFloats, 1, whole.LiveFloats - 1);
        }
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    public void Hold_at_every_size_and_width(string network)
    {
        foreach (string alpha in new[] { "0.1", "0.25", "0.6", "1.0", "1.4" })
        {
            foreach ((int height, int width) in new[] { (1, 1), (33, 57), (96, 96), (144, 144), (225, 225), (224, 31) })
            {
                ExecutionPlan[] plans =
                [
                    .. KnownIsas.All.Select(isa => Planner.Plan(
                        PassList.Run(ZooNetwork.Graph(network, $"Alpha={alpha}", $"Height={height}", $"Width={width}")), isa)),
                ];
                foreach (ExecutionPlan plan in plans)
                {
                    Assert.Empty(PlanVerifier.Verify(plan));
                    Assert.InRange(plan.WorkspaceFloats, plan.LiveFloats, plan.LiveFloats * 5 / 4);
                    Assert.Equal(plans[0].Layers, plan.Layers);
                }
            }
        }
    }
}
