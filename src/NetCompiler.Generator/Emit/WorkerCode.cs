using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The entry methods of a network that several workers share: a table of contents for each worker, with a line wherever all wait for each other. They come
/// to the same number of meetings, whether or not they have something to do between two of them.
/// </summary>
internal sealed class WorkerCode(CodeWriter code, ExecutionPlan plan, WorkPlan work)
{
    private const string Memory = "ref float input, ref float weights, ref float workspace";
    private const string Team = "global::NetCompiler.CompilerServices.WorkerTeam team";

    /// <summary>The parts as steps, in the order in which <see cref="Write"/> asks for their calls.</summary>
    public static IEnumerable<KernelStep> Kernels(WorkPlan work) => work.Phases.SelectMany(phase => phase.Parts).Select(part => part.Kernel);

    /// <param name="outputs">Parameters for the caller's outputs, each with a comma before it.</param>
    /// <param name="calls">Those of each part, in the order of <see cref="Kernels"/>.</param>
    public void Write(string outputs, IReadOnlyList<string> calls)
    {
        code.Doc("summary", "One run, as far as the caller has a part in it: worker 0 of " + CodeWriter.Number(work.Workers) + ".");
        using (code.Block($"internal static void Run({Memory}{outputs}, {Team})"))
        {
            WriteParts(0, calls);
            code.Line();
            code.Line("// The results are there when all have done their part.");
            code.Line("team.Dismiss();");
        }

        code.Line();
        code.Doc("summary", "One run, as far as another worker has a part in it.");
        using (code.Block($"internal static void Assist(int worker, {Memory}, {Team})"))
        using (code.Block("switch (worker)"))
        {
            for (int worker = 1; worker < work.Workers; worker++)
            {
                code.Line($"case {CodeWriter.Number(worker)}:");
                code.Line($"    RunWorker{CodeWriter.Number(worker)}(ref input, ref weights, ref workspace, team);");
                code.Line("    break;");
            }
        }

        for (int worker = 1; worker < work.Workers; worker++)
        {
            code.Line();
            code.Doc("summary", $"One run, as far as worker {CodeWriter.Number(worker)} has a part in it.");
            using (code.Block($"private static void RunWorker{CodeWriter.Number(worker)}({Memory}, {Team})"))
            {
                WriteParts(worker, calls);
            }
        }
    }

    private void WriteParts(int worker, IReadOnlyList<string> calls)
    {
        string meet = $"team.Meet({CodeWriter.Number(worker)});";
        code.Line("// The input is in the workspace when all are here.");
        int index = 0;
        foreach (WorkPhase phase in work.Phases)
        {
            code.Line(meet);
            foreach (WorkPart part in phase.Parts)
            {
                if (part.Worker == worker)
                {
                    code.Line($"// {CodeWriter.Number(part.Step + 1)} {part.Kernel.Name}{Share(part)}: {plan.Steps[part.Step].Output.Shape}");
                    code.Lines(calls[index]);
                }

                index++;
            }
        }
    }

    private static string Share(WorkPart part) => part.Split == WorkSplit.Whole
        ? string.Empty
        : $", {part.Split.ToString().ToLowerInvariant()} {CodeWriter.Number(part.First)} to {CodeWriter.Number(part.First + part.Count - 1)}";
}
