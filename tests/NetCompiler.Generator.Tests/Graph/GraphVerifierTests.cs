using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>One broken graph for each thing that the verifier promises to see.</summary>
public class GraphVerifierTests
{
    private static readonly (string Fault, Func<NetworkGraph, NetworkGraph> Break)[] Faults =
    [
        ("yields a value that does not exist", graph => graph with { Outputs = EquatableArray.Of(new GraphOutput("Output", 99)) }),
        ("shares its name with another node", graph => Node(graph, 1, node => node with { Name = "First" })),
        ("reads a value that is not written yet", graph => Node(graph, 0, node => node with { Inputs = EquatableArray.Of(2) })),
        ("writes a value twice", graph => Node(graph, 1, node => node with { Output = 1 })),
        ("writes a value of another name", graph => Value(graph, 1, value => value with { Name = "Other" })),
        ("has a value that nothing writes", graph => graph with { Values = graph.Values.Append(new GraphValue("More", new Shape(1, 1, 1))).ToEquatableArray() }),
        ("reads nothing", graph => Node(graph, 0, node => node with { Inputs = default })),
        ("has an input that nothing in it reads", graph => Node(graph, 0, node => node with { Inputs = EquatableArray.Of(0, 0) })),
        ("adds inputs out of order", graph => Node(graph, 1, node => node with { Inputs = EquatableArray.Of(1) })),
        ("adds a residual of another shape", graph => Node(graph, 1, node => node with { Inputs = EquatableArray.Of(1, 0) })),
        ("pads another reach than its last window has", graph => Convolution(graph, op => op with { StrideHeight = 2 })),
        ("has a window without extent", graph => Convolution(graph, op => op with { KernelWidth = 0 })),
        ("and its weights disagree about being depthwise", graph => Convolution(graph, op => op with { Kind = ConvolutionKind.Depthwise })),
        ("is fully connected with a kernel that is not its whole map", graph => Convolution(graph, op => op with { Weights = op.Weights with { Shape = WeightShape.FullyConnected } })),
        ("applies no activation as one", graph => Convolution(graph, op => op with { Epilogue = EquatableArray.Of<EpilogueOp>(new Activate(ActivationKind.None)) })),
        ("changes the shape", graph => Node(graph, 0, node => node with { Op = new Softmax() })),
        ("changes the number of elements", graph => Node(graph, 0, node => node with { Op = new Identity() })),
        ("changes the number of channels", graph => Node(graph, 0, node => node with { Op = new AveragePool(3, 3, 1, 1, new EdgePadding(1, 1, 1, 1)) })),
        ("adds fewer than two values", graph => Node(graph, 0, node => node with { Op = new Add(default) })),
    ];

    public static IEnumerable<object[]> FaultIndices => Enumerable.Range(0, Faults.Length).Select(i => new object[] { i });

    [Theory]
    [MemberData(nameof(FaultIndices))]
    public void A_broken_graph_is_seen(int index)
    {
        NetworkSketch sketch = new(4, 4, 3);
        int first = sketch.Conv("First", Input, 8, Square(3));
        int second = sketch.Conv("Second", first, 8, Square(1));
        sketch.Sum("Sum", second, first);
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!);
        (string fault, Func<NetworkGraph, NetworkGraph> broken) = Faults[index];
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(broken(graph)));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static NetworkGraph Node(NetworkGraph graph, int index, Func<GraphNode, GraphNode> change) =>
        graph with { Nodes = graph.Nodes.Select((node, i) => i == index ? change(node) : node).ToEquatableArray() };

    private static NetworkGraph Value(NetworkGraph graph, int index, Func<GraphValue, GraphValue> change) =>
        graph with { Values = graph.Values.Select((value, i) => i == index ? change(value) : value).ToEquatableArray() };

    private static NetworkGraph Convolution(NetworkGraph graph, Func<Convolution, Convolution> change) =>
        Node(graph, 0, node => node with { Op = change((Convolution)node.Op) });
}
