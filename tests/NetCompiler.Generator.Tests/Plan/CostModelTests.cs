using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Predictions of steps: by hand where the sizes are small, and what has to hold of all of them.</summary>
public class CostModelTests
{
    /// <summary>Every number apart from its neighbours, so that a sum shows what is in it.</summary>
    private static readonly MachineModel s_machine = new("test", 32 * 1024, 512 * 1024, 8 * 1024 * 1024)
    {
        StoresPerCycle = 1, VectorOperationsPerCycle = 2, TileStartCycles = 10_000, TurnCycles = 100, CallCycles = 1_000_000, ExposedTraffic = 0, HiddenFinishCycles = 0,
    };

    [Fact]
    public void A_pointwise_convolution_by_hand()
    {
        // 12 pixels × 16 channels: two tiles of 6 × 16, each 16 input channels in two planes, and 12 stores. A channel takes 6 cycles, and a twentieth of those of its 8 loads.
        NetworkSketch sketch = new(3, 4, 16);
        int first = sketch.MaxPool("First", Input, Square(1));
        sketch.Conv("Second", first, 16, Square(1));
        DenseConvStep step = Steps(sketch).OfType<DenseConvStep>().Single();
        Assert.Equal(new RegisterBlock(6, 2), step.Groups.Single().Block);
        StepCost cost = new CostModel(KnownIsas.Avx2, s_machine, 0).Of(step);
        Assert.Equal(1_000_000 + (2 * ((16 * 6.2) + (2 * 100) + 10_000 + 12)), cost.Compute, 6);

        // Two maps of 12 × 16 floats lie in L1, the weights in L2.
        Assert.Equal(16 * 17 * 4 / s_machine.MiddleBytesPerCycle, cost.Traffic);
        Assert.Equal(cost.Compute, cost.Total);
    }

    [Fact]
    public void Padded_taps_cost_nothing()
    {
        // 4×4, same padding: along a side 10 of 12 taps lie inside of the map.
        NetworkSketch sketch = new(4, 4, 8);
        int first = sketch.MaxPool("First", Input, Square(1));
        sketch.Depthwise("Second", first, 8, Square(3));
        MachineModel machine = s_machine with { TurnCycles = 0, TileStartCycles = 0, CallCycles = 0, StoresPerCycle = double.PositiveInfinity };
        StepCost cost = new CostModel(KnownIsas.Avx2, machine, 0).Of(Steps(sketch).OfType<DepthwiseConvStep>().Single());
        Assert.Equal(10 * 10 / 2.0, cost.Compute);
    }

    [Fact]
    public void Traffic_hides_behind_computing_but_for_a_part()
    {
        Assert.Equal(100 + (0.25 * 40), StepCost.Of(100, 40, 0.25).Total);
        Assert.Equal(100 + (0.25 * 40), StepCost.Of(40, 100, 0.25).Total);
    }

    [Fact]
    public void More_of_anything_costs_more()
    {
        double Cost(int side, int inputs, int outputs, ActivationKind activation = ActivationKind.None, long weightBytes = 0)
        {
            NetworkSketch sketch = new(side, side, inputs);
            sketch.Conv("Only", Input, outputs, Square(1), activation: activation);
            return new CostModel(KnownIsas.Avx2, MachineModel.Nominal, weightBytes).Of(Steps(sketch).OfType<DenseConvStep>().Single()).Total;
        }

        double cost = Cost(14, 64, 96);
        Assert.True(Cost(28, 64, 96) > 3 * cost);
        Assert.True(Cost(14, 128, 96) > 1.5 * cost);
        Assert.True(Cost(14, 64, 192) > 1.5 * cost);
        Assert.True(Cost(14, 64, 96, ActivationKind.Swish) > cost);
        Assert.True(Cost(14, 64, 96, weightBytes: 100_000_000) > cost);
    }

    [Theory]
    [InlineData("MobileNetV2")]
    [InlineData("MixNetS")]
    [InlineData("ShuffleNetV1")]
    [InlineData("GoogLeNet")]
    [InlineData("AlexNet")]
    public void Every_step_takes_at_least_its_multiply_adds(string name)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(name));
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan plan = Planner.Plan(graph, isa);
            CostModel model = CostModel.For(plan);
            foreach (KernelStep step in plan.Steps)
            {
                StepCost cost = model.Of(step);
                Assert.True(cost.Compute > 0 && cost.Traffic >= 0 && cost.Total >= Math.Max(cost.Compute, cost.Traffic), step.Name);

                // Padded taps are counted as multiply-adds and not computed: a 7×7 map misses 16 % of those of 3×3 windows, and more of larger ones.
                if (step is DenseConvStep { Window.KernelHeight: 1 })
                {
                    Assert.True(cost.Total >= (double)StepWork.MultiplyAdds(step) / isa.Lanes / isa.MultiplyAddsPerCycle, step.Name);
                }
            }
        }
    }

    private static IReadOnlyList<KernelStep> Steps(NetworkSketch sketch) =>
        Planner.Plan(PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!), KnownIsas.Avx2).Steps;
}
