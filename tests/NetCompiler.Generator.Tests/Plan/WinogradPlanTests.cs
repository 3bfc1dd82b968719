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

/// <summary>Plans of convolutions in tiles, and what the verifier sees in them.</summary>
public class WinogradPlanTests
{
    private static readonly ExecutionPlan _plan = PlanOf(KnownIsas.Avx2);

    private static WinogradStep Step => _plan.Steps.OfType<WinogradStep>().Single(step => step.Name == "Second");

    [Fact]
    public void Weights_are_laid_out_alike_for_every_unit()
    {
        Assert.All(KnownIsas.All, isa => Assert.Equal((_plan.Layers, _plan.Fingerprint), (PlanOf(isa).Layers, PlanOf(isa).Fingerprint)));
        PlannedLayer layer = Step.Layer;
        Assert.Equal(5 * 16 * (1 + (36 * (1 + 48))), layer.Floats);
        Assert.NotEqual(_plan.Fingerprint, PlanOf(KnownIsas.Avx2, Optimizations.All & ~Optimizations.Winograd).Fingerprint);
    }

    [Fact]
    public void Every_plan_holds_and_strips_make_up_the_map()
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan plan = PlanOf(isa);
            Assert.Empty(PlanVerifier.Verify(plan));
            Assert.Equal(2, plan.Steps.OfType<WinogradStep>().Count());
            Assert.All(plan.Steps.OfType<WinogradStep>(), step => Assert.Equal(0, step.Tiling.TileRows % step.Tiling.StripRows));
        }
    }

    [Fact]
    public void The_verifier_sees_work_in_places_that_are_needed()
    {
        foreach (Operand taken in new[] { Step.Input, Step.Output, Step.Other!, Step.Products })
        {
            Assert.NotEmpty(Violations(Step with { Rows = Step.Rows with { Offset = taken.Offset } }));
        }

        Assert.NotEmpty(Violations(Step with { Rows = Step.Rows with { Offset = Step.Rows.Offset + 4 } }));
        Assert.NotEmpty(Violations(Step with { Products = Step.Products with { Offset = _plan.WorkspaceFloats } }));
    }

    [Fact]
    public void The_verifier_sees_a_map_that_a_later_step_reads_destroyed()
    {
        // The first layer's map is the second's residual, and what the first works in may lie where the second writes.
        WinogradStep first = _plan.Steps.OfType<WinogradStep>().First();
        KernelStep pool = _plan.Steps.Single(step => step.Name == "Pool");
        ExecutionPlan kept = _plan with { Steps = _plan.Steps.Select(step => step == Step ? step with { Output = step.Output with { Offset = Step.Transformed.Offset } } : step).ToEquatableArray() };
        Assert.NotEmpty(PlanVerifier.Verify(kept));
        Assert.NotEqual(first.Name, pool.Name);
    }

    [Fact]
    public void The_verifier_sees_tiles_that_do_not_cover_the_map_or_have_no_room()
    {
        WinogradTiling tiling = Step.Tiling;
        foreach (WinogradTiling wrong in new[]
        {
            tiling with { TileRows = tiling.TileRows - 1 }, tiling with { TileRows = tiling.TileRows + 1 }, tiling with { TileColumns = tiling.TileColumns - 1 },
            tiling with { StripRows = tiling.TileRows + 1 }, tiling with { PositionPixels = tiling.StripTiles - 1 }, tiling with { Side = 2 },
        })
        {
            Assert.NotEmpty(Violations(Step with { Tiling = wrong }));
        }

        Assert.NotEmpty(Violations(Step with { Rows = Step.Rows with { Shape = Step.Rows.Shape with { Height = 13 } } }));
        Assert.NotEmpty(Violations(Step with { Layer = Step.Layer with { TileSide = 0 } }));
        Assert.NotEmpty(Violations(Step with { Multiply = Step.Multiply with { Groups = default } }));
    }

    private static EquatableArray<string> Violations(WinogradStep wrong) =>
        PlanVerifier.Verify(_plan with { Steps = _plan.Steps.Select(step => step.Name == wrong.Name ? wrong : step).ToEquatableArray() });

    private static ExecutionPlan PlanOf(VectorIsa isa, Optimizations enabled = Optimizations.All)
    {
        NetworkSketch sketch = new(29, 27, 48);
        int first = sketch.Conv("First", Input, 72, Square(3), norm: true);
        int narrow = sketch.Conv("Narrow", first, 48, Square(1));
        int second = sketch.Conv("Second", narrow, 72, Square(3), norm: true);
        sketch.Pool("Pool", sketch.Sum("Sum", second, first), Window.Global);
        return Planner.Plan(PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!, enabled), isa);
    }
}
