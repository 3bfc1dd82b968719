using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>One trained network of <c>shared/models</c>: what it is in the zoo's words, and where its numbers lie.</summary>
/// <param name="Weights">The weights' file, and that of the golden results unless <paramref name="Golden"/> says otherwise.</param>
/// <param name="Inputs">The file of the inputs.</param>
/// <param name="Dialect">Whose names the weights have.</param>
/// <param name="Epsilon">Of the batch norms, where there are any.</param>
/// <param name="Network">The zoo's name, or a table file beside the tests.</param>
/// <param name="Settings">Its parameters.</param>
internal sealed record GoldenModel(string Weights, string Inputs, string Dialect, double Epsilon, string Network, string[] Settings)
{
    /// <summary>What follows the picture's name in the names of the golden results.</summary>
    public string Result { get; init; } = ".logits";

    /// <summary>Every network of the folder.</summary>
    public static IReadOnlyList<GoldenModel> All { get; } =
    [
        new("mobilenet_v1_1.0_224_u8", "tf_rgb224", "timm", 0, "MobileNetV1", ["Form=TensorFlow", "Classes=1001"]),
        new("mobilenet_v1_0.5_160_u8", "tf_rgb160", "timm", 0, "MobileNetV1", ["Form=TensorFlow", "Alpha=0.5", "Resolution=160", "Classes=1001"]),
        new("mobilenet_v1_0.25_128", "tf_rgb128", "timm", 0, "MobileNetV1", ["Form=TensorFlow", "Alpha=0.25", "Resolution=128", "Classes=1001"]),
        new("mobilenet_v1_0.25_96_vww_bn", "unit_rgb96", "timm", 1e-3, "VisualWakeWords", []),
        new("mobilenet_v1_0.25_96_vww_folded", "unit_rgb96", "timm", 0, "VisualWakeWords", []),
        new("mobilenet_v1_0.25_96_person_detect", "gray96", "timm", 0, "MobileNetV1",
            ["Form=TensorFlow", "Alpha=0.25", "Resolution=96", "Classes=2", "Channels=1"]),
        new("mobilenet_v2_1.0_224", "imagenet_rgb224", "torchvision", 0, "MobileNetV2", []),
        new("mobilenet_v2_1.0_224_tf_u8", "tf_rgb224", "torchvision", 0, "MobileNetV2", ["Form=TensorFlow", "Classes=1001"]),
        new("squeezenet1_0", "squeezenet_bgr227", "torchvision", 0, "SqueezeNet", ["Resolution=227"]) { Result = ".logits.pad0" },
        new("squeezenet1_0", "squeezenet_bgr227", "torchvision", 0, "SqueezeNet", ["Resolution=227", "Released=yes"]) { Result = ".logits.pad1" },
        new("shufflenet_v1_x0.5_g3_cifar10_bn", "cifar_rgb32", "authors", 1e-5, "ShuffleNetV1Cifar.net.md", []),
        new("shufflenet_v2_x0.5_trunk_bn", "unit_bgr224", "torchvision", 1e-5, "ShuffleNetV2", ["Scale=0.5", "IncludeTop=no"]) { Result = ".features" },
        new("resnet8_cifar10", "raw_rgb32", "authors", 0, "ResNet8", []),
        new("ds_cnn_kws12", "kws_random", "authors", 0, "DsCnn", []),
    ];

    public override string ToString() => Weights;

    /// <summary>The weights, dequantised.</summary>
    public TensorFile OpenWeights() => TensorFile.Open(SharedFolder.File("models", "weights", Weights + ".safetensors"));

    /// <summary>The name, input and golden tensors of each picture.</summary>
    public IEnumerable<(string Picture, float[] Input, TensorFile Golden)> Pictures()
    {
        TensorFile golden = TensorFile.Open(SharedFolder.File("models", "golden", Weights + ".safetensors"));
        TensorFile inputs = TensorFile.Open(SharedFolder.File("models", "inputs", Inputs + ".safetensors"));
        string[] pictures = [.. inputs.Names.Where(name => golden.Contains(name + Result)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(pictures);
        return pictures.Select(name => (name, inputs[name], golden));
    }

    /// <summary>The table files that the declaration names.</summary>
    public EquatableArray<TableFile> Files => Network.EndsWith(".md", StringComparison.Ordinal)
        ? EquatableArray.Of(new TableFile(Network, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", Network))))
        : default;

    /// <summary>The network written out.</summary>
    public UnrolledNetwork Read() => ZooNetwork.Read(Declare(), Files);

    /// <summary>The declaration of the network on a class.</summary>
    public NetworkDeclaration Declare() =>
        Files.Count == 0 ? ZooNetwork.Declare(Network, Settings) : ZooNetwork.Declare(Network, Settings) with { Table = Network };

    /// <summary>Which of the network's dialects the weights follow.</summary>
    public int DialectIndex() => Read().Dialects.Select(dialect => dialect.Name).ToList().IndexOf(Dialect);

    /// <summary>The graph before any pass.</summary>
    public NetworkGraph Graph() => ZooNetwork.Graph(Read());

    /// <summary>All models, for theories over their numbers.</summary>
    public static IEnumerable<object[]> Indices => Enumerable.Range(0, All.Count).Select(i => new object[] { i });
}
