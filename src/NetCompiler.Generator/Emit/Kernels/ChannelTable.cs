using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>Where a step finds what it reads, counted in floats from the beginning of the workspace.</summary>
/// <param name="Meaning">For people.</param>
internal sealed record ChannelTable(string Meaning, IReadOnlyList<int> Numbers)
{
    /// <summary>The table of a step; null for one that reads whole maps.</summary>
    public static ChannelTable? Of(KernelStep step) => step switch
    {
        GatheredConvStep conv => new("the places of its input channels", [.. Enumerable.Range(0, conv.Channels.Points.Count).Select(conv.Channels.Offset)]),
        GatherStep gather => new("the places of the channels that it brings together", [.. Enumerable.Range(0, gather.Channels.Points.Count).Select(gather.SourceOffset)]),
        DepthwiseConvStep { Planes: { } planes } depthwise => new(
            "the places of its input's planes and of their weights",
            [.. planes.Lanes.SelectMany((lane, plane) => new[] { planes.Sources.Offset(plane), depthwise.Layer.LaneOffset(lane) })]),
        _ => null,
    };
}
