using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Kernels.Tests;

namespace NetCompiler.Fuzz.Networks;

/// <summary>Drawn tables compiled: to plans for every vector unit, which the independent verifiers check, and to code, which is run and compared with both references.</summary>
internal static class RandomNetworks
{
    private static readonly TimeSpan s_longestShrinking = TimeSpan.FromMinutes(1);

    /// <summary>The first legal tables of all that are drawn with seeds from a first one on.</summary>
    public static IEnumerable<DrawnTable> Legal(int firstSeed) =>
        Enumerable.Range(firstSeed, int.MaxValue - firstSeed).Select(TableDrawer.Draw).Where(drawn => Problem(drawn) is null);

    /// <summary>Why the compiler refuses a table, or null for a legal one.</summary>
    public static string? Problem(DrawnTable drawn)
    {
        ReadResult read = Read(drawn);
        Problem[] problems = [.. read.Problems, .. read.Network is { } network ? GraphBuilder.Build(network).Problems : default];
        return problems.FirstOrDefault(ProblemText.IsError) is { } first ? $"{first.Rule} {string.Join(" | ", first.Arguments)}" : null;
    }

    /// <summary>The operations of a legal table.</summary>
    public static UnrolledNetwork Network(DrawnTable drawn) => Read(drawn).Network!;

    /// <summary>What is wrong with the plans of a legal table; null where they hold.</summary>
    public static string? PlanFault(DrawnTable drawn)
    {
        try
        {
            NetworkGraph graph = PassList.Run(GraphBuilder.Build(Network(drawn)).Graph!, drawn.Enabled);
            EquatableArray<ExecutionPlan> plans = Planner.Plan(graph, KnownIsas.All, drawn.Options);
            foreach (ExecutionPlan plan in plans)
            {
                if (PlanVerifier.Verify(plan) is { Count: > 0 } violations)
                {
                    return $"{plan.Isa.Name}: {violations[0]}";
                }

                if (!plan.Layers.Equals(plans[0].Layers))
                {
                    return $"{plan.Isa.Name} places the weights elsewhere than {plans[0].Isa.Name}";
                }
            }

            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    /// <summary>Tables in batches of one assembly each: most of the time goes into the C# compiler's start and the loading.</summary>
    public static IEnumerable<DrawnTable[]> Batches(IEnumerable<DrawnTable> tables) => tables.GroupBy(drawn => drawn.Workers).SelectMany(group => group.Chunk(20));

    /// <summary>What is wrong with the compiled kernels of legal tables that ask for as many workers as each other; null where all are right.</summary>
    public static string? RunFault(IReadOnlyList<DrawnTable> tables)
    {
        try
        {
            KernelChecks.Check(
                tables.Select(drawn => new KernelCase($"seed {drawn.Seed}", Network(drawn)) { Enabled = drawn.Enabled, Options = drawn.Options }), tables[0].Workers);
            return null;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    /// <summary>The smallest legal table that has a fault too, and what it is.</summary>
    public static string Shrunk(DrawnTable drawn, Func<DrawnTable, string?> fault)
    {
        DrawnTable small = Shrinker.Shrink(drawn, Simpler, candidate => Problem(candidate) is null && fault(candidate) is not null, s_longestShrinking);
        return $"{fault(small)}\n{small}";
    }

    /// <summary>Simpler tables: nothing turned off, one worker, no taps, fewer rows, smaller numbers.</summary>
    public static IEnumerable<DrawnTable> Simpler(DrawnTable drawn)
    {
        DrawnTable[] plain =
        [
            drawn with { Enabled = Optimizations.All }, drawn with { RowsPerBand = null }, drawn with { Workers = 1 }, drawn with { Taps = default },
        ];
        return plain.Where(simpler => simpler != drawn)
            .Concat(TextShrinker.Simpler(drawn.Text).Select(text => drawn with { Text = text }));
    }

    private static ReadResult Read(DrawnTable drawn) => NetworkReader.Read(drawn.Declaration, EquatableArray.Of(new TableFile(DrawnTable.Path, drawn.Text)));
}
