using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Generated classes with taps give the feature maps that a float64 evaluation of the whole network has at these rows, over a checkpoint of the whole network.
/// </summary>
public class TapTests
{
    private const double Epsilon = 1e-5;

    private static readonly IReadOnlyList<TappedNetwork> Networks =
    [
        new("MobileNetV1", ["Alpha=0.25", "Resolution=64", "Form=Torchvision", "IncludeTop=no"],
            new(2, "Block1", 32, 16), new(4, "Block3", 16, 32), new(8, "Block5", 8, 64), new(16, "Block11", 4, 128), new(32, "Block13", 2, 256)),
        new("MobileNetV1", ["Alpha=0.25", "Resolution=64", "Form=Torchvision", "Classes=10"],
            new(4, "Block3", 16, 32), new(0, "Block5.Depthwise", 8, 64), new(32, "Block13", 2, 256)),
        new("MobileNetV2", ["Alpha=0.5", "Resolution=64", "IncludeTop=no"],
            new(4, "Block3", 16, 16), new(8, "Block6", 8, 16), new(16, "Block13", 4, 48), new(32, "Head", 2, 1280)),
        new("MobileNetV2", ["Alpha=0.5", "Resolution=64", "IncludeTop=no"],
            new(8, "Block6", 8, 16), new(0, "Block3.Expand", 16, 96)),

        // An inner operation; one value asked for twice, and by the network too; out of order.
        new("MobileNetV2", ["Alpha=0.5", "Resolution=64", "Classes=10"],
            new(16, "Block13", 4, 48), new(0, "Block3.Expand", 16, 96), new(0, "Block13", 4, 48), new(0, "Classifier", 1, 10), new(4, "Block3", 16, 16)),
        new("ShuffleNetV2", ["Scale=0.5", "Resolution=64", "IncludeTop=no"],
            new(4, "MaxPool", 16, 24), new(8, "Block4", 8, 48), new(16, "Block12", 4, 96), new(32, "Block16", 2, 192)),

        // With its top the last map of stride 32 is that of the head's convolution.
        new("ShuffleNetV2", ["Resolution=64", "Classes=10"],
            new(8, "Block4", 8, 116), new(16, "Block12", 4, 232), new(0, "Block16", 2, 464), new(32, "Head", 2, 1024)),
        new("ResNet18", ["Resolution=64", "IncludeTop=no"],
            new(2, "Conv1", 32, 64), new(4, "Block2", 16, 64), new(8, "Block4", 8, 128), new(16, "Block6", 4, 256), new(32, "Block8", 2, 512)),
    ];

    public static IEnumerable<object[]> Indices => Enumerable.Range(0, Networks.Count).Select(i => new object[] { i });

    [Theory]
    [MemberData(nameof(Indices))]
    public void Taps_are_the_maps_of_float64(int index)
    {
        TappedNetwork tapped = Networks[index];
        NetworkGraph whole = tapped.Whole();
        FormulaTensors tensors = new();
        float[] input = FormulaTensors.Input(64, 64, 3);
        (WeightDialect dialect, int names) = ZooVariant.DialectOf(NetworkReader.Read(tapped.Declare(), default).Network!);
        Dictionary<string, double[]> exact = new ExactInterpreter(tensors, names, Epsilon).Run(whole, input);

        GeneratedModel generated = GeneratedModels.CompileBest(tapped.Declare());
        WeightOptions options = new() { Dialect = dialect, Epsilon = Epsilon };
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(whole, names, tensors), options);
        Dictionary<string, float[]> outputs = loaded.RunTapped(input);

        Assert.Equal(tapped.Settings.Contains("IncludeTop=no"), !outputs.ContainsKey("Output"));
        if (outputs.TryGetValue("Output", out float[]? output))
        {
            AssertClose(exact[whole.Values[whole.Output].Name], output);
        }

        for (int i = 0; i < tapped.Taps.Length; i++)
        {
            ExpectedTap expected = tapped.Taps[i];
            string name = TappedNetwork.NameOf(i);
            Assert.Equal((expected.Side, expected.Side, expected.Channels), generated.Shape(name));
            AssertClose(exact[TappedNetwork.Find(whole, expected.Row).Name], outputs[name]);
        }
    }

    private static void AssertClose(double[] expected, float[] actual) =>
        Golden.AssertElementsClose(expected, [.. actual.Select(value => (double)value)]);
}
