using System.Reflection;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>The entry that benchmarks ask for, which notes the time after each step.</summary>
public class StepTimesTests
{
    private delegate void Run(ref float input, ref float weights, ref float workspace, ref float output);

    private delegate void TimedRun(ref long times, ref float input, ref float weights, ref float workspace, ref float output);

    [Fact]
    public void What_users_get_has_no_such_entry()
    {
        (ExecutionPlan plan, TypeHierarchy type) = Network();
        string text = KernelFileEmitter.Emit(type, plan).Text;
        Assert.DoesNotContain("Timestamp", text);
        Assert.DoesNotContain(Names.TimedRun, text);
        Assert.False(CompilerOptions.Default.StepTimes);
    }

    [Fact]
    public void All_else_is_the_same_text()
    {
        (ExecutionPlan plan, TypeHierarchy type) = Network();
        string[] plain = KernelFileEmitter.Emit(type, plan).Text.Split('\n');
        string[] timed = KernelFileEmitter.Emit(type, plan, stepTimes: true).Text.Split('\n');
        int first = Array.FindIndex(timed, line => line.Contains("notes the time"));
        int length = timed.Length - plain.Length;
        string[] others = [.. timed[..(first - 1)], .. timed[(first - 1 + length)..]];
        Assert.Equal(plain, others);
    }

    [Fact]
    public void It_computes_the_same_and_notes_a_time_before_the_first_step_and_after_each()
    {
        (ExecutionPlan plan, TypeHierarchy type) = Network(KnownIsas.Vector128);
        Type kernels = InMemoryCompiler.Compile([("Kernels.cs", KernelFileEmitter.Emit(type, plan, stepTimes: true).Text)])
            .GetType($"Timed.Network+{Names.KernelClass(plan.Isa)}", true)!;
        const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;
        Run run = kernels.GetMethod("Run", Members)!.CreateDelegate<Run>();
        TimedRun timedRun = kernels.GetMethod(Names.TimedRun, Members)!.CreateDelegate<TimedRun>();
        float[] input = [.. Enumerable.Range(0, 6 * 6 * 3).Select(i => MathF.Sin(i))];
        float[] weights = [.. Enumerable.Range(0, plan.WeightFloats).Select(i => MathF.Cos(i))];
        float[] workspace = new float[plan.WorkspaceFloats];
        float[] expected = new float[4 * 4 * 16];
        float[] actual = new float[expected.Length];
        long[] times = new long[plan.Steps.Count + 2];
        run(ref input[0], ref weights[0], ref workspace[0], ref expected[0]);
        long before = System.Diagnostics.Stopwatch.GetTimestamp();
        timedRun(ref times[0], ref input[0], ref weights[0], ref workspace[0], ref actual[0]);
        long after = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(expected, actual);
        Assert.Contains(expected, value => value != 0);
        Assert.Equal(times[..^1].Order(), times[..^1]);
        Assert.InRange(times[0], before, after);
        Assert.InRange(times[^2], times[0], after);
        Assert.Equal(0, times[^1]);
    }

    /// <summary>A 3×3 convolution of 6×6×3 to 4×4×8, a depthwise one and a 1×1 one to 16 channels.</summary>
    private static (ExecutionPlan Plan, TypeHierarchy Type) Network(VectorIsa? isa = null)
    {
        NetworkSketch sketch = new(6, 6, 3);
        int stem = sketch.Conv("Stem", Input, 8, Square(3, padding: Generator.Architecture.PaddingRule.Valid), norm: true);
        int depthwise = sketch.Depthwise("Depthwise", stem, 8, Square(3), norm: true);
        sketch.Conv("Project", depthwise, 16, Square(1));
        Generator.Graph.NetworkGraph graph = PassList.Run(Generator.Graph.GraphBuilder.Build(sketch.Finish()).Graph!);
        return (Planner.Plan(graph, isa ?? KnownIsas.Avx2), new TypeHierarchy("Timed", default, "public", "Network"));
    }
}
