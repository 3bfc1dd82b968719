using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>The method of a chain: a loop over bands of rows in which one member after another computes its rows of the band.</summary>
internal static class ChainMethod
{
    /// <summary>The statement that runs a chain.</summary>
    /// <param name="isTimed">Whether the time of each member is noted.</param>
    public static string Call(IReadOnlyList<KernelStep> members, bool isTimed) =>
        $"{Names.ChainMethod(members, isTimed)}({(isTimed ? "ref times, " : string.Empty)}{References(members, "")});";

    /// <param name="number">The first member's number in the plan, from 0.</param>
    /// <param name="calls">The calls of the members' kernels, by the variables that <see cref="StepArguments"/> names.</param>
    /// <param name="isTimed">Whether the time after each member is noted, as if each had run as a whole.</param>
    public static void Write(CodeWriter code, IReadOnlyList<KernelStep> members, int number, IReadOnlyList<string> calls, bool readyToRun, bool isTimed)
    {
        RowBands last = members[members.Count - 1].Bands!;
        code.Doc(
            "summary",
            $"{string.Join(", ", members.Select(member => member.Name))}: {CodeWriter.Number(last.Count)} bands of {CodeWriter.Number(last.PerBand)} of {CodeWriter.Number(last.Rows)} rows, "
            + "so that the maps between the steps stay in the cache.");
        KernelMethods.WriteAttribute(code, readyToRun);
        using (code.Block($"private static void {Names.ChainMethod(members, isTimed)}({(isTimed ? "ref long times, " : string.Empty)}{References(members, "float ")})"))
        {
            if (isTimed)
            {
                code.Line($"long {string.Join(", ", members.Select((_, i) => $"{Spent(i)} = 0"))};");
                code.Line("long before = global::System.Diagnostics.Stopwatch.GetTimestamp();");
            }

            code.Line($"int {string.Join(", ", members.Select((_, i) => $"{Done(i)} = 0"))};");
            if (last.First < 0)
            {
                code.Line("// Band -1: the rows that windows reach ahead.");
            }

            using (code.Block($"for (int band = {CodeWriter.Number(last.First)}; band < {CodeWriter.Number(last.Count)}; band++)"))
            {
                for (int i = 0; i < members.Count; i++)
                {
                    WriteMember(code, members[i], number + i + 1, Done(i), calls[i]);
                    if (isTimed)
                    {
                        code.Line($"{Spent(i)} += global::System.Diagnostics.Stopwatch.GetTimestamp() - before;");
                        code.Line("before = global::System.Diagnostics.Stopwatch.GetTimestamp();");
                    }
                }
            }

            for (int i = 0; isTimed && i < members.Count; i++)
            {
                code.Line($"{Time(number + i + 1)} = {Time(number + i)} + {Spent(i)};");
            }
        }
    }

    private static string References(IReadOnlyList<KernelStep> members, string type)
    {
        bool readsInput = members.Any(member => member.Input.Place == Place.Input);
        return $"{(readsInput ? $"ref {type}input, " : string.Empty)}ref {type}weights, ref {type}workspace";
    }

    private static void WriteMember(CodeWriter code, KernelStep member, int number, string done, string calls)
    {
        RowBands bands = member.Bands!;
        string ring = member.Output.Ring is { } rows ? $", in a ring of {CodeWriter.Number(rows.Rows)}" : string.Empty;
        code.Line($"// {CodeWriter.Number(number)} {member.Name}: {CodeWriter.Number(bands.PerBand)} of {CodeWriter.Number(bands.Rows)} rows{ring}");
        using (code.Block())
        {
            string end = Kernels.KernelText.Plus(Kernels.KernelText.Times("band", bands.PerBand), CodeWriter.Number(bands.Lead + bands.PerBand));
            code.Line($"int first = {done};");
            code.Line($"int end = global::System.Math.Clamp({end}, 0, {CodeWriter.Number(bands.Rows)});");
            if (StepArguments.TakesPixels(member))
            {
                code.Line($"int pixels = (end - first) * {CodeWriter.Number(member.Output.Shape.Width)};");
            }

            code.Lines(calls);
            code.Line($"{done} = end;");
        }
    }

    private static string Time(int step) => $"Unsafe.Add(ref times, {CodeWriter.Number(step)})";

    private static string Spent(int member) => $"spent{CodeWriter.Number(member + 1)}";

    private static string Done(int member) => $"done{CodeWriter.Number(member + 1)}";
}
