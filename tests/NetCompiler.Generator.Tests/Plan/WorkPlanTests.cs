using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>How workers share the steps of a plan: even parts, few meetings, and a verifier that sees races.</summary>
public class WorkPlanTests
{
    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Hold_for_every_network(string network)
    {
        // The verifier marks every float for every part: large maps would take it a minute.
        bool hasSize = network is not ("Autoencoder" or "DsCnn");
        NetworkGraph graph = PassList.Run(hasSize ? ZooNetwork.Graph(network, "Height=96", "Width=80") : ZooNetwork.Graph(network));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan alone = Planner.Plan(graph, isa);
            ExecutionPlan shared = PlanOf(graph, isa, 2);
            Assert.Empty(PlanVerifier.Verify(shared));
            Assert.Equal((alone.Layers, alone.Fingerprint), (shared.Layers, shared.Fingerprint));
        }

        Assert.Empty(PlanVerifier.Verify(PlanOf(graph, KnownIsas.Avx2, 5)));
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    [InlineData("ShuffleNetV2")]
    public void Two_workers_have_equal_work(string network)
    {
        ExecutionPlan plan = PlanOf(PassList.Run(ZooNetwork.Graph(network)), KnownIsas.Avx2, 2);
        CostModel model = CostModel.For(plan);
        double longest = plan.Work!.Phases.Sum(phase => Enumerable.Range(0, 2).Max(worker => Cycles(phase, worker)));
        double all = plan.Work.Phases.Sum(phase => Cycles(phase, 0) + Cycles(phase, 1));
        Assert.InRange(all / longest, 1.9, 2);

        double Cycles(WorkPhase phase, int worker) =>
            phase.Parts.Where(part => part.Worker == worker).Sum(part => model.Of(part.Kernel).Total);
    }

    [Fact]
    public void A_block_of_inverted_residuals_meets_once_or_twice()
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph("MobileNetV2"));
        Assert.InRange(PlanOf(graph, KnownIsas.Avx2, 2).Work!.Phases.Count, 17, 2 * 19);
    }

    [Fact]
    public void Alone_there_is_nothing_to_share() => Assert.Null(PlanOf(Block(), KnownIsas.Avx2, 1).Work);

    [Fact]
    public void The_verifier_sees_a_meeting_that_is_missing()
    {
        ExecutionPlan plan = PlanOf(Block(), KnownIsas.Avx2, 2);
        WorkPlan work = plan.Work!;
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.True(work.Phases.Count > 2);
        for (int gone = 1; gone < work.Phases.Count; gone++)
        {
            WorkPhase joined = new(work.Phases[gone - 1].Parts.Concat(work.Phases[gone].Parts).ToEquatableArray());
            WorkPhase[] phases = [.. work.Phases.Take(gone - 1), joined, .. work.Phases.Skip(gone + 1)];
            Assert.Contains(PlanVerifier.Verify(WithPhases(plan, phases)), violation => violation.Contains("another one are at the same memory", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_verifier_sees_a_part_that_is_missing_or_done_twice()
    {
        ExecutionPlan plan = PlanOf(Block(), KnownIsas.Avx2, 2);
        WorkPhase[] phases = [.. plan.Work!.Phases];
        for (int i = 0; i < phases.Length; i++)
        {
            for (int j = 0; j < phases[i].Parts.Count; j++)
            {
                WorkPart part = phases[i].Parts[j];
                WorkPhase without = new(phases[i].Parts.Where(other => other != part).ToEquatableArray());
                WorkPhase twice = new(phases[i].Parts.Take(j).Append(part).Concat(phases[i].Parts.Skip(j)).ToEquatableArray());
                foreach (WorkPhase wrong in new[] { without, twice })
                {
                    Assert.NotEmpty(PlanVerifier.Verify(WithPhases(plan, [.. phases.Take(i), wrong, .. phases.Skip(i + 1)])));
                }
            }
        }
    }

    [Fact]
    public void The_verifier_sees_parts_that_change_places()
    {
        ExecutionPlan plan = PlanOf(Block(), KnownIsas.Avx2, 2);
        WorkPhase[] phases = [.. plan.Work!.Phases];
        (phases[0], phases[1]) = (phases[1], phases[0]);
        Assert.NotEmpty(PlanVerifier.Verify(WithPhases(plan, phases)));
    }

    private static NetworkGraph Block()
    {
        NetworkSketch sketch = new(16, 16, 3);
        int stem = sketch.Conv("Stem", Input, 32, Square(3, 2), bias: true);
        int expand = sketch.Conv("Expand", stem, 96, Square(1), norm: true, activation: ActivationKind.Relu6);
        int depthwise = sketch.Depthwise("Depthwise", expand, 96, Square(3), norm: true, activation: ActivationKind.Relu6);
        sketch.Sum("Sum", sketch.Conv("Project", depthwise, 32, Square(1), norm: true), stem);
        return PassList.Run(ZooNetwork.Graph(sketch.Finish()));
    }

    private static ExecutionPlan PlanOf(NetworkGraph graph, VectorIsa isa, int workers) =>
        Planner.Plan(graph, isa, PlanOptions.Default with { Workers = workers });

    private static ExecutionPlan WithPhases(ExecutionPlan plan, WorkPhase[] phases) =>
        plan with { Work = plan.Work! with { Phases = phases.ToEquatableArray() } };
}
