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
    private readonly List<GraphValue> _values;

    /// <summary>In execution order, then those that were put before others; null where one was taken out.</summary>
    private readonly List<GraphNode?> _nodes;

    /// <summary>Nodes that were put before another one, by the place of that.</summary>
    private readonly Dictionary<int, List<int>> _before = [];

    /// <summary>Where the node stands that writes a value; -1 for the network's input.</summary>
    private readonly List<int> _writers;

    /// <summary>Where the nodes stand that read a value, once for each time they do.</summary>
    private readonly List<List<int>> _readers;
    private readonly int _originals;
    private EquatableArray<GraphOutput> _outputs;

    public GraphRewriter(NetworkGraph graph)
    {
        _values = [.. graph.Values];
        _nodes = [.. graph.Nodes];
        _originals = _nodes.Count;
        _outputs = graph.Outputs;
        _writers = [.. graph.Values.Select(_ => -1)];
        _readers = [.. graph.Values.Select(_ => new List<int>())];
        for (int position = 0; position < _nodes.Count; position++)
        {
            GraphNode node = graph.Nodes[position];
            _writers[node.Output] = position;
            AddReader(node, position);
        }
    }

    /// <summary>The node that writes a value; null for the network's input.</summary>
    public GraphNode? Writer(int value) => _writers[value] < 0 ? null : _nodes[_writers[value]];

    /// <summary>Where a node of the graph as it was stands; -1 for none.</summary>
    public int Position(GraphNode? node) => node is null ? -1 : _writers[node.Output];

    /// <summary>Whether a value is read in exactly one place and is not what the network yields.</summary>
    public bool HasSingleReader(int value) => !_outputs.Any(output => output.Value == value) && _readers[value].Count == 1;

    /// <summary>A node that reads a value, the first one of those that were there from the beginning; or null.</summary>
    public GraphNode? Reader(int value) => _readers[value].Count == 0 ? null : _nodes[_readers[value].Min()];

    /// <summary>Puts a node that changes no shape before another one; the value that it writes.</summary>
    public int InsertBefore(GraphNode node, string name, Op op, int input)
    {
        int output = _values.Count;
        GraphNode inserted = new(name, op, EquatableArray.Of(input), output);
        _values.Add(_values[input] with { Name = name });
        _writers.Add(_nodes.Count);
        _readers.Add([]);
        AddReader(inserted, _nodes.Count);
        int position = _writers[node.Output];
        if (!_before.TryGetValue(position, out List<int>? before))
        {
            _before.Add(position, before = []);
        }

        before.Add(_nodes.Count);
        _nodes.Add(inserted);
        return output;
    }

    /// <summary>Puts another node in the place of one that writes the same value.</summary>
    public void Replace(GraphNode node, GraphNode replacement)
    {
        int position = _writers[node.Output];
        RemoveReader(_nodes[position]!, position);
        AddReader(replacement, position);
        _nodes[position] = replacement;
    }

    /// <summary>Takes a node out; what read its output reads <paramref name="replacement"/> from now on.</summary>
    public void Remove(GraphNode node, int replacement)
    {
        int removed = _writers[node.Output];
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
        List<GraphValue> values = [_values[0]];
        List<GraphNode> nodes = [];
        foreach (GraphNode node in Enumerable.Range(0, _originals).SelectMany(NodesAt))
        {
            EquatableArray<int> inputs = node.Inputs.Select(input => ids[input]).ToEquatableArray();
            ids[node.Output] = values.Count;
            nodes.Add(node with { Inputs = inputs, Output = values.Count });
            values.Add(_values[node.Output] with { Name = node.Name });
        }

        return new NetworkGraph(values.ToEquatableArray(), nodes.ToEquatableArray(), _outputs.Select(output => output with { Value = ids[output.Value] }).ToEquatableArray());
    }

    /// <summary>What was put before a place, and then the node that stands there.</summary>
    private IEnumerable<GraphNode> NodesAt(int position)
    {
        if (_before.TryGetValue(position, out List<int>? before))
        {
            foreach (GraphNode node in before.SelectMany(NodesAt))
            {
                yield return node;
            }
        }

        if (_nodes[position] is { } own)
        {
            yield return own;
        }
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
