using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>Taps of trained networks give the golden activations within them.</summary>
public class TapGoldenTests
{
    // What the files call the layers, and what the zoo does.
    private static readonly Dictionary<string, (string Activation, string Row)[]> Layers = new()
    {
        ["MobileNetV1"] = [("conv_stem", "Stem"), ("blocks.1.1", "Block3"), ("blocks.3.5", "Block11"), ("pooled", "Pool")],
        ["MobileNetV2"] = [("features.3", "Block3"), ("features.7", "Block7"), ("features.14", "Block14"), ("features.18", "Head"), ("pooled", "Pool")],
        ["SqueezeNet"] = [("pool1", "MaxPool1"), ("pool4", "MaxPool4"), ("fire9", "Fire9")],
        ["ShuffleNetV1Cifar.net.md"] =
            [("conv1", "Stem"), ("stage2.0", "Block1"), ("stage3.0", "Block5"), ("stage3.7", "Block12"), ("stage4.3", "Block16"), ("pooled", "Pool")],
    };

    /// <summary>Models with golden activations of the named layers.</summary>
    public static IEnumerable<object[]> Indices => GoldenModel.Indices.Where(index => Layers.ContainsKey(GoldenModel.All[(int)index[0]].Network));

    [SharedModelsTheory]
    [MemberData(nameof(Indices))]
    public void Trained_networks(int index)
    {
        GoldenModel model = GoldenModel.All[index];
        (string Activation, string Row)[] layers = Layers[model.Network];
        GeneratedModel generated = GeneratedModels.CompileBest(Tapped(model.Declare(), layers), [.. model.Files]);
        WeightOptions options = new() { AcceptForm = true, Epsilon = model.Epsilon == 0 ? null : model.Epsilon };
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(model.OpenWeights()), options);
        foreach ((string picture, float[] input, TensorFile golden) in model.Pictures())
        {
            Dictionary<string, float[]> outputs = loaded.RunTapped(input);
            Golden.AssertClose(golden[picture + model.Result], outputs["Output"]);
            AssertActivations(golden, picture, layers, outputs);
        }
    }

    [SharedModelsFact]
    public void The_trunk_of_a_trained_ShuffleNetV2()
    {
        (string Activation, string Row)[] layers = [("maxpool", "MaxPool"), ("stage2.0", "Block1"), ("stage2.3", "Block4"), ("stage3.7", "Block12")];
        NetworkDeclaration declaration = ZooNetwork.Declare("ShuffleNetV2", "Scale=0.5", "IncludeTop=no");
        declaration = Tapped(declaration, layers);
        declaration = declaration with { Taps = declaration.Taps.Append(new TapRequest("Features", null, 32)).ToEquatableArray() };
        const string File = "shufflenet_v2_x0.5_trunk_bn.safetensors";
        TensorFile golden = TensorFile.Open(SharedFolder.File("models", "golden", File));
        TensorFile inputs = TensorFile.Open(SharedFolder.File("models", "inputs", "unit_bgr224.safetensors"));
        string[] pictures = [.. golden.Names.Where(name => name.EndsWith(".features", StringComparison.Ordinal)).Select(name => name[..^".features".Length])];
        Assert.NotEmpty(pictures);

        GeneratedModel generated = GeneratedModels.CompileBest(declaration);
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(TensorFile.Open(SharedFolder.File("models", "weights", File))));
        foreach (string picture in pictures)
        {
            Dictionary<string, float[]> outputs = loaded.RunTapped(inputs[picture]);
            AssertClose(golden[picture + ".features"], outputs["Features"]);
            Assert.Equal(layers.Length, AssertActivations(golden, picture, layers, outputs));
        }
    }

    private static NetworkDeclaration Tapped(NetworkDeclaration declaration, (string Activation, string Row)[] layers) =>
        declaration with { Taps = layers.Select(layer => new TapRequest(layer.Row, layer.Row, null)).ToEquatableArray() };

    // The files have the inner maps of some pictures only. Returns how many there were.
    private static int AssertActivations(
        TensorFile golden, string picture, (string Activation, string Row)[] layers, Dictionary<string, float[]> outputs)
    {
        (string Name, string Row)[] kept = [.. layers.Select(layer => ($"{picture}.act.{layer.Activation}", layer.Row)).Where(layer => golden.Contains(layer.Item1))];
        foreach ((string name, string row) in kept)
        {
            AssertClose(golden[name], outputs[row]);
        }

        // A layer of the file that this test does not know would go unseen.
        Assert.Equal(golden.Names.Count(name => name.StartsWith(picture + ".act.", StringComparison.Ordinal)), kept.Length);
        return kept.Length;
    }

    private static void AssertClose(float[] expected, float[] actual) =>
        Golden.AssertElementsClose([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)]);
}
