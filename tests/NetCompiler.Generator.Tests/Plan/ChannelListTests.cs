using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Networks that shuffle, split and join channels move none of them.</summary>
public class ChannelListTests
{
    [Theory]
    [InlineData("ShuffleNetV2")]
    [InlineData("ShuffleNetV2", "Scale=0.5")]
    [InlineData("ShuffleNetV2", "Scale=1.5")]
    [InlineData("ShuffleNetV2", "Scale=2")]
    [InlineData("ShuffleNetV2", "Form=Megvii")]
    [InlineData("ShuffleNetV2", "ExtraDepthwise=yes")]
    [InlineData("ShuffleNetV1")]
    [InlineData("ShuffleNetV1", "Form=Megvii")]
    public void No_step_moves_channels(string network, params string[] settings)
    {
        ExecutionPlan plan = Plan(network, settings);
        Assert.DoesNotContain(plan.Steps, Moves);
        Assert.Contains(plan.Steps, step => step is GatheredConvStep);
        Assert.Empty(PlanVerifier.Verify(plan));
    }

    /// <summary>What the parts of a mixed convolution read stays in the lanes of the groups that computed it.</summary>
    [Theory]
    [InlineData("MixNetS")]
    [InlineData("MixNetM")]
    [InlineData("MixNetL")]
    public void No_step_moves_what_mixed_kernels_read(string network)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan plan = Planner.Plan(graph, isa);
            Assert.DoesNotContain(plan.Steps, step => Moves(step) && step.Name.EndsWith("Expand", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_verifier_follows_parts()
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph("MixNetS"));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            // 90 of 180 and 180 channels: the third part begins with the second group, behind room of a plane and a half.
            ExecutionPlan plan = Planner.Plan(graph, isa);
            DepthwiseConvStep[] parts = [.. plan.Steps.OfType<DepthwiseConvStep>().Where(step => step.Name.StartsWith("Block12.Depthwise", StringComparison.Ordinal))];
            Assert.Equal([90, 90, 90, 90], parts.Select(part => part.Layer.OutputChannels));
            Assert.Contains(parts, part => part.Layer.Lanes.Count > 0);
            Assert.Equal(isa.Lanes < 16, parts.All(part => part.Planes is not null));
            Assert.Empty(PlanVerifier.Verify(plan));
            foreach (DepthwiseConvStep part in parts)
            {
                (int first, int count) = part.WrittenChannels;
                Assert.NotEmpty(Verify(part, part with { Part = null }));
                Assert.NotEmpty(Verify(part, part with { Part = (first + 1, count) }));
                Assert.NotEmpty(Verify(part, part with { Part = (first, count - 1) }));
                Assert.NotEmpty(Verify(part, part with { Layer = part.Layer with { Lanes = part.Layer.Lanes.Prepend(LaneOrders.Empty).ToEquatableArray() } }));
                if (part.Planes is { } planes)
                {
                    Assert.NotEmpty(Verify(part, part with { Planes = planes with { Lanes = planes.Lanes.Reverse().ToEquatableArray() } }));
                    Assert.NotEmpty(Verify(part, part with { Planes = planes.Part((1, planes.Lanes.Count - 1)) }));
                }
            }

            EquatableArray<string> Verify(KernelStep right, KernelStep wrong) =>
                PlanVerifier.Verify(plan with { Steps = plan.Steps.Select(step => step == right ? wrong : step).ToEquatableArray() });
        }
    }

    [Fact]
    public void Without_lists_channels_are_moved()
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph("ShuffleNetV2"));
        ExecutionPlan plan = Planner.Plan(graph, KnownIsas.Avx2, new PlanOptions(Optimizations.All & ~Optimizations.ChannelLists));
        Assert.Contains(plan.Steps, Moves);
        Assert.DoesNotContain(plan.Steps, step => step is GatheredConvStep);
        Assert.Empty(PlanVerifier.Verify(plan));
    }

    [Fact]
    public void Layers_are_packed_alike_for_all_units()
    {
        VectorIsa wide = new("Wide", "16 lanes", 16, 32, ScalarForm.Broadcast, 2, 4, 2, 40);
        foreach (string network in new[] { "ShuffleNetV1", "ShuffleNetV2", "MixNetS" })
        {
            NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
            ExecutionPlan narrow = Planner.Plan(graph, KnownIsas.Avx2);
            Assert.Equal(narrow.Layers, Planner.Plan(graph, wide).Layers);
            Assert.Equal(narrow.Fingerprint, Planner.Plan(graph, wide).Fingerprint);
            Assert.NotEqual(narrow.Fingerprint, Planner.Plan(graph, KnownIsas.Avx2, new PlanOptions(Optimizations.All & ~Optimizations.ChannelLists & ~Optimizations.ExactGroups)).Fingerprint);
        }
    }

    [Fact]
    public void What_is_needed_longest_lies_first()
    {
        // The shuffle gives the even channels of both maps to the last layer, which reads them after the first has read the odd ones.
        NetworkSketch sketch = new(4, 4, 3);
        int first = sketch.Conv("First", Input, 32, Square(3));
        int shuffled = sketch.Shuffle("Shuffle", first, 16);
        int half = sketch.Conv("Half", sketch.Slice("Right", shuffled, 16, 16), 16, Square(1));
        int rest = sketch.Conv("Rest", sketch.Slice("Left", shuffled, 0, 16), 16, Square(1));
        sketch.Sum("Sum", half, rest);
        ExecutionPlan plan = Planner.Plan(PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!), KnownIsas.Avx2);
        PlannedLayer layer = plan.Layers.Single(each => each.Name == "First");
        Assert.Equal(Enumerable.Range(0, 32).Where(IsOfTheLeft).Concat(Enumerable.Range(0, 32).Where(channel => !IsOfTheLeft(channel))), layer.Lanes);

        // Both halves then lie together, and need no list at all.
        Assert.All(plan.Steps.Where(step => step.Name is "Half" or "Rest"), step => Assert.IsType<DenseConvStep>(step));

        // Channel j · 16 + i of the result is channel i · 2 + j.
        static bool IsOfTheLeft(int channel) => channel % 2 == 0;
    }

    [Fact]
    public void The_verifier_follows_lists()
    {
        ExecutionPlan plan = Plan("ShuffleNetV2");
        int place = plan.Steps.ToList().FindIndex(step => step is GatheredConvStep { Channels.Maps.Count: > 1 });
        GatheredConvStep step = (GatheredConvStep)plan.Steps[place];
        ChannelReads reads = step.Channels;
        Assert.NotEmpty(Verify(reads with { Points = reads.Points.Skip(1).ToEquatableArray() }));
        Assert.NotEmpty(Verify(reads with { Points = reads.Points.Skip(1).Append(new ChannelPoint(0, 10_000)).ToEquatableArray() }));
        Assert.NotEmpty(Verify(reads with { Points = reads.Points.Skip(1).Append(new ChannelPoint(99, 0)).ToEquatableArray() }));

        // A map that is not there yet, or no longer.
        Operand later = plan.Steps[place + 3].Output;
        Assert.NotEmpty(Verify(reads with { Maps = reads.Maps.Skip(1).Prepend(later with { Layout = reads.Maps[0].Layout, Shape = reads.Maps[0].Shape }).ToEquatableArray() }));
        Assert.Empty(Verify(reads));

        EquatableArray<string> Verify(ChannelReads channels) => PlanVerifier.Verify(plan with
        {
            Steps = plan.Steps.Select((other, i) => i == place ? step with { Channels = channels } : other).ToEquatableArray(),
        });
    }

    private static bool Moves(KernelStep step) => step is CopyStep or GatherStep;

    private static ExecutionPlan Plan(string network, params string[] settings) =>
        Planner.Plan(PassList.Run(ZooNetwork.Graph(network, settings)), KnownIsas.Avx2);
}
