using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Says what is wrong with the way in which workers share a plan's steps: results that no part computes or that two do, parts out of order, and races: a
/// worker that touches what another one writes with no meeting between. Marks every float that every part touches and shares no arithmetic with the planner.
/// </summary>
internal sealed class WorkVerifier
{
    private const int Nobody = -1;
    private const int Several = -2;

    private readonly ExecutionPlan _plan;
    private readonly WorkPlan _work;
    private readonly List<string> _violations;
    private readonly int[] _writers;
    private readonly int[] _readers;
    private readonly bool[] _missing;

    private WorkVerifier(ExecutionPlan plan, WorkPlan work, List<string> violations)
    {
        (_plan, _work, _violations) = (plan, work, violations);
        _writers = [.. Enumerable.Repeat(Nobody, plan.WorkspaceFloats)];
        _readers = [.. _writers];
        _missing = new bool[plan.WorkspaceFloats];
    }

    /// <summary>Adds one sentence for each violation.</summary>
    public static void Verify(ExecutionPlan plan, WorkPlan work, List<string> violations)
    {
        WorkVerifier verifier = new(plan, work, violations);
        int before = violations.Count;
        verifier.VerifyOrder();
        verifier.VerifyCover();

        // What is outside of the workspace has been told by now.
        if (violations.Count == before)
        {
            verifier.VerifyRaces();
        }
    }

    private void VerifyOrder()
    {
        int step = 0;
        foreach (WorkPart part in _work.Phases.SelectMany(phase => phase.Parts))
        {
            if (part.Step < step || part.Step >= _plan.Steps.Count)
            {
                _violations.Add($"{part.Kernel.Name} comes after a later step.");
            }

            step = part.Step;
            if (part.Worker < 0 || part.Worker >= _work.Workers || (part.Kernel.Output.Place == Place.Output && part.Worker != 0))
            {
                _violations.Add($"{part.Kernel.Name} cannot be worker {part.Worker}'s.");
            }
        }
    }

    private void VerifyCover()
    {
        ILookup<int, WorkPart> parts = _work.Phases.SelectMany(phase => phase.Parts).ToLookup(part => part.Step);
        for (int index = 0; index < _plan.Steps.Count; index++)
        {
            KernelStep step = _plan.Steps[index];
            if (step.Output.Place == Place.Output)
            {
                if (parts[index].Count() != 1 || parts[index].Single().Kernel != step)
                {
                    _violations.Add($"{step.Name} is not done once and whole.");
                }

                continue;
            }

            int missing = 0;
            foreach (int place in Written(step))
            {
                _missing[place] = true;
                missing++;
            }

            foreach (int place in parts[index].SelectMany(part => Written(part.Kernel)))
            {
                if (IsOutside(place) || !_missing[place])
                {
                    _violations.Add($"{step.Name}: a part writes {place}, which is not the step's or another part's.");
                    break;
                }

                _missing[place] = false;
                missing--;
            }

            if (parts[index].Any(part => Read(part.Kernel).Any(IsOutside)))
            {
                _violations.Add($"{step.Name}: a part reads outside of the workspace.");
            }

            if (missing > 0)
            {
                _violations.Add($"{step.Name}: no part writes {missing} of its floats.");
                Array.Clear(_missing, 0, _missing.Length);
            }
        }
    }

    private bool IsOutside(int place) => place < 0 || place >= _missing.Length;

    private void VerifyRaces()
    {
        foreach (WorkPhase phase in _work.Phases)
        {
            foreach (WorkPart part in phase.Parts)
            {
                bool races = false;
                foreach (int place in Read(part.Kernel))
                {
                    races |= _writers[place] != Nobody && _writers[place] != part.Worker;
                    _readers[place] = _readers[place] == Nobody || _readers[place] == part.Worker ? part.Worker : Several;
                }

                foreach (int place in Written(part.Kernel))
                {
                    races |= _writers[place] != Nobody && _writers[place] != part.Worker;
                    races |= _readers[place] != Nobody && _readers[place] != part.Worker;
                    _writers[place] = part.Worker;
                }

                if (races)
                {
                    _violations.Add($"{part.Kernel.Name}: worker {part.Worker} and another one are at the same memory, and one of them writes.");
                }
            }

            foreach (int place in phase.Parts.SelectMany(part => Read(part.Kernel).Concat(Written(part.Kernel))))
            {
                _writers[place] = Nobody;
                _readers[place] = Nobody;
            }
        }
    }

    private IEnumerable<int> Read(KernelStep step)
    {
        foreach (Operand map in step.Reads)
        {
            if (map.Place == Place.Input)
            {
                foreach (int place in Enumerable.Range(_plan.PixelInputOffset + map.Offset, map.Shape.Length))
                {
                    yield return place;
                }
            }
            else if (map.Place == Place.Workspace)
            {
                foreach (int place in Places(map, 0, map.Shape.Channels))
                {
                    yield return place;
                }
            }
        }
    }

    /// <summary>Lanes that are written past a map's last channel count: they are in a plane that only one worker may have. So are the places that a step works in.</summary>
    private static IEnumerable<int> Written(KernelStep step)
    {
        (int first, int count) = step.WrittenChannels;
        IEnumerable<int> scratch = step.Scratch.SelectMany(place => Enumerable.Range(place.Offset, place.Layout.Floats(place.Shape)));
        return step.Output.Place == Place.Workspace ? Places(step.Output, first, count).Concat(scratch) : scratch;
    }

    /// <summary>All lanes of the planes in which the channels lie, for every pixel.</summary>
    private static IEnumerable<int> Places(Operand map, int firstChannel, int channels)
    {
        int block = map.Layout.ChannelBlock;
        for (int plane = firstChannel / block; plane * block < firstChannel + channels; plane++)
        {
            for (int pixel = 0; pixel < map.Shape.Pixels; pixel++)
            {
                for (int lane = 0; lane < block; lane++)
                {
                    yield return map.Offset + (plane * map.Layout.BlockPitch) + (pixel * map.Layout.PixelStride) + lane;
                }
            }
        }
    }
}
