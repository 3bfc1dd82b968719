using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Says what is wrong with a chain: rows read that are not there yet or not any more, rows computed twice or never, rows that do not stand one behind the
/// other where a kernel walks them so. Runs the chain band by band over the numbers of rows and shares no arithmetic with the planner.
/// </summary>
internal static class BandVerifier
{
    /// <summary>One sentence for each violation.</summary>
    /// <param name="readLater">Maps that steps behind the chain read.</param>
    public static IEnumerable<string> Verify(IReadOnlyList<KernelStep> members, ICollection<string> readLater)
    {
        RowBands any = members[0].Bands!;
        if (members.Any(member => member.Bands!.First != any.First || member.Bands.Count != any.Count))
        {
            yield return $"{members[0].Name}: the members of a chain differ in their bands.";
            yield break;
        }

        // Which row each place of a map holds. Steps that write parts of one map each have a map of their own here.
        Dictionary<KernelStep, int[]> held = members.ToDictionary(member => member, member => Enumerable.Repeat(-1, Places(member.Output)).ToArray());
        for (int band = any.First; band < any.Count; band++)
        {
            foreach (KernelStep member in members)
            {
                int begin = member.Bands!.Begin(band);
                int end = member.Bands.End(band);
                if (begin < end)
                {
                    foreach (string violation in Run(members, member, begin, end, held))
                    {
                        yield return $"{member.Name}, band {band}: {violation}";
                    }
                }
            }
        }

        foreach (KernelStep member in members)
        {
            if (member.Bands!.Rows != member.Output.Shape.Height)
            {
                yield return $"{member.Name} has {member.Bands.Rows} rows of {member.Output.Shape}.";
            }

            bool isWhole = member.Output.Ring is null && held[member].Select((row, place) => row == place).All(isThere => isThere);
            if (readLater.Contains(member.Output.Buffer) && !isWhole)
            {
                yield return $"{member.Name} leaves rows out.";
            }
        }
    }

    private static IEnumerable<string> Run(
        IReadOnlyList<KernelStep> members, KernelStep member, int begin, int end, Dictionary<KernelStep, int[]> held)
    {
        // A table of channels or planes names no rows, which only those of one map have in common.
        if (member.Gathered is { } gathered && (gathered.Maps.Count != 1 || gathered.Maps[0] != member.Input))
        {
            yield return "it gathers from other maps than its input.";
        }

        foreach (KernelStep writer in members)
        {
            if (writer != member && member.Input.Place == Place.Workspace && writer.Output.Buffer == member.Input.Buffer)
            {
                int[] missing = [.. Enumerable.Range(begin, end - begin).SelectMany(row => InputRows(member, row)).Where(row => !Holds(writer, row))];
                if (missing.Length > 0)
                {
                    yield return $"row {missing[0]} of {writer.Name} is not there.";
                }

                if (InputRows(member, 1).SequenceEqual([1]) && !StandTogether(member.Input, begin, end))
                {
                    yield return $"rows {begin} to {end} of {writer.Name} do not stand together.";
                }
            }

            if (writer != member && member.Other is { Place: Place.Workspace } other && writer.Output.Buffer == other.Buffer
                && (Enumerable.Range(begin, end - begin).Any(row => !Holds(writer, row)) || !StandTogether(other, begin, end)))
            {
                yield return $"rows {begin} to {end} of {writer.Name} are not there or do not stand together.";
            }
        }

        if (!StandTogether(member.Output, begin, end))
        {
            yield return $"its rows {begin} to {end} do not stand together.";
        }

        for (int row = begin; row < end; row++)
        {
            held[member][Position(member.Output, row)] = row;
        }

        bool Holds(KernelStep writer, int row) => held[writer][Position(writer.Output, row)] == row;
    }

    /// <summary>The rows of its input that a step reads for one row of its output.</summary>
    private static IEnumerable<int> InputRows(KernelStep step, int row)
    {
        WindowGeometry? window = step switch
        {
            DenseConvStep dense => dense.Window,
            DepthwiseConvStep depthwise => depthwise.Window,
            _ => null,
        };
        return window is null
            ? [row]
            : Enumerable.Range(0, window.KernelHeight)
                .Select(tap => (row * window.StrideHeight) - window.PaddingTop + (tap * window.DilationHeight))
                .Where(inputRow => inputRow >= 0 && inputRow < step.Input.Shape.Height);
    }

    private static bool StandTogether(Operand map, int begin, int end) => Position(map, end - 1) - Position(map, begin) == end - 1 - begin;

    private static int Places(Operand map) => map.Ring?.Rows ?? map.Shape.Height;

    private static int Position(Operand map, int row) => map.Ring is { } ring ? (row + ring.Shift) % ring.Rows : row;
}
