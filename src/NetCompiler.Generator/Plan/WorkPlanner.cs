using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Shares the steps of a plan among workers. Step by step it takes the way to cut that seems cheapest: the longest part, what it reads that another core has
/// written, and the meeting if one is needed first. A meeting stands where a part reads or writes what another worker has written since the last one, or
/// writes what another one reads; parts that stay with their worker's own results need none.
/// </summary>
internal sealed class WorkPlanner
{
    private static readonly WorkSplit[] s_splits = [WorkSplit.Rows, WorkSplit.Channels, WorkSplit.Pixels];

    private readonly int _workers;
    private readonly int _pixelInputOffset;
    private readonly StepParts _parts;
    private readonly CostModel _model;
    private readonly List<WorkPhase> _phases = [];
    private readonly List<WorkPart> _phase = [];

    /// <summary>What each worker has read and written since the last meeting.</summary>
    private readonly List<TouchedMemory>[] _read;
    private readonly List<TouchedMemory>[] _written;

    /// <summary>How each map was cut when it was written.</summary>
    private readonly Dictionary<string, WorkSplit> _cuts = [];

    private WorkPlanner(EquatableArray<KernelStep> steps, PlanOptions options, int pixelInputOffset, VectorIsa isa)
    {
        _workers = options.Workers;
        _pixelInputOffset = pixelInputOffset;
        _model = new CostModel(isa, MachineModel.Nominal, steps.Sum(StepWork.WeightBytes));
        _parts = new StepParts(isa, options.Enabled);
        _read = [.. Enumerable.Range(0, _workers).Select(_ => new List<TouchedMemory>())];
        _written = [.. Enumerable.Range(0, _workers).Select(_ => new List<TouchedMemory>())];
    }

    public static WorkPlan Plan(EquatableArray<KernelStep> steps, PlanOptions options, int pixelInputOffset, VectorIsa isa)
    {
        WorkPlanner planner = new(steps, options, pixelInputOffset, isa);
        for (int index = 0; index < steps.Count; index++)
        {
            planner.Add(steps[index], index);
        }

        planner.Meet();
        return new WorkPlan(options.Workers, planner._phases.ToEquatableArray());
    }

    private void Add(KernelStep step, int index)
    {
        WorkPart[] best = [new WorkPart(index, 0, step, WorkSplit.Whole, 0, 1)];
        bool meets = NeedsMeeting(best);
        double cost = Cost(best, meets);
        foreach (WorkSplit split in s_splits)
        {
            WorkPart[] parts = [.. _parts.Cut(step, split, _workers).Select((cut, worker) => new WorkPart(index, worker, cut.Part, split, cut.First, cut.Count))];
            if (parts.Length == 0 || MeetEachOther(parts))
            {
                continue;
            }

            bool partsMeet = NeedsMeeting(parts);
            double partsCost = Cost(parts, partsMeet);
            if (partsCost < cost)
            {
                (best, meets, cost) = (parts, partsMeet, partsCost);
            }
        }

        if (meets)
        {
            Meet();
        }

        foreach (WorkPart part in best)
        {
            _phase.Add(part);
            _read[part.Worker].AddRange(TouchedMemory.ReadBy(part.Kernel, _pixelInputOffset));
            _written[part.Worker].AddRange(TouchedMemory.WrittenBy(part.Kernel));
        }

        _cuts[step.Output.Buffer] = best[0].Split;
    }

    /// <summary>Ends the phase.</summary>
    private void Meet()
    {
        _phases.Add(new WorkPhase(_phase.ToEquatableArray()));
        _phase.Clear();
        for (int worker = 0; worker < _workers; worker++)
        {
            _read[worker].Clear();
            _written[worker].Clear();
        }
    }

    /// <summary>Whether a part touches what another worker has written in this phase, or writes what another one has read.</summary>
    private bool NeedsMeeting(WorkPart[] parts) => parts.Any(part =>
    {
        TouchedMemory[] reads = [.. TouchedMemory.ReadBy(part.Kernel, _pixelInputOffset)];
        TouchedMemory[] writes = [.. TouchedMemory.WrittenBy(part.Kernel)];
        return Enumerable.Range(0, _workers).Any(worker => worker != part.Worker
            && (Meet(reads, _written[worker]) || Meet(writes, _written[worker]) || Meet(writes, _read[worker])));
    });

    /// <summary>Whether parts of one step are in each other's way, as those of a step within one map may be.</summary>
    private bool MeetEachOther(WorkPart[] parts) => parts.Any(part =>
    {
        TouchedMemory[] writes = [.. TouchedMemory.WrittenBy(part.Kernel)];
        return parts.Any(other => other != part
            && (Meet(writes, TouchedMemory.WrittenBy(other.Kernel)) || Meet(writes, TouchedMemory.ReadBy(other.Kernel, _pixelInputOffset))));
    });

    private static bool Meet(IReadOnlyCollection<TouchedMemory> some, IEnumerable<TouchedMemory> others) => others.Any(other => some.Any(other.Meets));

    private double Cost(WorkPart[] parts, bool meets) =>
        parts.Max(part => _model.Of(part.Kernel).Total + (ForeignBytes(part) / MachineModel.Nominal.ForeignBytesPerCycle))
        + (meets ? MachineModel.Nominal.MeetingCycles : 0);

    /// <summary>How many of the bytes that a part reads were written by other workers, as a part of those that it reads.</summary>
    private double ForeignBytes(WorkPart part)
    {
        double bytes = 0;
        foreach (Operand operand in part.Kernel.Reads.Where(operand => operand.Place != Place.Output))
        {
            WorkSplit written = operand.Place == Place.Workspace && _cuts.TryGetValue(operand.Buffer, out WorkSplit cut) ? cut : WorkSplit.Whole;

            // Channels of a dense convolution are computed from all channels; in all other cases equal cuts read what the worker itself has written.
            bool isOwn = written == part.Split && !(part is { Split: WorkSplit.Channels, Kernel: DenseConvStep or GatheredConvStep } && operand != part.Kernel.Other);
            double share = isOwn ? 0
                : written == WorkSplit.Whole ? part.Worker == 0 ? 0 : 1
                : 1 - (1.0 / _workers);
            bytes += share * operand.Shape.Length * sizeof(float);
        }

        return bytes;
    }
}
