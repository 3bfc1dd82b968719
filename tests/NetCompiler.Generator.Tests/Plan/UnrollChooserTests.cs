using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Models;
using Xunit;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>How much of a dense convolution stands written out.</summary>
public class UnrollChooserTests
{
    /// <summary>.NET compiles a method without optimisations past 8000 references to local variables; each multiply-add has four.</summary>
    private const int MostMultiplyAdds = 2000;

    [Fact]
    public void No_convolution_of_the_zoo_is_too_long_for_the_compiler_at_run_time()
    {
        List<string> tooLong = [];
        foreach (string network in ZooCatalog.Names)
        {
            NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
            foreach (VectorIsa isa in KnownIsas.All)
            {
                foreach (DenseConvStep step in Planner.Plan(graph, isa).Steps.OfType<DenseConvStep>())
                {
                    int written = step.Window.KernelWidth * step.Unroll * step.Groups.Sum(group => group.Runs.Sum(run => run.Width * group.Block.Tiles));
                    if (written > MostMultiplyAdds)
                    {
                        tooLong.Add($"{network}, {isa.Name}, {step.Name}: {written}");
                    }
                }
            }
        }

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Who_picks_a_lane_has_whole_registers_to_pick_from_unless_that_is_too_much_for_a_method()
    {
        const int MostOfTwoWidths = 400;
        VectorIsa byLane = new("ByLane", "4 lanes", 4, 32, ScalarForm.Lane, 2, 4, 2, 20);
        for (int rows = 1; rows <= 30; rows++)
        {
            foreach (int channels in new[] { 3, 4, 8, 16 })
            {
                int unroll = UnrollChooser.Choose(new RegisterBlock(rows, 2), channels, byLane);
                bool isTooMuch = 2 * rows * 2 * Math.Min(channels, byLane.Lanes) > MostOfTwoWidths;
                Assert.Equal(!isTooMuch, UnrollChooser.PicksLanes(unroll, channels, byLane));
            }
        }
    }
}
