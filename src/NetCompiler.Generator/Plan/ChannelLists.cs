using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Says of every channel of every value where it is computed. Slices, concatenations and shuffles move nothing: their values are lists of channels of maps
/// that other nodes compute, and a 1×1 convolution reads any list. Looks at the graph alone, so that all vector units agree on the order of weights.
/// </summary>
internal sealed class ChannelLists
{
    private readonly NetworkGraph _graph;
    private readonly GraphNode?[] _writers;
    private readonly bool _inPlace;
    private readonly bool _exactGroups;
    private readonly EquatableArray<ChannelSource>[] _sources;
    private readonly HashSet<int> _joined;
    private readonly ILookup<int, GraphNode> _readers;

    public ChannelLists(NetworkGraph graph, Optimizations enabled)
    {
        _graph = graph;
        _inPlace = enabled.HasFlag(Optimizations.ChannelViews);
        _exactGroups = enabled.HasFlag(Optimizations.ExactGroups);
        IsEnabled = enabled.HasFlag(Optimizations.ChannelLists);
        _writers = new GraphNode?[graph.Values.Count];
        foreach (GraphNode node in graph.Nodes)
        {
            _writers[node.Output] = node;
        }

        _readers = graph.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (Input: input, Node: node))).ToLookup(pair => pair.Input, pair => pair.Node);
        _joined = FindJoined();
        _sources = new EquatableArray<ChannelSource>[graph.Values.Count];
        _sources[0] = Whole(0);
        foreach (GraphNode node in graph.Nodes)
        {
            _sources[node.Output] = SourcesOf(node);
        }
    }

    /// <summary>Whether convolutions read lists at all; otherwise every value that is one is brought into a map of its own before it is read.</summary>
    public bool IsEnabled { get; }

    /// <summary>Where each channel of a value is computed.</summary>
    public EquatableArray<ChannelSource> Of(int value) => _sources[value];

    /// <summary>Whether the value is a map of its own, in the order of its channels.</summary>
    public bool IsMap(int value) => IsWhole(_sources[value]) && _sources[value][0].Map == value;

    /// <summary>Whether a list is one map's channels, all of them and in their order.</summary>
    public bool IsWhole(EquatableArray<ChannelSource> list) =>
        list.Count == _graph.Values[list[0].Map].Shape.Channels && !list.Where((source, channel) => source.Map != list[0].Map || source.Channel != channel).Any();

    /// <summary>Whether a concatenation is a map of its own, in which what it joins is computed or moved to.</summary>
    public bool IsJoined(int value) => _joined.Contains(value);

    /// <summary>The node that writes a value; null for the network's input.</summary>
    public GraphNode? WriterOf(int value) => _writers[value];

    /// <summary>What reads a value.</summary>
    public IEnumerable<GraphNode> ReadersOf(int value) => _readers[value];

    /// <summary>Whether a node says where channels are and computes none.</summary>
    public static bool Moves(GraphNode node) => node.Op is Concat or Slice or Shuffle;

    /// <summary>Whether a node reads the value channel by channel, wherever each lies.</summary>
    public bool ReadsList(GraphNode node, int value) =>
        IsEnabled && node.Op is Convolution convolution && node.Inputs[0] == value && node.Inputs.Count(input => input == value) == 1
        && (convolution.Kind == ConvolutionKind.Depthwise
            ? convolution.Parts.Count == 0
            : GroupWindows.IsPointwise(convolution) && (convolution.Groups == 1 || IsExact(node)));

    /// <summary>Whether a grouped convolution reads the channels of each group by themselves.</summary>
    public bool IsExact(GraphNode node) =>
        _exactGroups && node.Op is Convolution convolution && GroupWindows.AreExact(convolution, _graph.Values[node.Output].Shape.Channels);

    private EquatableArray<ChannelSource> SourcesOf(GraphNode node)
    {
        EquatableArray<ChannelSource> input = _sources[node.Inputs[0]];
        switch (node.Op)
        {
            case Slice slice:
                return input.Slice(slice.FirstChannel, _graph.Values[node.Output].Shape.Channels);
            case Shuffle shuffle:
                int members = input.Count / shuffle.Groups;
                return Enumerable.Range(0, input.Count).Select(channel => input[(channel % shuffle.Groups * members) + (channel / shuffle.Groups)]).ToEquatableArray();
            case Concat when !IsJoined(node.Output):
                return node.Inputs.SelectMany(value => _sources[value]).ToEquatableArray();
            default:
                return Whole(node.Output);
        }
    }

    private EquatableArray<ChannelSource> Whole(int value) =>
        Enumerable.Range(0, _graph.Values[value].Shape.Channels).Select(channel => new ChannelSource(value, channel)).ToEquatableArray();

    /// <summary>
    /// Concatenations that are maps: those that something reads as one, and those whose parts can all be computed where they belong. Outer ones first.
    /// </summary>
    private HashSet<int> FindJoined()
    {
        HashSet<int> joined = [];
        if (!_inPlace)
        {
            return joined;
        }

        HashSet<int> placed = [];
        HashSet<int> outputs = new(_graph.Outputs.Select(output => output.Value));
        foreach (GraphNode node in _graph.Nodes.Reverse().Where(node => node.Op is Concat))
        {
            bool isReadAsMap = outputs.Contains(node.Output)
                || _readers[node.Output].Any(reader => reader.Op is Concat ? joined.Contains(reader.Output) : !Moves(reader) && !ReadsList(reader, node.Output));
            if (isReadAsMap || !IsEnabled || PartsFit(node, placed))
            {
                joined.Add(node.Output);
                placed.UnionWith(node.Inputs);
            }
        }

        return joined;
    }

    /// <summary>Whether all parts are computed for this concatenation alone and begin with a panel.</summary>
    private bool PartsFit(GraphNode node, HashSet<int> placed)
    {
        int channel = 0;
        foreach (int input in node.Inputs)
        {
            bool isOwn = _writers[input] is { } writer && writer.Op is not (Slice or Shuffle) && !placed.Contains(input) && node.Inputs.Count(other => other == input) == 1;
            if (!isOwn || channel % WeightLayout.PanelChannels != 0)
            {
                return false;
            }

            channel += _graph.Values[input].Shape.Channels;
        }

        return true;
    }
}

/// <summary>One channel of a map.</summary>
/// <param name="Map">The value that a node computes.</param>
/// <param name="Channel">The channel's number there.</param>
internal readonly record struct ChannelSource(int Map, int Channel);
