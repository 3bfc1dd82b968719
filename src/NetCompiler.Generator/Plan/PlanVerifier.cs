using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Says what is wrong with a plan: buffers that overlap while both are needed, values read that were never written or were
/// overwritten, places outside the workspace, register blocks that do not fit, results computed never or twice. Walks the finished steps alone
/// and shares no arithmetic with the planner.
/// </summary>
internal static class PlanVerifier
{
    private const int AlignmentFloats = 16;

    /// <summary>One sentence for each violation; empty for a plan that holds.</summary>
    public static EquatableArray<string> Verify(ExecutionPlan plan)
    {
        List<string> violations = [];
        VerifyMemory(plan, violations);
        VerifyWeights(plan, violations);
        foreach (KernelStep step in plan.Steps)
        {
            CoverVerifier.Verify(step, plan.Isa, violations);
        }

        if (plan.Work is { } work)
        {
            foreach (WorkPart part in work.Phases.SelectMany(phase => phase.Parts).Where(part => part.Split != WorkSplit.Whole))
            {
                CoverVerifier.Verify(part.Kernel, plan.Isa, violations);
            }

            // Of a plan that holds for one thread.
            if (violations.Count == 0)
            {
                WorkVerifier.Verify(plan, work, violations);
            }
        }

        return violations.ToEquatableArray();
    }

    /// <summary>Runs the plan over intervals of memory: which map each belongs to.</summary>
    private static void VerifyMemory(ExecutionPlan plan, List<string> violations)
    {
        // The input as bytes stands in the workspace before the first step, so the plan has to hold with it there.
        Operand? input = plan.Steps.Select(step => step.Input).FirstOrDefault(operand => operand.Place == Place.Input);
        WrittenMemory written = new();
        if (input is not null)
        {
            written.Write(PixelsOf(plan, input));
        }

        Dictionary<string, int> beginnings = Beginnings(plan);
        for (int first = 0; first < plan.Steps.Count; first += plan.ChainLength(first))
        {
            KernelStep[] members = [.. plan.Steps.Skip(first).Take(plan.ChainLength(first))];
            foreach (KernelStep step in members)
            {
                VerifyGathered(step, plan, violations);
                VerifyReads(plan, step, members, written, violations);
            }

            foreach (KernelStep step in members)
            {
                VerifyScratch(step, plan, written, violations);
            }

            foreach (KernelStep step in members.Where(step => step.Output.Place == Place.Workspace))
            {
                Interval target = TargetOf(step);
                int beginning = beginnings[step.Output.Buffer];
                if (target.First < 0 || target.End > plan.WorkspaceFloats || beginning % AlignmentFloats != 0
                    || (step.Output.Offset - beginning) % step.Output.Layout.BlockPitch != 0)
                {
                    violations.Add($"{step.Name} writes {target}, outside of {plan.WorkspaceFloats} floats or off a cache line.");
                }

                if (members.Any(other => other.Output.Buffer != step.Output.Buffer && other.Output.Place == Place.Workspace && TargetOf(other).Overlaps(target)))
                {
                    violations.Add($"{step.Name} writes {target}, which another step of its chain writes, too.");
                }

                written.Write(target);
            }

            if (members[0].Bands is not null)
            {
                HashSet<string> readLater = [.. plan.Steps.Skip(first + members.Length).SelectMany(step => step.Reads).Select(read => read.Buffer)];
                violations.AddRange(BandVerifier.Verify(members, readLater));
            }
        }
    }

    /// <summary>What a step reads has to be there, left by an earlier step or, row by row, by an earlier member of its chain; and none of them may write over it.</summary>
    private static void VerifyReads(ExecutionPlan plan, KernelStep step, KernelStep[] members, WrittenMemory written, List<string> violations)
    {
        KernelStep[] before = [.. members.TakeWhile(member => member != step)];
        foreach (Operand read in step.Reads)
        {
            if (read.Place == Place.Output)
            {
                continue;
            }

            Interval needed = read.Place == Place.Input ? PixelsOf(plan, read) : IntervalOf(read);
            bool isOfChain = read.Place == Place.Workspace && before.Any(member => member.Output.Buffer == read.Buffer);
            if (!isOfChain && (read.Ring is not null || !written.Holds(needed)))
            {
                violations.Add($"{step.Name} reads {needed}, which no step has left there.");
            }

            if (isOfChain)
            {
                // Of a map that members write, all channels that are read have to be theirs, or have been there before.
                WrittenMemory inChain = written.Copy();
                foreach (KernelStep member in before.Where(member => member.Output.Buffer == read.Buffer))
                {
                    inChain.Write(TargetOf(member));
                    if (member.Output.Ring != read.Ring || member.Output.Layout != read.Layout)
                    {
                        violations.Add($"{step.Name} reads {needed} otherwise than {member.Name} writes it.");
                    }
                }

                if (!inChain.Holds(needed))
                {
                    violations.Add($"{step.Name} reads {needed}, which no step of its chain has left there.");
                }
            }

            foreach (KernelStep writer in members.Where(member => member.Output.Place == Place.Workspace && !(isOfChain && member.Output.Buffer == read.Buffer)))
            {
                if (TargetOf(writer).Overlaps(needed) && !(writer == step && IsMoveAside(step)))
                {
                    violations.Add($"{writer.Name} writes {TargetOf(writer)} while {step.Name} reads {needed}.");
                }
            }
        }

        if (step.Bands is null && step.Output.Ring is not null)
        {
            violations.Add($"{step.Name} writes a ring and is no member of a chain.");
        }
    }

