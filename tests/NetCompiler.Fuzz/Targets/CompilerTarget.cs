using System.Text;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using NetCompiler.Fuzz.Networks;
using NetCompiler.Generator;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Fuzz.Targets;

/// <summary>
/// A table through every room of the generator, without the compiler's driver around them, which takes most of the time of <see cref="GeneratorTarget"/>: plans for every vector unit, which the independent verifiers
/// check, all files, and the report. What comes is problems, or plans that hold and a file for each.
/// </summary>
internal sealed class CompilerTarget : FuzzTarget
{
    private const int Seed = 100;

    private static readonly CompilerOptions s_options = CompilerOptions.Default with { Report = true };

    public override string Name => "compiler";

    public override string Extension => ".net.md";

    /// <summary>Larger networks only take longer.</summary>
    public override int LargestKept => 4 * 1024;

    /// <summary>What a table allocates (see <see cref="TableTarget"/>), then a plan and a file for each vector unit and what verifiers note of each float.</summary>
    public override long MostAllocated(int inputBytes) => (8L << 30) + (10_000L * inputBytes);

    public override IEnumerable<byte[]> Seeds() => RandomNetworks.Legal(Seed).Take(60).Select(drawn => Encoding.UTF8.GetBytes(drawn.Text));

    public override byte[] Mutate(byte[] input, byte[] other, Random random) =>
        Encoding.UTF8.GetBytes(TextMutator.Mutate(Encoding.UTF8.GetString(input), Encoding.UTF8.GetString(other), random));

    public override IEnumerable<byte[]> Simpler(byte[] input) => TextShrinker.Simpler(Encoding.UTF8.GetString(input)).Select(Encoding.UTF8.GetBytes);

    public override string Answer(byte[] input, bool thorough)
    {
        // The length says for how many workers, so that an input that is looked at again asks for as many.
        NetworkDeclaration declaration = new DrawnTable(0, "", 1 + (input.Length % 3), default).Declaration;
        EquatableArray<TableFile> files = EquatableArray.Of(new TableFile(DrawnTable.Path, Encoding.UTF8.GetString(input)));
        PlannedNetwork planned = NetworkCompiler.Plan(
            NetworkCompiler.Lower(NetworkCompiler.Read(new NetworkInput(new DeclaredNetwork(declaration, default, default), new TableSelection(files, default)))));
        foreach (ExecutionPlan plan in planned.Plans)
        {
            if (IsSmall(plan) && PlanVerifier.Verify(plan) is { Count: > 0 } violations)
            {
                throw new InvalidOperationException($"A plan for {plan.Isa.Name} does not hold\n{violations[0]}");
            }
        }

        bool isRefused = planned.Lowered.Problems.Any(ProblemText.IsError);
        int kernels = Enumerable.Range(0, planned.Plans.Count).Count(isa => NetworkCompiler.EmitKernels(planned, isa, s_options) is not null);
        NetworkCompiler.EmitApi(planned);
        if (NetworkCompiler.EmitReport(planned, s_options) is null != isRefused || kernels == 0 != isRefused)
        {
            throw new InvalidOperationException("Files of a network that is refused, or none of one that is not");
        }

        return string.Join(' ', planned.Lowered.Problems.Select(problem => problem.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Verifiers walk every float that workers touch: of maps of millions that takes longer than everything else together.</summary>
    private static bool IsSmall(ExecutionPlan plan) => plan.WorkspaceFloats + (long)plan.WeightFloats < 1 << 20;
}
