using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// The nodes of a graph while one pass changes them: values keep their ids until <see cref="Finish"/> numbers those that are left anew.
/// </summary>
internal sealed class GraphRewriter
{
    private readonly List<GraphValue> _values;
    private readonly List<GraphNode> _nodes;
    private EquatableArray<GraphOutput> _outputs;

    public GraphRewriter(NetworkGraph graph)
    {
        _values = [.. graph.Values];
        _nodes = [.. graph.Nodes];
        _outputs = graph.Outputs;
    }

    /// <summary>The node that writes a value; null for the network's input.</summary>
    public GraphNode? Writer(int value) => _nodes.Find(node => node.Output == value);

    /// <summary>Where a node stands; -1 for none.</summary>
    public int Position(GraphNode? node) => node is null ? -1 : _nodes.IndexOf(node);

    /// <summary>Whether a value is read in exactly one place and is not what the network yields.</summary>
    public bool HasSingleReader(int value) =>
        !_outputs.Any(output => output.Value == value) && _nodes.Sum(node => node.Inputs.Count(input => input == value)) == 1;

    /// <summary>The first node that reads a value, or null.</summary>
    public GraphNode? Reader(int value) => _nodes.Find(node => node.Inputs.Contains(value));

    /// <summary>Puts a node that changes no shape before another one; the value that it writes.</summary>
    public int InsertBefore(GraphNode node, string name, Op op, int input)
    {
        _values.Add(_values[input] with { Name = name });
        _nodes.Insert(_nodes.IndexOf(node), new GraphNode(name, op, EquatableArray.Of(input), _values.Count - 1));
        return _values.Count - 1;
    }

    /// <summary>Puts another node in a node's place.</summary>
    public void Replace(GraphNode node, GraphNode replacement) => _nodes[_nodes.IndexOf(node)] = replacement;

    /// <summary>Takes a node out; what read its output reads <paramref name="replacement"/> from now on.</summary>
    public void Remove(GraphNode node, int replacement)
    {
        _nodes.Remove(node);
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i].Inputs.Contains(node.Output))
            {
                _nodes[i] = _nodes[i] with
                {
                    Inputs = _nodes[i].Inputs.Select(input => input == node.Output ? replacement : input).ToEquatableArray(),
                };
            }
        }

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
        foreach (GraphNode node in _nodes)
        {
            EquatableArray<int> inputs = node.Inputs.Select(input => ids[input]).ToEquatableArray();
            ids[node.Output] = values.Count;
            nodes.Add(node with { Inputs = inputs, Output = values.Count });
            values.Add(_values[node.Output] with { Name = node.Name });
        }

        return new NetworkGraph(values.ToEquatableArray(), nodes.ToEquatableArray(), _outputs.Select(output => output with { Value = ids[output.Value] }).ToEquatableArray());
    }
}
