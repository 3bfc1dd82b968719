using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>How lanes of weights become planes of a map: as they follow each other, those left out that hold no channel.</summary>
/// <param name="Slots">For each channel its place in the map, counted in channels of planes.</param>
/// <param name="Width">Channels up to the last one that is there, room for none between them included.</param>
/// <param name="Lanes">For each plane its first lane among those of the weights.</param>
internal sealed record PlaneOrder(EquatableArray<int> Slots, int Width, EquatableArray<int> Lanes)
{
    /// <summary>Planes of the map.</summary>
    public int Planes => Lanes.Count;

    /// <summary>Whether every channel's place is its number.</summary>
    public bool IsPlain => Width == Slots.Count && !Slots.Where((slot, channel) => slot != channel).Any();

    /// <summary>Whether the planes of a map are those of the weights, one after another.</summary>
    public bool FollowsLanes(int block) => !Lanes.Where((lane, plane) => lane != plane * block).Any();

    /// <summary>The planes of <paramref name="block"/> channels that these lanes fill; null stands for lanes in the order of the channels.</summary>
    public static PlaneOrder Of(int[]? lanes, int channels, int block)
    {
        if (lanes is null)
        {
            return new PlaneOrder(
                Enumerable.Range(0, channels).ToEquatableArray(),
                channels,
                Enumerable.Range(0, (channels + block - 1) / block).Select(plane => plane * block).ToEquatableArray());
        }

        int[] slots = new int[channels];
        int width = 0;
        List<int> planes = [];
        for (int first = 0; first < lanes.Length; first += block)
        {
            int end = Math.Min(lanes.Length, first + block);
            bool isEmpty = true;
            for (int lane = first; lane < end; lane++)
            {
                if (lanes[lane] != LaneOrders.Empty)
                {
                    int slot = (planes.Count * block) + lane - first;
                    slots[lanes[lane]] = slot;
                    width = slot + 1;
                    isEmpty = false;
                }
            }

            if (!isEmpty)
            {
                planes.Add(first);
            }
        }

        return new PlaneOrder(slots.ToEquatableArray(), width, planes.ToEquatableArray());
    }
}
