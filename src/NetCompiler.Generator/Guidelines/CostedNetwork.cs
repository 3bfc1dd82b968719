using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Guidelines;

/// <summary>A network's nodes with their costs, the rows that they come from and the units that they belong to.</summary>
internal sealed class CostedNetwork
{
    private readonly Dictionary<int, CostedNode> _writers;

    public CostedNetwork(UnrolledNetwork network, NetworkGraph graph)
    {
        Graph = graph;
        Dictionary<string, PrimitiveOperation> operations = network.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        HashSet<string> uses = [.. network.Operations.Where(IsOwnWork).Select(operation => Parent(operation.Name))];
        NetworkCosts costs = NetworkCosts.Of(graph);
        List<CostedNode> nodes = [];
        PrimitiveOperation? current = null;
        for (int index = 0; index < graph.Nodes.Count; index++)
        {
            // Norms and activations are nodes of their own, after the node of the operation that they belong to.
            GraphNode node = graph.Nodes[index];
            current = operations.TryGetValue(node.Name, out PrimitiveOperation? found) ? found : current;
            if (current is not null)
            {
                nodes.Add(new CostedNode(node, costs.Nodes[index], current, UnitOf(current.Name, uses)));
            }
        }

        Nodes = nodes;
        _writers = nodes.ToDictionary(node => node.Node.Output);
        Units = [.. nodes.Where(node => node.Unit.Length > 0).GroupBy(node => node.Unit, StringComparer.Ordinal).Select(unit => new Unit(unit.Key, unit.ToEquatableArray()))];
    }

    public NetworkGraph Graph { get; }

    /// <summary>In execution order.</summary>
    public IReadOnlyList<CostedNode> Nodes { get; }

    /// <summary>Uses of blocks, in execution order.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The shape of what a node reads first.</summary>
    public Shape Input(CostedNode node) => Graph.Values[node.Node.Inputs[0]].Shape;

    /// <summary>The shape of what a node writes.</summary>
    public Shape Output(CostedNode node) => Graph.Values[node.Node.Output].Shape;

    /// <summary>The node that writes a value; null for the network's input.</summary>
    public CostedNode? Writer(int value) => _writers.TryGetValue(value, out CostedNode? writer) ? writer : null;

    /// <summary>A count as messages show it: <c>1,204,224</c>.</summary>
    public static string Count(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>
    /// The unit of an operation is the outermost use of a block around it that computes something of its own, so that a block which only strings blocks
    /// together is none, and a squeeze-and-excitation belongs to its bottleneck. Empty outside blocks.
    /// </summary>
    private static string UnitOf(string operation, HashSet<string> uses)
    {
        for (int end = operation.IndexOf('.'); end >= 0; end = operation.IndexOf('.', end + 1))
        {
            string use = operation.Substring(0, end);
            if (uses.Contains(use))
            {
                return use;
            }
        }

        return "";
    }

    private static bool IsOwnWork(PrimitiveOperation operation) =>
        operation.Operator is "conv2d" or "dwconv" or "concat" or "add" or "multiply" && operation.Name.IndexOf('.') >= 0;

    private static string Parent(string operation) => operation.Substring(0, operation.LastIndexOf('.'));
}

/// <summary>A node, what it costs, and where it comes from.</summary>
/// <param name="Operation">The operation whose node it is, or whose norm or activation.</param>
/// <param name="Unit">Path of the use of a block that it belongs to; empty outside blocks.</param>
internal sealed record CostedNode(GraphNode Node, NodeCost Cost, PrimitiveOperation Operation, string Unit);

/// <summary>One use of a block.</summary>
/// <param name="Name">Its path: <c>Block4</c>.</param>
/// <param name="Nodes">In execution order.</param>
internal sealed record Unit(string Name, EquatableArray<CostedNode> Nodes)
{
    /// <summary>The network's row that uses the block.</summary>
    public CellReference Row => Nodes[0].Operation.NetworkRow;
}
