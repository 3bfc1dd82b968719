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

    [Fact]
    public void Taps_are_handed_over_as_soon_as_they_are_there()
    {
        NetworkSketch sketch = new(8, 8, 16);
        int map = Input;
        List<int> taps = [];
        for (int layer = 0; layer < 6; layer++)
        {
            map = sketch.Depthwise($"Layer{layer}", map, 16, Square(3));
            taps.Add(map);
        }

        taps.Add(sketch.FullyConnected("Classifier", map, 10));
        sketch.Softmax("Probabilities", taps[^1]);
        ExecutionPlan plan = PlanOf(sketch.Finish(taps: [.. taps]), KnownIsas.Avx2);
        Assert.Equal(
            ["Input", .. Enumerable.Range(0, 6).SelectMany(layer => new[] { $"Layer{layer}", $"Tap{layer}" }), "Classifier", "Tap6", "Output", "Softmax"],
            plan.Steps.Select(step => step.Name));
        Assert.Empty(PlanVerifier.Verify(plan));

        // Two maps at a time, or the caller's bytes and a map: those before need not wait for the end.
        Assert.Equal(2 * 8 * 8 * 16, plan.LiveFloats);
    }

    [Fact]
    public void The_verifier_allows_copies_within_a_plane_and_views_at_every_plane_alone()
    {
        NetworkSketch sketch = new(1, 1, 12);
        int map = sketch.Conv("Map", Input, 12, Square(1));
        sketch.MaxPool("Pool", sketch.Concat("Join", map, map), Square(1));
        ExecutionPlan plan = PlanOf(sketch, KnownIsas.Avx2);
        Assert.Empty(PlanVerifier.Verify(plan));
        CopyStep copy = Assert.IsType<CopyStep>(plan.Steps[1]);
        Assert.Equal((0, 12, 12), (copy.FirstInput, copy.FirstOutput, copy.Channels));
        Assert.NotEmpty(PlanVerifier.Verify(With(1, copy with { FirstOutput = 11 })));
        Assert.NotEmpty(PlanVerifier.Verify(With(1, copy with { FirstInput = 1 })));

        NetworkSketch two = new(1, 1, 12);
        two.MaxPool("Pool", two.Concat("Join", two.Conv("First", Input, 8, Square(1)), two.Conv("Second", Input, 8, Square(1))), Square(1));
        plan = PlanOf(two, KnownIsas.Avx2);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Equal(8, plan.Steps[1].Output.Offset % 16);
        KernelStep second = plan.Steps[1];
        Assert.NotEmpty(PlanVerifier.Verify(With(1, second with { Output = second.Output with { Offset = second.Output.Offset - 4 } })));

        // The whole map moved off its cache line.
        Operand Moved(Operand operand) => operand.Buffer == "Join" ? operand with { Offset = operand.Offset + 8 } : operand;
        ExecutionPlan moved = plan with
        {
            WorkspaceFloats = plan.WorkspaceFloats + 16,
            Steps = plan.Steps.Select(step => step with { Input = Moved(step.Input), Output = Moved(step.Output) }).ToEquatableArray(),
        };
        Assert.Contains(PlanVerifier.Verify(moved), violation => violation.Contains("off a cache line", StringComparison.Ordinal));

        ExecutionPlan With(int place, KernelStep step) => plan with { Steps = plan.Steps.Select((other, i) => i == place ? step : other).ToEquatableArray() };
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

    private static ExecutionPlan PlanOf(NetworkSketch sketch, VectorIsa isa) => PlanOf(sketch.Finish(), isa);

    private static ExecutionPlan PlanOf(UnrolledNetwork network, VectorIsa isa)
    {
        BuildResult result = GraphBuilder.Build(network);
        Assert.Empty(result.Problems);
        return Planner.Plan(PassList.Run(result.Graph!), isa);
    }
}
