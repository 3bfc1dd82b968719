using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Report;

/// <summary>A place of the workspace from the step that writes it to the last one that reads it.</summary>
/// <param name="Name">The step that writes it, or <c>Input</c> for the caller's bytes.</param>
/// <param name="Kind">The family of the step that writes it, or <see cref="Bytes"/>.</param>
/// <param name="Offset">In floats.</param>
/// <param name="Floats">Its size.</param>
/// <param name="FirstStep">The step that writes it, from 0.</param>
/// <param name="LastStep">The last step that reads it, or the first where none does.</param>
internal sealed record WorkspaceBuffer(string Name, string Kind, int Offset, int Floats, int FirstStep, int LastStep)
{
    /// <summary>The family of the caller's input where it stands in the workspace as bytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>
    /// What a plan's steps leave in the workspace, in the order of their first steps. Reads and writes count by the floats that they touch, so that
    /// views inside of other buffers need no rule of their own; steps that fill a part of a map share the planes in which their channels meet.
    /// </summary>
    public static EquatableArray<WorkspaceBuffer> Of(ExecutionPlan plan)
    {
        List<WorkspaceBuffer> buffers = [];
        List<string> maps = [];
        List<int> open = [];
        if (plan.Steps.Select(step => step.Input).FirstOrDefault(operand => operand.Place == Place.Input) is Operand input)
        {
            buffers.Add(new WorkspaceBuffer("Input", Bytes, plan.PixelInputOffset, input.Shape.Length, 0, 0));
            maps.Add(string.Empty);
            open.Add(0);
        }

        for (int first = 0; first < plan.Steps.Count; first += plan.ChainLength(first))
        {
            // The members of a chain run by turns: what one of them reads or writes is in use until the last one ends.
            int last = first + plan.ChainLength(first) - 1;
            for (int step = first; step <= last; step++)
            {
                KernelStep current = plan.Steps[step];
                foreach (Operand read in current.Reads)
                {
                    Read(read, last);
                }

                foreach (Operand scratch in current.Scratch)
                {
                    // What lay there has been read for the last time, and nobody reads what the step leaves.
                    int floats = scratch.Layout.Floats(scratch.Shape);
                    open.RemoveAll(index => buffers[index].Touches(scratch.Offset, floats));
                    buffers.Add(new WorkspaceBuffer(scratch.Buffer, OperationKind.Of(current), scratch.Offset, floats, step, step));
                    maps.Add(scratch.Buffer);
                }

                if (current.Output.Place == Place.Workspace)
                {
                    Write(current, first, last);
                }
            }
        }

        return buffers.ToEquatableArray();

        void Read(Operand operand, int last)
        {
            if (operand.Place == Place.Output)
            {
                return;
            }

            (int first, int floats) = operand.Place == Place.Input
                ? (plan.PixelInputOffset, operand.Shape.Length)
                : (operand.Offset, operand.Layout.Floats(operand.Shape));
            foreach (int index in open.Where(index => buffers[index].Touches(first, floats)))
            {
                buffers[index] = buffers[index] with { LastStep = last };
            }
        }

        void Write(KernelStep current, int step, int last)
        {
            // What the step leaves as it is of its own map is still needed; every other map that it touches has been read for the last time.
            (int first, int floats) = current.WrittenFloats;
            bool fillsAPart = current.WrittenChannels.Count < current.Output.Shape.Channels;
            open.RemoveAll(index => buffers[index].Touches(first, floats) && !(fillsAPart && maps[index] == current.Output.Buffer));
            List<(int First, int End)> free = [(first, first + floats)];
            foreach (int index in open.Where(index => buffers[index].Touches(first, floats)))
            {
                WorkspaceBuffer there = buffers[index] = buffers[index] with { LastStep = last };
                free = [.. free.SelectMany(part => new[] { (part.First, Math.Min(part.End, there.Offset)), (Math.Max(part.First, there.Offset + there.Floats), part.End) })
                    .Where(part => part.Item1 < part.Item2)];
            }

            foreach ((int begin, int end) in free)
            {
                open.Add(buffers.Count);
                maps.Add(current.Output.Buffer);
                buffers.Add(new WorkspaceBuffer(current.Name, OperationKind.Of(current), begin, end - begin, step, last));
            }
        }
    }

    /// <summary>Floats in use during each step.</summary>
    public static int[] LiveFloats(ExecutionPlan plan, IReadOnlyCollection<WorkspaceBuffer> buffers)
    {
        int[] live = new int[plan.Steps.Count];
        foreach (WorkspaceBuffer buffer in buffers)
        {
            for (int step = buffer.FirstStep; step <= buffer.LastStep; step++)
            {
                live[step] += buffer.Floats;
            }
        }

        return live;
    }

    private bool Touches(int first, int floats) => Offset < first + floats && first < Offset + Floats;
}
