using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Finds the steps that are worth running as chains, band by band: those between which large maps lie that nobody else reads. Such a map would be written
/// to a far cache and read back; in a chain it is a ring of a few rows that stays near. Results are the same bits.
/// </summary>
internal static class BandPlanner
{
    /// <summary>Steps of one chain at most; a longer one is two.</summary>
    private const int MaxMembers = 12;

    /// <summary>Pixels of a band below which tiles cover it badly and calls begin to count.</summary>
    private const int MinBandPixels = 96;

    /// <summary>The steps with the members of chains given their bands and rings.</summary>
    public static List<KernelStep> Plan(IReadOnlyList<KernelStep> steps, BufferList buffers, VectorIsa isa, PlanOptions options)
    {
        // The best of all ways to part the steps: from the end, which gain the steps from here on give, and the chain that begins here.
        BufferUses uses = new(steps, buffers);
        long[] gains = new long[steps.Count + 1];
        BandChain?[] chains = new BandChain?[steps.Count];
        int[] counts = new int[steps.Count];
        for (int first = steps.Count - 1; first >= 0; first--)
        {
            gains[first] = gains[first + 1];
            counts[first] = 1;
            long mapsBetween = 0;
            for (int count = 2; count <= MaxMembers && first + count <= steps.Count && RowReads.Of(steps[first + count - 1]) is not null; count++)
            {
                // Rings are not planned where even maps that took no memory at all would not be worth it.
                Operand last = steps[first + count - 2].Output;
                mapsBetween += last.Layout.Floats(last.Shape);
                if (Gain(mapsBetween, options) + gains[first + count] <= gains[first])
                {
                    continue;
                }

                BandChain? chain = Choose([.. steps.Skip(first).Take(count)], buffers, buffer => uses.AreWithin(buffer, first, count), options);
                long gain = chain is null ? 0 : Gain(chain, options) + gains[first + count];
                if (gain > gains[first])
                {
                    (gains[first], chains[first], counts[first]) = (gain, chain, count);
                }
            }
        }

        List<KernelStep> planned = [];
        int number = 0;
        for (int first = 0; first < steps.Count; first += counts[first])
        {
            planned.AddRange(chains[first]?.Build(number++, isa, options) ?? [steps[first]]);
        }

        return planned;
    }

    /// <summary>The chain with the highest bands whose rings fit, or null.</summary>
    private static BandChain? Choose(KernelStep[] members, BufferList buffers, Func<int, bool> isPrivate, PlanOptions options)
    {
        if (options.RowsPerBand is int given)
        {
            return BandChain.Of(members, buffers, isPrivate, given);
        }

        Graph.Shape output = members[members.Length - 1].Output.Shape;
        BandChain? chosen = null;
        for (int rows = 1; rows <= output.Height; rows++)
        {
            BandChain? chain = BandChain.Of(members, buffers, isPrivate, rows);
            if (chain is null || (long)chain.RingFloats * sizeof(float) > LargestRings(chain, rows))
            {
                break;
            }

            if (rows * output.Width >= MinBandPixels || chosen is null)
            {
                chosen = chain;
            }
        }

        return chosen;
    }

    /// <summary>
    /// Bytes of rings that are better than whole maps: those that stay in L2, and with bands of one row more, since no shorter chain of the same maps has smaller
    /// rings, and the maps would travel further.
    /// </summary>
    private static int LargestRings(BandChain chain, int rowsPerBand)
    {
        MachineModel machine = MachineModel.Nominal;
        return rowsPerBand > 1 ? machine.MiddleShare
            : (long)chain.LargestRingFloats * sizeof(float) > machine.MiddleBytes ? 2 * machine.MiddleBytes
            : machine.MiddleBytes;
    }

    /// <summary>Bytes of maps that need not travel, less those of weights that each band reads anew.</summary>
    private static long Gain(BandChain chain, PlanOptions options) =>
        Gain(chain.MapFloats - chain.RingFloats - (options.RowsPerBand is null ? chain.RepeatedWeightFloats : 0), options);

    private static long Gain(long floats, PlanOptions options) => (floats * sizeof(float)) - (options.RowsPerBand is null ? options.SmallestBandedBytes : 0);

    /// <summary>The steps between which each buffer is used.</summary>
    private sealed class BufferUses
    {
        private readonly Dictionary<int, (int First, int Last)> _uses = [];

        public BufferUses(IReadOnlyList<KernelStep> steps, BufferList buffers)
        {
            for (int step = 0; step < steps.Count; step++)
            {
                foreach (Operand operand in steps[step].Reads.Append(steps[step].Output))
                {
                    if (operand.Place == Place.Workspace)
                    {
                        int buffer = buffers.BufferOf(operand);
                        _uses[buffer] = (_uses.TryGetValue(buffer, out (int First, int Last) known) ? known.First : step, step);
                    }
                }
            }
        }

        public bool AreWithin(int buffer, int first, int count) =>
            _uses.TryGetValue(buffer, out (int First, int Last) use) && use.First >= first && use.Last < first + count;
    }
}
