using System.Reflection;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Testing.Kernels;

/// <summary>Several networks planned, spelled for every instruction set, and compiled into one assembly in memory.</summary>
internal sealed class KernelBatch
{
    /// <summary>NEON's numbers: the schedule, with multiplies that pick a lane, runs here in the spelling of x86's 128-bit vectors.</summary>
    private static readonly VectorIsa s_neonModel = new("NeonModel", "NEON's schedule", 4, 32, ScalarForm.Lane, 2, 4, 2, 20);

    private static readonly VectorDialect[] s_targets = [.. KnownIsas.All.Select(KnownDialects.For)];

    /// <summary>AVX-512's numbers, in vectors that .NET computes by halves: for machines without such a unit.</summary>
    private static readonly VectorIsa s_avx512Model = KnownIsas.Avx512 with { Name = "Avx512Model", Title = "AVX-512's schedule" };

    /// <summary>Every third network has a model's schedule too: compiling takes most of the tests' time.</summary>
    private const int ModelInterval = 3;

    private readonly List<(string Name, NetworkGraph Graph, NetworkGraph Passed, List<ExecutionPlan> Plans)> _networks = [];
    private readonly List<GeneratedFile> _files = [];

    /// <summary>Adds one network.</summary>
    /// <param name="options">What plans are made for; passes use what it enables.</param>
    /// <param name="algorithm">How every convolution that can be tiled is computed; left to the passes where there is none.</param>
    public void Add(UnrolledNetwork network, PlanOptions? options = null, ConvolutionAlgorithm? algorithm = null)
    {
        options ??= PlanOptions.Default;
        BuildResult built = GraphBuilder.Build(network);
        NetworkGraph graph = built.Graph
            ?? throw new InvalidOperationException(string.Join("; ", built.Problems.Select(problem => $"{problem.Rule} {string.Join(", ", problem.Arguments)}")));
        NetworkGraph passed = WithAlgorithm(PassList.Run(graph, options.Enabled), algorithm);
        TypeHierarchy type = new("Batch", default, "internal", $"Network{_networks.Count}");
        List<ExecutionPlan> plans = [];
        VectorDialect[] models = (_networks.Count % ModelInterval) switch
        {
            0 => [new Vector128FmaDialect(s_neonModel)],
            1 when !GeneratedModels.Supported.Contains(KnownIsas.Avx512) => [new Vector512Dialect(s_avx512Model)],
            _ => [],
        };
        foreach (VectorDialect dialect in s_targets.Concat(models))
        {
            ExecutionPlan plan = Planner.Plan(passed, dialect.Isa, options);
            plans.Add(plan);
            _files.Add(KernelFileEmitter.Emit(type, plan, dialect, readyToRun: false));
        }

        _networks.Add((type.Name, graph, passed, plans));
    }

    private static NetworkGraph WithAlgorithm(NetworkGraph graph, ConvolutionAlgorithm? algorithm) => algorithm is not { } chosen ? graph : graph with
    {
        Nodes = graph.Nodes
            .Select(node => node.Op is Convolution { CanBeTiled: true } convolution ? node with { Op = convolution with { Algorithm = chosen } } : node)
            .ToEquatableArray(),
    };

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
