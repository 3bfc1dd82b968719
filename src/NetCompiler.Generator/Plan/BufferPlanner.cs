using System;
using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Plan;

/// <summary>A buffer to be placed: its size and the steps, first and last, between which its content is needed.</summary>
internal sealed record BufferRequest(int Floats, int FirstStep, int LastStep)
{
    public bool Overlaps(BufferRequest other) => FirstStep <= other.LastStep && other.FirstStep <= LastStep;
}

/// <summary>
/// Places buffers in one workspace so that those needed at the same time never overlap: the largest first, each at the
/// lowest place where it fits.
/// </summary>
internal static class BufferPlanner
{
    /// <summary>Buffers begin on cache lines.</summary>
    public const int AlignmentFloats = 16;

    /// <summary>Offsets in the order of the requests, and the size of the workspace.</summary>
    public static (int[] Offsets, int Floats) Place(IReadOnlyList<BufferRequest> requests)
    {
        int[] offsets = new int[requests.Count];
        PlacedBuffers placed = new(requests);
        int end = 0;
        foreach (int index in Enumerable.Range(0, requests.Count).OrderByDescending(i => requests[i].Floats).ThenBy(i => i))
        {
            BufferRequest request = requests[index];
            int offset = 0;
            foreach (int other in placed.Beside(request).OrderBy(i => offsets[i]))
            {
                if (offset + request.Floats <= offsets[other])
                {
                    break;
                }

                offset = Math.Max(offset, MapLayout.RoundUp(offsets[other] + requests[other].Floats, AlignmentFloats));
            }

            offsets[index] = offset;
            placed.Add(index);
            end = Math.Max(end, offset + request.Floats);
        }

        return (offsets, MapLayout.RoundUp(end, AlignmentFloats));
    }

    /// <summary>The largest sum of buffers needed during one step: no placement can need less.</summary>
    public static int LowerBound(IReadOnlyList<BufferRequest> requests)
    {
        int steps = requests.Count == 0 ? 0 : requests.Max(request => request.LastStep) + 1;
        int[] changes = new int[steps + 1];
        foreach (BufferRequest request in requests)
        {
            changes[request.FirstStep] += request.Floats;
            changes[request.LastStep + 1] -= request.Floats;
        }

        int largest = 0;
        int floats = 0;
        foreach (int change in changes)
        {
            floats += change;
            largest = Math.Max(largest, floats);
        }

        return largest;
    }

    /// <summary>Buffers that have their places, found by the steps at which they are needed: most are needed for a few steps only.</summary>
    private sealed class PlacedBuffers(IReadOnlyList<BufferRequest> requests)
    {
        private readonly List<int> _all = [];
        private readonly Dictionary<int, List<int>> _ofStep = [];

        public void Add(int index)
        {
            _all.Add(index);
            for (int step = requests[index].FirstStep; step <= requests[index].LastStep; step++)
            {
                if (!_ofStep.TryGetValue(step, out List<int>? needed))
                {
                    _ofStep.Add(step, needed = []);
                }

                needed.Add(index);
            }
        }

        /// <summary>Those that are needed at some step at which the request is, each once.</summary>
        public IEnumerable<int> Beside(BufferRequest request)
        {
            if (request.LastStep - request.FirstStep >= _all.Count)
            {
                return _all.Where(index => requests[index].Overlaps(request));
            }

            HashSet<int> beside = [];
            for (int step = request.FirstStep; step <= request.LastStep; step++)
            {
                if (_ofStep.TryGetValue(step, out List<int>? needed))
                {
                    beside.UnionWith(needed);
                }
            }

            return beside;
        }
    }
}
