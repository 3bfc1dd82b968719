using System.Reflection;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Testing.Kernels;

/// <summary>Several networks planned, spelled for every instruction set, and compiled into one assembly in memory.</summary>
internal sealed class KernelBatch
{
    private readonly List<(string Name, NetworkGraph Graph, NetworkGraph Passed, List<ExecutionPlan> Plans)> _networks = [];
    private readonly List<GeneratedFile> _files = [];

    /// <summary>Adds one network.</summary>
    public void Add(UnrolledNetwork network)
    {
        BuildResult built = GraphBuilder.Build(network);
        NetworkGraph graph = built.Graph
            ?? throw new InvalidOperationException(string.Join("; ", built.Problems.Select(problem => $"{problem.Rule} {string.Join(", ", problem.Arguments)}")));
        NetworkGraph passed = PassList.Run(graph);
        TypeHierarchy type = new("Batch", default, "internal", $"Network{_networks.Count}");
        List<ExecutionPlan> plans = [.. KnownIsas.All.Select(isa => Planner.Plan(passed, isa))];
        _files.AddRange(plans.Select(plan => KernelFileEmitter.Emit(type, plan)));
        _networks.Add((type.Name, graph, passed, plans));
    }

    /// <summary>Compiles all of them; in the order in which they were added.</summary>
    public IReadOnlyList<KernelNetwork> Compile()
    {
        Assembly assembly = InMemoryCompiler.Compile(_files.Select(file => (file.HintName, file.Text)));
        return
        [
            .. _networks.Select(network => new KernelNetwork(
                network.Graph, network.Passed,
                [.. network.Plans.Select(plan => new CompiledKernels(plan, assembly.GetType($"Batch.{network.Name}+{Names.KernelClass(plan.Isa)}", true)!))])),
        ];
    }
}
