using System.Reflection;
using NetCompiler.CompilerServices;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Testing.Kernels;

/// <summary>Runs kernels that several workers share as a session does: with a team of threads over the session's memory.</summary>
internal sealed class TeamRun(ExecutionPlan plan, Type kernels)
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;
    private readonly MethodInfo _run = kernels.GetMethod("Run", Members)!;
    private readonly AssistCall _assist = kernels.GetMethod("Assist", Members)!.CreateDelegate<AssistCall>();

    private delegate void AssistCall(int worker, ref float input, ref float weights, ref float workspace, WorkerTeam team);

    private delegate void OneOutput(ref float input, ref float weights, ref float workspace, ref float output, WorkerTeam team);

    private delegate void TwoOutputs(ref float input, ref float weights, ref float workspace, ref float output, ref float output1, WorkerTeam team);

    private delegate void ThreeOutputs(
        ref float input, ref float weights, ref float workspace, ref float output, ref float output1, ref float output2, WorkerTeam team);

    /// <summary>One run; of the spans for outputs as many are used as there are.</summary>
    public void Run(
        ReadOnlySpan<float> input, ReadOnlyMemory<float> weights, Memory<float> workspace, Span<float> first, Span<float> second, Span<float> third, int outputs)
    {
        using NetworkSession session = NetworkSession.Over(Describe(input.Length, first.Length), weights, workspace);
        session.Begin(input);
        try
        {
            WorkerTeam team = session.Team;
            switch (outputs)
            {
                case 1:
                    _run.CreateDelegate<OneOutput>()(ref team.Input, ref team.Weights, ref team.Workspace, ref first[0], team);
                    break;
                case 2:
                    _run.CreateDelegate<TwoOutputs>()(ref team.Input, ref team.Weights, ref team.Workspace, ref first[0], ref second[0], team);
                    break;
                case 3:
                    _run.CreateDelegate<ThreeOutputs>()(ref team.Input, ref team.Weights, ref team.Workspace, ref first[0], ref second[0], ref third[0], team);
                    break;
                default:
                    throw new NotSupportedException($"No test has {outputs} outputs.");
            }
        }
        finally
        {
            session.End();
        }
    }

    /// <summary>Sizes alone matter here; the kernels know the shapes.</summary>
    private NetworkDescription Describe(int inputLength, int outputLength) => new(
        "Kernels", 1, inputLength, 1, outputLength, plan.WeightFloats, plan.WorkspaceFloats, plan.PixelInputOffset, plan.Fingerprint, null,
        new Preprocessing(1, inputLength, 1, 1, Interpolation.Bilinear, [0], [1], ChannelOrder.Rgb), [], [])
    {
        Workers = plan.Work!.Workers,
        Assist = (worker, team) => _assist(worker, ref team.Input, ref team.Weights, ref team.Workspace, team),
    };
}
