using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Decides what lies inside of concatenations that are maps: parts are computed where the concatenation wants them, if
/// their channels begin with a plane there and follow each other without gaps; all others are moved by steps.
/// </summary>
internal sealed class ChannelViews
{
    private readonly ChannelLists _lists;
    private readonly Dictionary<int, ChannelPlace> _places = [];

    /// <param name="plane">Channels of a plane.</param>
    public ChannelViews(NetworkGraph graph, ChannelLists lists, LaneOrders orders, int plane)
    {
        _lists = lists;

        // The last one first: a concatenation inside of another has its place before its own parts are looked at.
        foreach (GraphNode concat in graph.Nodes.Reverse().Where(node => lists.IsJoined(node.Output)))
        {
            ChannelPlace outer = PlaceOf(concat.Output) ?? new ChannelPlace(concat.Output, 0);
            int channel = outer.FirstChannel;
            foreach (int part in concat.Inputs)
            {
                int channels = graph.Values[part].Shape.Channels;
                if (part != 0 && channel % plane == 0 && IsMap(part) && !_places.ContainsKey(part)
                    && PlaneOrder.Of(orders.Of(part), channels, plane).IsPlain)
                {
                    _places.Add(part, outer with { FirstChannel = channel });
                }

                channel += channels;
            }
        }
    }

    /// <summary>The map that a value lies in and its first channel there; null for a value with a buffer of its own.</summary>
    public ChannelPlace? PlaceOf(int value) => _places.TryGetValue(value, out ChannelPlace place) ? place : null;

    private bool IsMap(int value) => _lists.WriterOf(value) is { } writer && (!ChannelLists.Moves(writer) || _lists.IsJoined(value));
}

/// <summary>Where a value lies inside of another.</summary>
/// <param name="Value">The value with a buffer of its own.</param>
internal sealed record ChannelPlace(int Value, int FirstChannel);
