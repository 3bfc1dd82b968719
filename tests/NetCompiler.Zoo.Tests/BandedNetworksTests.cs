using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>Whole networks whose steps are run by bands wherever that can be, of odd sizes: the bits of the scalar reference.</summary>
public class BandedNetworksTests
{
    public static IEnumerable<object[]> Networks =>
        from network in ZooCatalog.Names
        where network is "MobileNetV1" or "MobileNetV2" or "MobileNetV3Small" or "MnasNetA1" or "MixNetS" or "EfficientNetB0" or "ShuffleNetV2" or "FBNetC"
        from rows in new[] { 1, 3 }
        select new object[] { network, rows };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Have_the_bits_of_the_reference(string name, int rowsPerBand)
    {
        UnrolledNetwork network = ZooNetwork.Read(name, "Height=67", "Width=45");
        NetworkGraph passed = PassList.Run(ZooNetwork.Graph(network));
        VectorIsa isa = Machine.Best[0];
        ExecutionPlan plan = Planner.Plan(passed, isa, PlanOptions.Default with { SmallestBandedBytes = 0, RowsPerBand = rowsPerBand });
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.True(plan.Steps.Any(step => step.Output.Ring is not null), "No steps are run by bands.");
        TypeHierarchy type = new("Banded", default, "internal", name);
        Type kernels = InMemoryCompiler.Compile([("Kernels.cs", KernelFileEmitter.Emit(type, plan).Text)]).GetType($"Banded.{name}+{Names.KernelClass(isa)}", true)!;
        CompiledKernels compiled = new(plan, kernels);
        FusedReference reference = new(new FormulaTensors(), 0, 1e-3, isa != KnownIsas.Vector128);
        Shape shape = passed.Values[0].Shape;
        float[] input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        float[] expected = reference.Output(passed, input);
        float[] weights = CompiledKernels.Pack(plan, passed, reference);
        Assert.Equal(-1, FloatBits.FirstDifference(expected, compiled.Run(input, weights, expected.Length, GuardSide.Before)));
        Assert.Equal(-1, FloatBits.FirstDifference(expected, compiled.Run(input, weights, expected.Length, GuardSide.After)));
    }
}
