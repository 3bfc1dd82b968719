using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Every network of the zoo, in every form, at the smallest odd resolution at which no map vanishes, with weights by formula: the generated class gives
/// the bits of the scalar reference, and that is near float64.
/// </summary>
public class EveryNetworkTests
{
    private const double Epsilon = 1e-3;

    /// <summary>Of the largest value: sums of hundreds of layers, some of which amplify.</summary>
    private const double Tolerance = 1e-4;

    [Fact]
    public void Every_table_of_the_zoo_is_run()
    {
        Assert.Equal(ZooCatalog.Names, ZooVariant.All.Select(variant => variant.Network).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ZooVariant.Indices), MemberType = typeof(ZooVariant))]
    public void Runs_as_the_references_do(int number)
    {
        ZooVariant variant = ZooVariant.All[number];
        string[] settings = variant.AtSmallestOddResolution();
        UnrolledNetwork network = ZooNetwork.Read(variant.Network, settings);
        NetworkGraph graph = ZooNetwork.Graph(network);
        NetworkGraph passed = PassList.Run(graph);
        Shape shape = graph.Values[0].Shape;
        (WeightDialect dialect, int index) = ZooVariant.DialectOf(network);
        FormulaTensors tensors = new();
        float[] input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        double[] exact = new ExactInterpreter(tensors, index, Epsilon).Output(graph, input);
        bool isFused = Machine.Best[0] != KnownIsas.Vector128;
        float[] expected = new FusedReference(tensors, index, Epsilon, isFused).Output(passed, input);
        double largest = exact.Max(Math.Abs);
        double error = expected.Zip(exact, (x, y) => Math.Abs(x - y)).Max();
        Assert.True(error <= Tolerance * largest, $"{variant}: the largest error is {error:G3}, the largest value {largest:G3}.");

        NetworkDeclaration declaration = ZooNetwork.Declare(variant.Network, settings);
        GeneratedModel generated = GeneratedModels.CompileSupported(declaration);
        WeightOptions options = new() { AcceptForm = true, Epsilon = Epsilon, Dialect = dialect };
        byte[] checkpoint = CheckpointWriter.Write(graph, index, tensors);
        float[] weights = generated.Pack(checkpoint, options);
        GeneratedModel modelled = GeneratedModels.CompileModelled(declaration);
        foreach (CompiledKernels kernels in generated.Kernels(passed).Concat(modelled.Kernels(passed)))
        {
            Assert.Equal(-1, FloatBits.FirstDifference(expected, kernels.Run(input, weights, expected.Length, GuardSide.After)));
            Assert.Equal(-1, FloatBits.FirstDifference(expected, kernels.Run(input, weights, expected.Length, GuardSide.Before)));
        }

        using LoadedModel loaded = generated.Load(checkpoint, options);
        Assert.Equal(-1, FloatBits.FirstDifference(expected, loaded.Run(input)));
    }
}