    /// <summary>What a step works in lies in the workspace, apart from all that it reads and writes, and destroys what stood there.</summary>
    private static void VerifyScratch(KernelStep step, ExecutionPlan plan, WrittenMemory written, List<string> violations)
    {
        List<Interval> taken = [.. step.Reads.Where(read => read.Place == Place.Workspace).Select(IntervalOf)];
        if (step.Input.Place == Place.Input)
        {
            taken.Add(PixelsOf(plan, step.Input));
        }

        if (step.Output.Place == Place.Workspace)
        {
            taken.Add(TargetOf(step));
        }

        foreach (Operand scratch in step.Scratch)
        {
            Interval place = IntervalOf(scratch);
            if (place.First < 0 || place.End > plan.WorkspaceFloats || place.First % AlignmentFloats != 0)
            {
                violations.Add($"{step.Name} works in {place}, outside of {plan.WorkspaceFloats} floats or off a cache line.");
            }

            foreach (Interval other in taken.Where(place.Overlaps))
            {
                violations.Add($"{step.Name} works in {place} while it needs {other}.");
            }

            taken.Add(place);
            written.Write(place);
        }
    }

    /// <summary>Where each map begins: its first plane, which some step writes or reads. Views begin with any of its planes.</summary>
    private static Dictionary<string, int> Beginnings(ExecutionPlan plan)
    {
        Dictionary<string, int> beginnings = [];
        foreach (Operand operand in plan.Steps.SelectMany(step => step.Reads.Append(step.Output)))
        {
            if (operand.Place == Place.Workspace)
            {
                beginnings[operand.Buffer] = beginnings.TryGetValue(operand.Buffer, out int known) ? Math.Min(known, operand.Offset) : operand.Offset;
            }
        }

        return beginnings;
    }

    /// <summary>
    /// Whether a step moves channels of a map to others of the same map, which may share a plane with them: it leaves lanes of other channels as they
    /// are, except for those past the last channel of what it fills.
    /// </summary>
    private static bool IsMoveAside(KernelStep step)
    {
        if (step is GatherStep gather)
        {
            HashSet<int> filled = new(Enumerable.Range(0, gather.Count).Where(lane => gather.Channels.Points[lane] != ChannelPoint.Kept)
                .Select(lane => gather.Output.Offset + gather.Output.Layout.ChannelOffset(gather.FirstOutput + lane)));
            return !gather.Channels.Points.Where((point, lane) => point != ChannelPoint.Kept && filled.Contains(gather.Channels.Offset(lane))).Any();
        }

        if (step is not CopyStep copy || copy.Input.Place != Place.Workspace || copy.Input.Buffer != copy.Output.Buffer || copy.Input.Layout != copy.Output.Layout)
        {
            return false;
        }

        MapLayout layout = copy.Output.Layout;
        int source = ((copy.Input.Offset - copy.Output.Offset) / layout.BlockPitch * layout.ChannelBlock) + copy.FirstInput;
        int end = copy.FirstOutput + copy.Channels;
        int written = end == copy.Output.Shape.Channels ? layout.FilledChannels(end) : end;
        return source + copy.Channels <= copy.FirstOutput || written <= source;
    }

