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

/// <summary>The verifier runs a chain over the numbers of its rows and sees every way to break it.</summary>
public class BandVerifierTests
{
    public static TheoryData<int> RowsPerBand => [1, 2, 3, 5];

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Holds_of_planned_chains(int rows)
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            KernelStep[] chain = Chain(rows, isa);
            Assert.True(chain.Length >= 3);
            Assert.Empty(BandVerifier.Verify(chain, []));
        }
    }

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Sees_a_ring_that_is_a_band_too_small(int rows) => SeesEach(rows, member => member.Output.Ring is { } ring && ring.Rows > rows
        ? WithRing(ring with { Rows = ring.Rows - rows, Shift = ring.Shift % (ring.Rows - rows) })
        : null);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Sees_a_ring_whose_bands_are_torn(int rows) => SeesEach(rows, member => member.Output.Ring is { } ring
        ? WithRing(ring with { Shift = (ring.Shift + 1) % ring.Rows })
        : null);

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Sees_a_member_that_is_late(int rows)
    {
        // The depthwise convolution's window wants a row more than its input then has.
        KernelStep[] chain = Chain(rows, KnownIsas.Avx2);
        int expand = Array.FindIndex(chain, member => member.Name == "Expand");
        chain[expand] = chain[expand] with { Bands = chain[expand].Bands! with { Lead = chain[expand].Bands!.Lead - 1 } };
        Assert.NotEmpty(BandVerifier.Verify(chain, []));
    }

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Sees_members_that_change_places(int rows)
    {
        KernelStep[] chain = Chain(rows, KnownIsas.Avx2);
        int expand = Array.FindIndex(chain, member => member.Name == "Expand");
        (chain[expand], chain[expand + 1]) = (chain[expand + 1], chain[expand]);
        Assert.NotEmpty(BandVerifier.Verify(chain, []));
    }

    [Fact]
    public void Sees_a_ring_that_is_read_behind_the_chain()
    {
        KernelStep[] chain = Chain(2, KnownIsas.Avx2);
        KernelStep expand = chain.Single(member => member.Name == "Expand");
        Assert.NotNull(expand.Output.Ring);
        Assert.Contains(BandVerifier.Verify(chain, [expand.Output.Buffer]), violation => violation.Contains("Expand leaves rows out", StringComparison.Ordinal));
    }

    [Fact]
    public void Sees_bands_that_end_too_early_and_members_of_another_chain()
    {
        KernelStep[] chain = Chain(2, KnownIsas.Avx2);
        Assert.NotEmpty(BandVerifier.Verify([.. chain.Select(member => member with { Bands = member.Bands! with { Count = member.Bands.Count - 1 } })], [chain[^1].Output.Buffer]));
        Assert.NotEmpty(BandVerifier.Verify([chain[0] with { Bands = chain[0].Bands! with { First = chain[0].Bands!.First - 1 } }, .. chain.Skip(1)], []));
    }

    [Theory]
    [MemberData(nameof(RowsPerBand))]
    public void Sees_channels_of_another_map_and_strips_that_leave_pixels_out(int rows)
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            ExecutionPlan plan = PlanOf(rows, isa, groups: 2);
            Assert.Empty(PlanVerifier.Verify(plan));
            GatheredConvStep expand = Assert.IsType<GatheredConvStep>(plan.Steps.Single(step => step.Name == "Expand"));
            GatheredConvStep project = Assert.IsType<GatheredConvStep>(plan.Steps.Single(step => step.Name == "Project"));
            Assert.True(expand.Bands is not null && project.Bands is not null);

            // Rows of the map that the chain reads would be looked for where the ring has them.
            Assert.NotEmpty(Verify(project with { Channels = project.Channels with { Maps = expand.Channels.Maps } }));
            Assert.NotEmpty(Verify(project with { Input = expand.Input }));
            Assert.NotEmpty(Verify(project with { Channels = project.Channels with { Maps = project.Channels.Maps.Append(expand.Input).ToEquatableArray() } }));

            // A strip of all rows is none of a band.
            WindowGeometry whole = expand.Window.AsRows(1);
            Assert.NotEmpty(Verify(expand with { Window = whole, Groups = RegisterBlockChooser.Choose(whole, expand.Layer.OutputChannels / expand.Layer.Groups, expand.Layer.ReadChannels, isa) }));

            EquatableArray<string> Verify(KernelStep changed) =>
                PlanVerifier.Verify(plan with { Steps = plan.Steps.Select(step => step.Name == changed.Name ? changed : step).ToEquatableArray() });
        }
    }

    /// <summary>Every ring of the chain in turn is changed for its writers and readers alike; each has to be seen.</summary>
    private static void SeesEach(int rows, Func<KernelStep, Func<Operand, Operand>?> breaks)
    {
        KernelStep[] chain = Chain(rows, KnownIsas.Avx2);
        int broken = 0;
        foreach (KernelStep member in chain)
        {
            if (breaks(member) is { } change)
            {
                string buffer = member.Output.Buffer;
                Assert.NotEmpty(BandVerifier.Verify([.. chain.Select(each => each.With(operand => operand.Buffer == buffer ? change(operand) : operand))], []));
                broken++;
            }
        }

        Assert.NotEqual(0, broken);
    }

    private static Func<Operand, Operand> WithRing(RowRing ring) => operand => operand with { Ring = ring };

    /// <summary>The chain of an inverted residual of 14 rows.</summary>
    private static KernelStep[] Chain(int rows, VectorIsa isa)
    {
        ExecutionPlan plan = PlanOf(rows, isa, groups: 1);
        int first = Enumerable.Range(0, plan.Steps.Count).First(step => plan.Steps[step].Bands is not null);
        return [.. plan.Steps.Skip(first).Take(plan.ChainLength(first))];
    }

    /// <param name="groups">Groups of the 1×1 convolutions.</param>
    private static ExecutionPlan PlanOf(int rows, VectorIsa isa, int groups)
    {
        NetworkSketch sketch = new(14, 14, 16);
        int map = sketch.Conv("Map", Input, 16 * groups, Square(1));
        int expand = sketch.GroupConv("Expand", map, 96, groups, Square(1), activation: ActivationKind.Relu6);
        int depthwise = sketch.Depthwise("Depthwise", expand, 96, Square(3), activation: ActivationKind.Relu6);
        int project = sketch.GroupConv("Project", depthwise, 16 * groups, groups, Square(1));
        sketch.Pool("Pool", sketch.Sum("Sum", project, map), Window.Global);
        BuildResult result = GraphBuilder.Build(sketch.Finish());
        Assert.Empty(result.Problems);
        return Planner.Plan(PassList.Run(result.Graph!), isa, PlanOptions.Default with { SmallestBandedBytes = 0, RowsPerBand = rows });
    }
}
