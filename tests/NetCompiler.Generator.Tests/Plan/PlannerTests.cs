using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Snapshots;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Plans of small networks as text, and that the verifier holds of them and sees what is broken.</summary>
public class PlannerTests
{
    [Fact]
    public void An_inverted_residual_as_text()
    {
        Snapshot.Match(string.Join("\n", KnownIsas.All.SelectMany(isa => PlanText.Lines(PlanOf(InvertedResidual(), isa)).Append(string.Empty))));
    }

    [Fact]
    public void Plans_of_all_vector_units_share_weights_and_fingerprint()
    {
        ExecutionPlan[] plans = [.. KnownIsas.All.Select(isa => PlanOf(InvertedResidual(), isa))];
        Assert.All(plans, plan => Assert.Equal(plans[0].Layers, plan.Layers));
        Assert.All(plans, plan => Assert.Equal(plans[0].Fingerprint, plan.Fingerprint));
        Assert.Matches("^[0-9a-f]{32}$", plans[0].Fingerprint);
    }

    [Fact]
    public void The_fingerprint_tells_activations_apart()
    {
        NetworkSketch relu = new(4, 4, 3);
        relu.Conv("Conv", Input, 8, Square(3), activation: ActivationKind.Relu);
        NetworkSketch relu6 = new(4, 4, 3);
        relu6.Conv("Conv", Input, 8, Square(3), activation: ActivationKind.Relu6);
        Assert.NotEqual(PlanOf(relu, KnownIsas.Avx2).Fingerprint, PlanOf(relu6, KnownIsas.Avx2).Fingerprint);
    }

    [Fact]
    public void An_input_that_no_dense_convolution_reads_is_brought_into_planes_first()
    {
        NetworkSketch sketch = new(5, 7, 3);
        sketch.Depthwise("Depthwise", Input, 3, Square(3));
        ExecutionPlan plan = PlanOf(sketch, KnownIsas.Avx2);
        Assert.Equal(["Input", "Depthwise", "Output"], plan.Steps.Select(step => step.Name));
        Assert.Empty(PlanVerifier.Verify(plan));
    }

    [Fact]
    public void The_verifier_sees_a_buffer_that_is_overwritten_too_early()
    {
        ExecutionPlan plan = PlanOf(InvertedResidual(), KnownIsas.Avx2);
        Assert.Empty(PlanVerifier.Verify(plan));
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            KernelStep step = plan.Steps[i];
            if (step.Output.Place == Place.Workspace)
            {
                KernelStep moved = step with { Output = step.Output with { Offset = step.Output.Offset + 16 } };
                ExecutionPlan broken = plan with { Steps = plan.Steps.Select((other, j) => j == i ? moved : other).ToEquatableArray() };
                Assert.NotEmpty(PlanVerifier.Verify(broken));
            }
        }
    }

    [Fact]
    public void The_verifier_sees_a_workspace_that_is_too_small()
    {
        ExecutionPlan plan = PlanOf(InvertedResidual(), KnownIsas.Avx2);
        Assert.NotEmpty(PlanVerifier.Verify(plan with { WorkspaceFloats = plan.WorkspaceFloats - 16 }));
    }

    [Fact]
    public void The_verifier_sees_channels_that_nobody_computes_and_blocks_that_do_not_fit()
    {
        ExecutionPlan plan = PlanOf(InvertedResidual(), KnownIsas.Avx2);
        DenseConvStep dense = plan.Steps.OfType<DenseConvStep>().Single(step => step.Name == "Expand");
        ChannelGroup group = dense.Groups[0];
        foreach (ChannelGroup wrong in new[]
        {
            group with { Count = group.Count + 1 },
            group with { Block = new RegisterBlock(8, 2) },
            group with { Runs = EquatableArray.Of(new TileRun(0, 1, 1)) },
        })
        {
            DenseConvStep broken = dense with { Groups = EquatableArray.Of(wrong) };
            Assert.NotEmpty(PlanVerifier.Verify(
                plan with { Steps = plan.Steps.Select(step => step == dense ? broken : step).ToEquatableArray() }));
        }
    }

    private static NetworkSketch InvertedResidual()
    {
        NetworkSketch sketch = new(14, 14, 3);
        int stem = sketch.Conv("Stem", Input, 16, Square(3, 2), norm: true, activation: ActivationKind.Relu6);
        int expand = sketch.Conv("Expand", stem, 96, Square(1), norm: true, activation: ActivationKind.Relu6);
        int depthwise = sketch.Depthwise("Depthwise", expand, 96, Square(3), norm: true, activation: ActivationKind.Relu6);
        int project = sketch.Conv("Project", depthwise, 16, Square(1), norm: true);
        int sum = sketch.Sum("Sum", project, stem);
        int pool = sketch.Pool("Pool", sum, Window.Global);
        sketch.FullyConnected("Classifier", pool, 10);
        return sketch;
    }

    private static ExecutionPlan PlanOf(NetworkSketch sketch, VectorIsa isa)
    {
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Assert.Empty(result.Problems);
        return Planner.Plan(PassList.Run(result.Graph!), isa);
    }
}
