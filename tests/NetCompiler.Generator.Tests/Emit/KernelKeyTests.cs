using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Emit.Kernels;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Models;
using Xunit;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Kernels of equal keys are written once: they have to be of equal text.</summary>
public class KernelKeyTests
{
    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Steps_of_equal_keys_have_equal_kernels(string network)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
        foreach (int workers in new[] { 1, 3 })
        {
            foreach (ExecutionPlan plan in Planner.Plan(graph, KnownIsas.All, PlanOptions.Default with { Workers = workers }))
            {
                VerifyKernels(plan.Work is { } work ? [.. WorkerCode.Kernels(work)] : [.. plan.Steps], KnownDialects.For(plan.Isa));
            }
        }
    }

    private static void VerifyKernels(KernelStep[] steps, VectorDialect dialect)
    {
        List<PointwiseKernel> pointwise = PointwiseCalls.KernelsOf(steps.Select(step => (step as WinogradStep)?.Multiply ?? step), dialect);
        KernelMethods methods = new();
        Dictionary<KernelStep, (string Step, string Text)> known = [];
        foreach (KernelStep step in steps.Where(step => !PointwiseCalls.Serve(step)))
        {
            CodeWriter code = new();
            KernelFileEmitter.Kernel(step, dialect, pointwise, methods)(code);
            KernelStep key = KernelKey.Of(step);
            if (!known.TryAdd(key, (step.Name, code.ToString())))
            {
                Assert.True(known[key].Text == code.ToString(), $"{dialect.Isa.Name}: {known[key].Step} and {step.Name} have one key and two kernels.");
            }
        }
    }
}
