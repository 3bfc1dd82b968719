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
using NetCompiler.Testing.Machines;

namespace NetCompiler.Testing.Kernels;

/// <summary>Several networks planned, spelled for every instruction set, and compiled into one assembly in memory.</summary>
internal sealed class KernelBatch
{
    /// <summary>
    /// Schedules of NEON (with multiplies that pick a lane) and of AVX-512 in portable phrases, each for a part of the networks: compiling takes most of the tests' time.
    /// </summary>
    private static readonly VectorDialect[] s_portable =
    [
        new PortableDialect(KnownIsas.Neon with { Name = "PortableNeon", Title = "NEON's schedule" }),
        new PortableDialect(KnownIsas.Avx512 with { Name = "PortableAvx512", Title = "AVX-512's schedule" }),
    ];

    /// <summary>Of so many networks each schedule in portable phrases is run for one.</summary>
    private const int PortableInterval = 8;

    private readonly List<(TypeHierarchy Type, NetworkGraph Graph, NetworkGraph Passed, List<ExecutionPlan> Plans)> _networks = [];
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
        foreach (VectorDialect dialect in IsasOf(_networks.Count).Select(KnownDialects.For).Concat(s_portable.Skip(_networks.Count % PortableInterval).Take(1)))
        {
            ExecutionPlan plan = Planner.Plan(passed, dialect.Isa, options);
            plans.Add(plan);
            _files.Add(KernelFileEmitter.Emit(InNamespaceFor(type, dialect.Isa), plan, dialect, readyToRun: false));
        }

        _networks.Add((type, graph, passed, plans));
    }

    /// <summary>128-bit vectors, whose schedules resemble NEON's, are run for every fourth network: they run on all networks of the zoo.</summary>
    private static IEnumerable<VectorIsa> IsasOf(int network) => KnownIsas.All.Where(isa => isa != KnownIsas.Vector128 || network % 4 == 0);

    /// <summary>Code for instructions that this machine lacks is compiled against their models.</summary>
    private static TypeHierarchy InNamespaceFor(TypeHierarchy type, VectorIsa isa) =>
        type with { Namespace = Machine.NamespaceFor(isa, type.Namespace) };

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
                [.. network.Plans.Select(plan => new CompiledKernels(plan, assembly.GetType(ClassOf(network.Type, plan.Isa), true)!))])),
        ];

        static string ClassOf(TypeHierarchy type, VectorIsa isa) => $"{InNamespaceFor(type, isa).Namespace}.{type.Name}+{Names.KernelClass(isa)}";
    }
}
