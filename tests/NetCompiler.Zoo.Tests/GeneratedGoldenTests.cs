using NetCompiler.Generator.Graph;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>The generated classes give the golden results: declaration to logits, by the best kernels that the machine has.</summary>
public class GeneratedGoldenTests
{
    [SharedModelsTheory]
    [MemberData(nameof(GoldenModel.Indices), MemberType = typeof(GoldenModel))]
    public void Trained_networks(int index)
    {
        GoldenModel model = GoldenModel.All[index];
        GeneratedModel generated = GeneratedModels.Compile(ZooNetwork.Declare(model.Network, model.Settings)).Single();

        // These files follow timm's and torchvision's names and were trained with TensorFlow's padding.
        WeightOptions options = new() { AcceptForm = true, Epsilon = model.Epsilon == 0 ? null : model.Epsilon };
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(model.OpenWeights()), options);
        foreach ((string picture, float[] input, TensorFile golden) in model.Pictures())
        {
            Golden.AssertClose(golden[picture + ".logits"], loaded.Run(input));
        }
    }

    [Theory]
    [InlineData("mobilenet_v2_0.35_96", "Alpha=0.35", "Resolution=96")]
    [InlineData("mobilenet_v2_0.5_224", "Alpha=0.5")]
    [InlineData("mobilenet_v2_1.0_224")]
    [InlineData("mobilenet_v2_1.4_160", "Alpha=1.4", "Resolution=160")]
    public void Formula_networks(string file, params string[] settings)
    {
        NetworkGraph graph = ZooNetwork.Graph("MobileNetV2", settings);
        Shape shape = graph.Values[0].Shape;
        TensorFile golden = TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "formula", file + ".safetensors"));
        GeneratedModel generated = GeneratedModels.Compile(ZooNetwork.Declare("MobileNetV2", settings)).Single();
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(graph, 0, new FormulaTensors()));
        Golden.AssertClose(golden["logits"], loaded.Run(FormulaTensors.Input(shape.Height, shape.Width, 3)));
    }

    [Fact]
    public void The_reader_of_digits()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Data", "demo");
        TensorFile golden = TensorFile.Open(Path.Combine(folder, "golden.safetensors"));
        GeneratedModel generated = GeneratedModels.Compile(ZooNetwork.Declare("MobileNetV2", "Alpha=0.5", "Resolution=64", "Classes=10")).Single();
        using LoadedModel loaded = generated.Load(File.ReadAllBytes(Path.Combine(folder, "mobilenet_v2_0.5_64_digits.safetensors")));
        foreach (string picture in golden.Names.Where(name => name.EndsWith(".input", StringComparison.Ordinal)).Select(name => name[..^6]))
        {
            Golden.AssertClose(golden[picture + ".logits"], loaded.Run(golden[picture + ".input"]));
        }
    }
}
