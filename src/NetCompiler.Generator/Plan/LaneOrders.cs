using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// In which order the channels of each map lie, panel by panel of 16 lanes: as they are numbered, unless
/// a group has panels of its own, or channels are put together that are needed equally long, or a depthwise convolution keeps the order in which it finds
/// them, one of several kernels only with room between them. Weights are packed in that order. Decided without a look at the vector unit, since all share the weights.
/// </summary>
internal sealed class LaneOrders
{
    private const int Panel = WeightLayout.PanelChannels;

    /// <summary>No channel.</summary>
    public const int Empty = -1;

    private readonly NetworkGraph _graph;
    private readonly ChannelLists _lists;
    private readonly int[]?[] _lanes;

    /// <summary>For each map the last node that reads each of its channels; null where something needs them in their order.</summary>
    private readonly int[]?[] _lastReaders;

    public LaneOrders(NetworkGraph graph, ChannelLists lists)
    {
        _graph = graph;
        _lists = lists;
        _lanes = new int[graph.Values.Count][];
        _lastReaders = FindLastReaders();
        foreach (GraphNode node in graph.Nodes)
        {
            _lanes[node.Output] = OrderOf(node);
        }
    }

    /// <summary>The channel in each lane of a map, <see cref="Empty"/> for none; null where lane and channel have the same number.</summary>
    public int[]? Of(int value) => _lanes[value];

    private int[]? OrderOf(GraphNode node)
    {
        switch (node.Op)
        {
            case Convolution { Kind: ConvolutionKind.Dense } convolution:
                return _lists.IsExact(node) ? InGroups(convolution.Groups, _graph.Values[node.Output].Shape.Channels / convolution.Groups) : ByLastReader(node);
            case Convolution { Parts.Count: 0 }:
                return _lists.IsEnabled ? AsFound(_lists.Of(node.Inputs[0])) : OfWhole(node.Inputs[0]);
            case Convolution:
                // The parts of a mixed one are neighbouring channels, in lanes that follow each other.
                int[]? lanes = OfWhole(node.Inputs[0]);
                return lanes is not null && AreAscending(lanes) ? lanes : null;
            case Activation or Add or Multiply or AveragePool or AdaptiveAveragePool or MaxPool:
                return OfWhole(node.Inputs[0]);
            default:
                return null;
        }
    }

    /// <summary>The order of the map that a value is; of a value that is none, that of its channels.</summary>
    private int[]? OfWhole(int value) => _lists.IsWhole(_lists.Of(value)) ? _lanes[_lists.Of(value)[0].Map] : null;

    private static bool AreAscending(int[] lanes)
    {
        int[] channels = [.. lanes.Where(channel => channel != Empty)];
        return channels.SequenceEqual(Enumerable.Range(0, channels.Length));
    }

    /// <summary>Panels of their own for each group.</summary>
    private static int[]? InGroups(int groups, int outputs)
    {
        int lanes = MapLayout.RoundUp(outputs, Panel);
        return lanes == outputs
            ? null
            : [.. Enumerable.Range(0, groups * lanes).Select(lane => lane % lanes < outputs ? (lane / lanes * outputs) + (lane % lanes) : Empty)];
    }

    /// <summary>Those first that are read last: what is still needed of a map then lies together at its beginning.</summary>
    private int[]? ByLastReader(GraphNode node)
    {
        if (_lastReaders[node.Output] is not { } last || last.Distinct().Count() == 1 || ((Convolution)node.Op).Epilogue.OfType<AddResidual>().Any())
        {
            return null;
        }

        return [.. Enumerable.Range(0, last.Length).OrderByDescending(channel => last[channel])];
    }

    /// <summary>
    /// Map after map, each in its own order, without panels of which nothing is read. Null where a channel is read twice or
    /// too many planes would be computed for few channels.
    /// </summary>
    private int[]? AsFound(EquatableArray<ChannelSource> list)
    {
        if (_lists.IsWhole(list))
        {
            return _lanes[list[0].Map];
        }

        Dictionary<ChannelSource, int> channels = [];
        for (int channel = 0; channel < list.Count; channel++)
        {
            if (channels.ContainsKey(list[channel]))
            {
                return null;
            }

            channels.Add(list[channel], channel);
        }

        List<int> lanes = [];
        foreach (int map in list.Select(source => source.Map).Distinct())
        {
            int[] found = [.. LanesOf(map).Select(channel => channels.TryGetValue(new ChannelSource(map, channel), out int own) ? own : Empty)];
            for (int panel = 0; panel < found.Length; panel += Panel)
            {
                int[] own = [.. Enumerable.Range(panel, Panel).Select(lane => lane < found.Length ? found[lane] : Empty)];
                lanes.AddRange(own.Any(channel => channel != Empty) ? own : []);
            }
        }

        int planes = PlaneOrder.Of([.. lanes], list.Count, MapLayout.NarrowestBlock).Planes;
        return 2 * planes * MapLayout.NarrowestBlock > (3 * list.Count) + (4 * Panel) ? null : [.. lanes];
    }

    private IEnumerable<int> LanesOf(int map) => _lanes[map] ?? Enumerable.Range(0, _graph.Values[map].Shape.Channels);

    private int[]?[] FindLastReaders()
    {
        int[]?[] last = [.. _graph.Values.Select(value => new int[value.Shape.Channels])];
        int position = 0;
        foreach (GraphNode node in _graph.Nodes)
        {
            position++;
            foreach (int input in node.Inputs.Where(_ => !ChannelLists.Moves(node) || _lists.IsJoined(node.Output)))
            {
                bool readsList = _lists.ReadsList(node, input);
                foreach (ChannelSource source in _lists.Of(input))
                {
                    if (!readsList)
                    {
                        last[source.Map] = null;
                    }
                    else if (last[source.Map] is { } positions)
                    {
                        positions[source.Channel] = position;
                    }
                }
            }
        }

        foreach (ChannelSource source in _graph.Outputs.SelectMany(output => _lists.Of(output.Value)))
        {
            last[source.Map] = null;
        }

        return last;
    }
}
