using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>What steps have to do, counted by hand.</summary>
public class StepWorkTests
{
    [Fact]
    public void A_convolution_over_the_callers_input()
    {
        NetworkSketch sketch = new(6, 6, 3);
        sketch.Conv("Stem", Input, 10, Square(3, 2), norm: true);
        KernelStep step = Steps(sketch)[0];

        // 3×3 results of 10 channels, 27 taps each.
        Assert.Equal(9 * 10 * 27, StepWork.MultiplyAdds(step));
        Assert.Equal(6 * 6 * 3 * 4, StepWork.ReadBytes(step));

        // One panel of 16 biases and 27·16 weights; two planes of eight channels.
        Assert.Equal(16 * 28 * 4, StepWork.WeightBytes(step));
        Assert.Equal(9 * 16 * 4, StepWork.WrittenBytes(step));
        Assert.Equal((108 + 448 + 144) * 4, StepWork.BytesMoved(step));
    }

    [Fact]
    public void A_sum_reads_two_maps_and_has_no_multiply_adds()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int left = sketch.MaxPool("Left", Input, Square(3));
        int right = sketch.FullPool("Right", Input, Square(3));
        sketch.Sum("Sum", left, right);
        KernelStep step = Steps(sketch).Single(step => step.Name == "Sum");
        Assert.Equal(0, StepWork.MultiplyAdds(step));
        Assert.Equal(3 * 16 * 8 * 4, StepWork.BytesMoved(step));
    }

    [Fact]
    public void Weights_of_other_groups_are_no_multiply_adds()
    {
        NetworkSketch sketch = new(4, 4, 32);
        sketch.GroupConv("Grouped", Input, 32, 4, Square(1));
        KernelStep step = Steps(sketch).Single(step => step.Name == "Grouped");
        Assert.Equal(16 * 32 * 8, StepWork.MultiplyAdds(step));
    }

    [Fact]
    public void All_steps_together_have_the_networks_multiply_adds()
    {
        foreach (string name in (string[])["MobileNetV2", "ShuffleNetV1", "MixNetS", "SqueezeNet"])
        {
            NetworkGraph graph = ZooNetwork.Graph(name);
            ExecutionPlan plan = Planner.Plan(PassList.Run(graph), KnownIsas.Avx2);
            Assert.Equal(NetworkCosts.Of(graph).MultiplyAdds, plan.Steps.Sum(StepWork.MultiplyAdds));
        }
    }

    private static IReadOnlyList<KernelStep> Steps(NetworkSketch sketch) =>
        Planner.Plan(PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!), KnownIsas.Avx2).Steps;
}
