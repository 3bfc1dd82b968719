using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// The nodes of a graph while one pass changes them: values keep their ids until <see cref="Finish"/> numbers those that are left anew. Who writes and who reads
/// a value is known at once, so that a pass takes time in proportion to the graph.
/// </summary>
internal sealed class GraphRewriter
{
    private readonly NetworkGraph _graph;

    /// <summary>In execution order; null where one was taken out.</summary>
    private readonly GraphNode?[] _nodes;

    /// <summary>Where the node stands that writes a value; -1 for the network's input.</summary>
    private readonly int[] _writers;

    /// <summary>Where the nodes stand that read a value, once for each time they do.</summary>
    private readonly List<int>[] _readers;
    private EquatableArray<GraphOutput> _outputs;

    public GraphRewriter(NetworkGraph graph)
    {
        _graph = graph;
        _nodes = [.. graph.Nodes];
        _outputs = graph.Outputs;
        _writers = [.. graph.Values.Select(_ => -1)];
        _readers = [.. graph.Values.Select(_ => new List<int>())];
        for (int position = 0; position < _nodes.Length; position++)
        {
            GraphNode node = graph.Nodes[position];
            _writers[node.Output] = position;
            AddReader(node, position);
        }
    }

    /// <summary>The node that writes a value; null for the network's input.</summary>
    public GraphNode? Writer(int value) => _writers[value] < 0 ? null : _nodes[_writers[value]];

    /// <summary>Where a node stands; -1 for none.</summary>
    public int Position(GraphNode? node) => node is null ? -1 : _writers[node.Output];

    /// <summary>Whether a value is read in exactly one place and is not what the network yields.</summary>
    public bool HasSingleReader(int value) => !_outputs.Any(output => output.Value == value) && _readers[value].Count == 1;

    /// <summary>Puts another node in the place of one that writes the same value.</summary>
    public void Replace(GraphNode node, GraphNode replacement)
    {
        int position = Position(node);
        RemoveReader(_nodes[position]!, position);
        AddReader(replacement, position);
        _nodes[position] = replacement;
    }

    /// <summary>Takes a node out; what read its output reads <paramref name="replacement"/> from now on.</summary>
    public void Remove(GraphNode node, int replacement)
    {
        int removed = Position(node);
        RemoveReader(_nodes[removed]!, removed);
        _nodes[removed] = null;
        _writers[node.Output] = -1;
        foreach (int position in _readers[node.Output].Distinct())
        {
            GraphNode reader = _nodes[position]!;
            _nodes[position] = reader with
            {
                Inputs = reader.Inputs.Select(input => input == node.Output ? replacement : input).ToEquatableArray(),
            };
        }

        _readers[replacement].AddRange(_readers[node.Output]);
        _readers[node.Output].Clear();
        _outputs = _outputs
            .Select(output => output.Value == node.Output ? output with { Value = replacement } : output)
            .ToEquatableArray();
    }

    /// <summary>The graph as changed.</summary>
    public NetworkGraph Finish()
    {
        Dictionary<int, int> ids = new() { [0] = 0 };
        List<GraphValue> values = [_graph.Values[0]];
        List<GraphNode> nodes = [];
        foreach (GraphNode node in _nodes.OfType<GraphNode>())
        {
            EquatableArray<int> inputs = node.Inputs.Select(input => ids[input]).ToEquatableArray();
            ids[node.Output] = values.Count;
            nodes.Add(node with { Inputs = inputs, Output = values.Count });
            values.Add(_graph.Values[node.Output] with { Name = node.Name });
        }

        return new NetworkGraph(values.ToEquatableArray(), nodes.ToEquatableArray(), _outputs.Select(output => output with { Value = ids[output.Value] }).ToEquatableArray());
    }

    private void AddReader(GraphNode node, int position)
    {
        foreach (int input in node.Inputs)
        {
            _readers[input].Add(position);
        }
    }

    private void RemoveReader(GraphNode node, int position)
    {
        foreach (int input in node.Inputs)
        {
            _readers[input].Remove(position);
        }
    }
}
