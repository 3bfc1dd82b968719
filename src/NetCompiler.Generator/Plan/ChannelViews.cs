using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Decides which values lie inside of others, so that joining and taking channels moves nothing: an input of a concatenation is computed where the
/// concatenation wants it, a slice is read where it lies. That takes channels that begin with a plane; all others are moved by a step.
/// </summary>
internal sealed class ChannelViews
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<int, GraphNode> _writers;
    private readonly Dictionary<int, ChannelPlace> _places = [];
    private readonly HashSet<int> _copied = [];

    /// <summary>Values that are outputs or that something else than a concatenation reads.</summary>
    private readonly HashSet<int> _readWhole;
    private readonly int _plane;

    /// <param name="enabled">Nothing lies inside of anything else without it.</param>
    public ChannelViews(NetworkGraph graph, VectorIsa isa, bool enabled)
    {
        _graph = graph;
        _plane = MapLayout.BlockOf(isa);
        _writers = graph.Nodes.ToDictionary(node => node.Output);
        _readWhole = new HashSet<int>(graph.Nodes.Where(node => node.Op is not Concat).SelectMany(node => node.Inputs)
            .Concat(graph.Outputs.Select(output => output.Value)));
        if (!enabled)
        {
            return;
        }

        // The last one first: a concatenation inside of another has its place before its own inputs are looked at.
        foreach (GraphNode node in graph.Nodes.Reverse().Where(node => node.Op is Concat))
        {
            PlaceInputs(node);
        }

        foreach (GraphNode node in graph.Nodes.Where(node => node.Op is Slice))
        {
            PlaceSlice(node);
        }
    }

    /// <summary>The map that a value lies in and its first channel there; null for a value with a buffer of its own.</summary>
    public ChannelPlace? PlaceOf(int value) => _places.TryGetValue(value, out ChannelPlace place) ? place : null;

    /// <summary>
    /// Whether a slice is never brought into a map of its own: all of its readers are concatenations, which take the channels from where they lie.
    /// </summary>
    public bool IsReadInParts(int value) => _copied.Contains(value);

    private void PlaceInputs(GraphNode concat)
    {
        ChannelPlace outer = PlaceOf(concat.Output) ?? new ChannelPlace(concat.Output, 0);
        int channel = outer.FirstChannel;
        foreach (int input in concat.Inputs)
        {
            bool isOwn = input != 0 && _writers[input].Op is not Slice && !_places.ContainsKey(input);
            if (isOwn && channel % _plane == 0)
            {
                _places.Add(input, outer with { FirstChannel = channel });
            }

            channel += _graph.Values[input].Shape.Channels;
        }
    }

    private void PlaceSlice(GraphNode node)
    {
        int source = node.Inputs[0];
        ChannelPlace outer = PlaceOf(source) ?? new ChannelPlace(source, 0);
        int first = outer.FirstChannel + ((Slice)node.Op).FirstChannel;
        if (first % _plane == 0)
        {
            _places.Add(node.Output, outer with { FirstChannel = first });
        }
        else if (!_readWhole.Contains(node.Output))
        {
            _copied.Add(node.Output);
        }
    }
}

/// <summary>Where a value lies inside of another.</summary>
/// <param name="Value">The value with a buffer of its own.</param>
internal sealed record ChannelPlace(int Value, int FirstChannel);
