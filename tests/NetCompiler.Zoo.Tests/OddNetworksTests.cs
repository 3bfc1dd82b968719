using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Whole networks at sizes and widths that no table prints: every instruction set gives the bits of the scalar reference, and that is near float64.
/// Weights are packed by the generated class.
/// </summary>
public class OddNetworksTests
{
    [Theory]
    [InlineData("MobileNetV1", "Alpha=0.6", "Resolution=144")]
    [InlineData("MobileNetV1", "Alpha=0.25", "Resolution=225", "Form=Torchvision")]
    [InlineData("MobileNetV1", "Alpha=0.5", "Height=33", "Width=57", "Form=Keras", "Classes=7")]
    [InlineData("MobileNetV1", "Alpha=0.25", "Height=57", "Width=33", "Channels=1", "Activation=relu", "Classes=2")]
    [InlineData("MobileNetV1", "Alpha=0.3", "Resolution=64", "FullConvolution=yes", "Classes=17")]
    [InlineData("MobileNetV1", "Alpha=0.6", "Resolution=1", "Shallow=yes", "Classes=1")]
    [InlineData("MobileNetV2", "Alpha=0.6", "Resolution=144", "Form=TensorFlow")]
    [InlineData("MobileNetV2", "Alpha=0.35", "Resolution=225")]
    [InlineData("MobileNetV2", "Alpha=0.25", "Height=33", "Width=57", "Form=Keras", "Classes=33")]
    [InlineData("MobileNetV2", "Alpha=0.75", "Height=57", "Width=33", "Channels=1", "Classes=5")]
    [InlineData("MobileNetV2", "Alpha=0.1", "Height=1", "Width=19", "Channels=4", "Classes=3")]
    public void Every_instruction_set_gives_the_bits_of_the_reference(string network, params string[] settings)
    {
        const double Epsilon = 1e-5;
        FormulaTensors tensors = new();
        NetworkGraph graph = ZooNetwork.Graph(network, settings);
        NetworkGraph passed = PassList.Run(graph);
        Shape shape = graph.Values[0].Shape;
        float[] input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        float[] expected = new FusedReference(tensors, 0, Epsilon).Output(passed, input);
        float[] unfused = new FusedReference(tensors, 0, Epsilon, fused: false).Output(passed, input);
        double[] exact = new ExactInterpreter(tensors, 0, Epsilon).Output(graph, input);
        double largest = exact.Max(Math.Abs);
        Assert.True(expected.Zip(exact, (x, y) => Math.Abs(x - y)).Max() <= 1e-5 * largest);

        // What docs/numerics.md says of whole networks on machines without fused multiply-add.
        Assert.True(unfused.Zip(expected, (x, y) => Math.Abs(x - y)).Max() <= 1e-5 * largest);

        NetworkDeclaration declaration = ZooNetwork.Declare(network, settings);
        GeneratedModel generated = GeneratedModels.Compile(declaration).Single();
        GeneratedModel modelled = GeneratedModels.CompileModelled(declaration);
        byte[] checkpoint = CheckpointWriter.Write(graph, 0, tensors);
        WeightOptions options = new() { AcceptForm = true, Epsilon = Epsilon };
        float[] weights = generated.Pack(checkpoint, options);
        foreach (CompiledKernels kernels in generated.Kernels(passed).Where(kernels => kernels.IsSupported).Concat(modelled.Kernels(passed)))
        {
            float[] bits = kernels.Plan.Isa == KnownIsas.Vector128 ? unfused : expected;
            Assert.Equal(-1, FloatBits.FirstDifference(bits, kernels.Run(input, weights, expected.Length, GuardSide.After)));
            Assert.Equal(-1, FloatBits.FirstDifference(bits, kernels.Run(input, weights, expected.Length, GuardSide.Before)));
        }

        using LoadedModel loaded = generated.Load(checkpoint, options);
        float[] best = generated.Kernels(passed).First(kernels => kernels.IsSupported).Plan.Isa == KnownIsas.Vector128 ? unfused : expected;
        Assert.Equal(-1, FloatBits.FirstDifference(best, loaded.Run(input)));
        Assert.Equal(-1, FloatBits.FirstDifference(best, loaded.Run(input)));
    }
}
