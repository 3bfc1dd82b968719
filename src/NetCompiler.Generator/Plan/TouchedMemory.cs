using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Floats of the workspace that a step reads or writes in one map: equally long pieces at equal distances, one a plane. The caller's input counts where
/// workers find its copy; the caller's outputs are one worker's affair and do not count.
/// </summary>
/// <param name="First">The first float.</param>
/// <param name="Length">Floats of a piece.</param>
/// <param name="Distance">From one piece to the next.</param>
/// <param name="Pieces">How many there are.</param>
internal sealed record TouchedMemory(int First, int Length, int Distance, int Pieces)
{
    private int End => First + ((Pieces - 1) * Distance) + Length;

    /// <summary>What a step reads.</summary>
    public static IEnumerable<TouchedMemory> ReadBy(KernelStep step, int pixelInputOffset) => step.Reads
        .Where(operand => operand.Place != Place.Output)
        .Select(operand => operand.Place == Place.Input
            ? new TouchedMemory(pixelInputOffset + operand.Offset, operand.Shape.Length, 0, 1)
            : Of(operand, operand.Offset, operand.Layout.Blocks(operand.Shape.Channels)));

    /// <summary>What a step may write: whole planes of the pixels that it has, and the places that it works in.</summary>
    public static IEnumerable<TouchedMemory> WrittenBy(KernelStep step)
    {
        foreach (Operand scratch in step.Scratch)
        {
            yield return new TouchedMemory(scratch.Offset, scratch.Layout.Floats(scratch.Shape), 0, 1);
        }

        if (step.Output.Place == Place.Workspace)
        {
            (int first, int floats) = step.WrittenFloats;
            yield return Of(step.Output, first, floats / step.Output.Layout.BlockPitch);
        }
    }

    /// <summary>Whether both have a float.</summary>
    public bool Meets(TouchedMemory other)
    {
        if (First >= other.End || other.First >= End)
        {
            return false;
        }

        int mine = 0;
        int theirs = 0;
        while (mine < Pieces && theirs < other.Pieces)
        {
            int start = First + (mine * Distance);
            int otherStart = other.First + (theirs * other.Distance);
            if (start < otherStart + other.Length && otherStart < start + Length)
            {
                return true;
            }

            if (start < otherStart)
            {
                mine++;
            }
            else
            {
                theirs++;
            }
        }

        return false;
    }

    private static TouchedMemory Of(Operand operand, int first, int planes)
    {
        MapLayout layout = operand.Layout;
        Shape shape = operand.Shape;
        return operand.IsPart
            ? new TouchedMemory(first, shape.Pixels * layout.PixelStride, layout.BlockPitch, planes)
            : new TouchedMemory(first, planes * layout.BlockPitch, 0, 1);
    }
}
