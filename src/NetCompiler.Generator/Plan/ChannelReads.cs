using System;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>Channels of one or several maps, one after another.</summary>
internal sealed record ChannelReads(EquatableArray<Operand> Maps, EquatableArray<ChannelPoint> Points)
{
    /// <summary>The same channels with their maps at other places.</summary>
    public ChannelReads With(Func<Operand, Operand> move) => this with { Maps = Maps.Select(move).ToEquatableArray() };

    /// <summary>From the beginning of the workspace to the first pixel of a channel, in floats.</summary>
    public int Offset(int channel)
    {
        Operand map = Maps[Points[channel].Map];
        return map.Offset + map.Layout.ChannelOffset(Points[channel].Channel);
    }
}

/// <summary>One channel of a map.</summary>
/// <param name="Map">The map's number among those that are read.</param>
/// <param name="Channel">The channel's place in the map.</param>
internal readonly record struct ChannelPoint(int Map, int Channel)
{
    /// <summary>A lane that is written and keeps what it holds.</summary>
    public static readonly ChannelPoint Kept = new(-1, 0);
}

/// <summary>Planes of maps and the weights that they meet.</summary>
/// <param name="Sources">Of each plane its first channel.</param>
/// <param name="Lanes">For each plane the first of its lanes among the weights'.</param>
internal sealed record PlaneReads(ChannelReads Sources, EquatableArray<int> Lanes)
{
    /// <summary>Some of the planes, for weights that begin with a lane of the whole.</summary>
    public PlaneReads Part((int First, int Count) planes, int firstLane = 0) => new(
        Sources with { Points = Sources.Points.Slice(planes.First, planes.Count) },
        Lanes.Slice(planes.First, planes.Count).Select(lane => lane - firstLane).ToEquatableArray());
}