    /// <summary>Channels that are read one by one lie in the maps that the step says it reads, which all have the shape and layout that it walks.</summary>
    private static void VerifyGathered(KernelStep step, ExecutionPlan plan, List<string> violations)
    {
        if (step.Gathered is not { } reads)
        {
            return;
        }

        foreach (Operand map in reads.Maps)
        {
            if (map.Place != Place.Workspace || map.Layout != reads.Maps[0].Layout || map.Shape.Pixels != reads.Maps[0].Shape.Pixels)
            {
                violations.Add($"{step.Name} gathers from {map.Buffer}, which does not lie as the others do.");
            }
        }

        int needed = step switch
        {
            GatheredConvStep conv => conv.Layer.InputChannels,
            DepthwiseConvStep depthwise => depthwise.WrittenPlanes.Count,
            GatherStep gather => gather.Output.Layout.FilledChannels(gather.Count),
            _ => reads.Points.Count,
        };
        if (reads.Points.Count != needed)
        {
            violations.Add($"{step.Name} gathers {reads.Points.Count} channels or planes instead of {needed}.");
        }

        bool readsPlanes = step is DepthwiseConvStep;
        foreach (ChannelPoint point in reads.Points.Where(point => point != ChannelPoint.Kept))
        {
            if (point.Map < 0 || point.Map >= reads.Maps.Count || point.Channel < 0 || point.Channel >= reads.Maps[point.Map].Shape.Channels
                || (readsPlanes && point.Channel % reads.Maps[0].Layout.ChannelBlock != 0))
            {
                violations.Add($"{step.Name} gathers channel {point.Channel} of map {point.Map}, which is not there.");
            }
        }

        if (step is DepthwiseConvStep { Planes.Lanes: { } lanes, Layer: { } layer }
            && (lanes.Count != needed || lanes.Any(lane => lane < 0 || lane % plan.Isa.Lanes != 0 || layer.LaneOffset(lane) + plan.Isa.Lanes > layer.Floats)))
        {
            violations.Add($"{step.Name} reads weights that are not there.");
        }
    }

    private static Interval PixelsOf(ExecutionPlan plan, Operand input) =>
        new(plan.PixelInputOffset, plan.PixelInputOffset + input.Shape.Length, "the caller's input");

    /// <summary>What a step writes: of steps for some channels of a map, the planes of these.</summary>
    private static Interval TargetOf(KernelStep step)
    {
        (int first, int floats) = step.WrittenFloats;
        return new Interval(first, first + floats, step.Output.Buffer);
    }

    private static void VerifyWeights(ExecutionPlan plan, List<string> violations)
    {
        int end = 0;
        foreach (PlannedLayer layer in plan.Layers.OrderBy(layer => layer.Offset))
        {
            if (layer.Offset < end || layer.Offset % AlignmentFloats != 0)
            {
                violations.Add($"The weights of {layer.Name} begin at {layer.Offset}, inside of others or off a cache line.");
            }

            end = layer.Offset + layer.Floats;
        }

        if (end != plan.WeightFloats)
        {
            violations.Add($"The weights end at {end} and the block at {plan.WeightFloats}.");
        }
    }

    private static Interval IntervalOf(Operand operand) =>
        new(operand.Offset, operand.Offset + operand.Layout.Floats(operand.Shape), operand.Buffer);

    /// <summary>Floats of the workspace from <paramref name="First"/> to before <paramref name="End"/>.</summary>
    /// <param name="Map">The map that they belong to.</param>
    private sealed record Interval(int First, int End, string Map)
    {
        public bool Overlaps(Interval other) => First < other.End && other.First < End;

        public override string ToString() => $"[{First}, {End})";
    }

    /// <summary>What has been written so far: intervals that do not overlap.</summary>
    private sealed class WrittenMemory
    {
        private readonly List<Interval> _intervals = [];

        public WrittenMemory Copy()
        {
            WrittenMemory copy = new();
            copy._intervals.AddRange(_intervals);
            return copy;
        }

        public void Write(Interval target)
        {
            foreach (Interval interval in _intervals.Where(interval => interval.Overlaps(target)).ToArray())
            {
                _intervals.Remove(interval);
                if (interval.First < target.First)
                {
                    _intervals.Add(interval with { End = target.First });
                }

                if (interval.End > target.End)
                {
                    _intervals.Add(interval with { First = target.End });
                }
            }

            _intervals.Add(target);
        }

        /// <summary>Whether every float of an interval was last written for its map.</summary>
        public bool Holds(Interval needed)
        {
            int end = needed.First;
            foreach (Interval interval in _intervals.Where(interval => interval.Map == needed.Map).OrderBy(interval => interval.First))
            {
                end = interval.First <= end ? Math.Max(end, interval.End) : end;
            }

            return end >= needed.End;
        }
    }
}
