using NetCompiler.Generator.Architecture;
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
        GeneratedModel generated = GeneratedModels.CompileBest(model.Declare(), [.. model.Files]);

        // These files follow timm's and torchvision's names and were trained with TensorFlow's padding.
        WeightOptions options = new() { AcceptForm = true, Epsilon = model.Epsilon == 0 ? null : model.Epsilon };
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(model.OpenWeights()), options);
        foreach ((string picture, float[] input, TensorFile golden) in model.Pictures())
        {
            Golden.AssertClose(golden[picture + model.Result], loaded.Run(input));
        }
    }

    [SharedModelsTheory]
    [InlineData("mobilenet_v1_0.25_96_vww_bn")]
    [InlineData("resnet8_cifar10")]
    [InlineData("ds_cnn_kws12")]
    public void Trained_networks_with_a_softmax(string weights)
    {
        GoldenModel model = GoldenModel.All.Single(model => model.Weights == weights);
        GeneratedModel generated = GeneratedModels.CompileBest(model.Declare() with { Softmax = true });
        WeightOptions options = new() { AcceptForm = true, Epsilon = model.Epsilon == 0 ? null : model.Epsilon };
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(model.OpenWeights()), options);
        foreach ((string picture, float[] input, TensorFile golden) in model.Pictures())
        {
            Golden.AssertElementsClose([.. golden[picture + ".softmax"].Select(value => (double)value)], [.. loaded.Run(input).Select(value => (double)value)]);
        }
    }

    [Theory]
    [MemberData(nameof(FormulaNetwork.Indices), MemberType = typeof(FormulaNetwork))]
    public void Formula_networks(int index)
    {
        FormulaNetwork formula = FormulaNetwork.All[index];
        UnrolledNetwork network = formula.Read();
        NetworkGraph graph = ZooNetwork.Graph(network);
        GeneratedModel generated = GeneratedModels.CompileBest(ZooNetwork.Declare(formula.Network, formula.Settings));
        byte[] checkpoint = CheckpointWriter.Write(graph, FormulaNetwork.Torchvision(network).Index, new FormulaTensors());
        using LoadedModel loaded = generated.Load(checkpoint, new WeightOptions { Dialect = WeightDialect.Torchvision });
        Golden.AssertClose(formula.Golden()["logits"], loaded.Run(FormulaNetwork.Input(graph)));
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
