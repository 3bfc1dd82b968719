using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>One network whose weights follow a formula over torchvision's names, with the logits that torchvision gave in float64.</summary>
/// <param name="File">Of the logits, in <c>Data/formula</c>.</param>
/// <param name="Network">The zoo's name.</param>
/// <param name="Settings">Its parameters.</param>
internal sealed record FormulaNetwork(string File, string Network, params string[] Settings)
{
    /// <summary>Every file of the folder.</summary>
    public static IReadOnlyList<FormulaNetwork> All { get; } =
    [
        new("alexnet_224", "AlexNet"),
        new("efficientnet_b0_224", "EfficientNetB0"),
        new("googlenet_224", "GoogLeNet"),
        new("inception_v3_299", "InceptionV3"),
        new("mnasnet0_5_224", "MnasNetB1", "Alpha=0.5"),
        new("mnasnet1_0_224", "MnasNetB1"),
        new("mobilenet_v2_0.35_96", "MobileNetV2", "Alpha=0.35", "Resolution=96"),
        new("mobilenet_v2_0.5_224", "MobileNetV2", "Alpha=0.5"),
        new("mobilenet_v2_1.0_224", "MobileNetV2"),
        new("mobilenet_v2_1.4_160", "MobileNetV2", "Alpha=1.4", "Resolution=160"),
        new("mobilenet_v3_large_224", "MobileNetV3Large"),
        new("mobilenet_v3_small_224", "MobileNetV3Small"),
        new("resnet18_224", "ResNet18"),
        new("resnet50_224", "ResNet50"),
        new("resnext50_32x4d_224", "ResNeXt50"),
        new("shufflenet_v2_x0_5_224", "ShuffleNetV2", "Scale=0.5"),
        new("shufflenet_v2_x1_0_224", "ShuffleNetV2"),
        new("shufflenet_v2_x1_5_192", "ShuffleNetV2", "Scale=1.5", "Resolution=192"),
        new("shufflenet_v2_x2_0_224", "ShuffleNetV2", "Scale=2"),
        new("squeezenet1_0_224", "SqueezeNet"),
        new("squeezenet1_1_224", "SqueezeNet11"),
        new("vgg16_224", "VGG16"),
    ];

    /// <summary>All of them, for theories over their numbers.</summary>
    public static IEnumerable<object[]> Indices => Enumerable.Range(0, All.Count).Select(i => new object[] { i });

    /// <summary>Those that plain loops in float64 get through in a few seconds.</summary>
    public static IEnumerable<object[]> SmallIndices => Indices.Where(index => All[(int)index[0]].File is not ("inception_v3_299" or "resnet50_224" or "resnext50_32x4d_224" or "vgg16_224"));

    /// <summary>The logits and what the file says about them.</summary>
    public TensorFile Golden() => TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "formula", File + ".safetensors"));

    /// <summary>The network written out.</summary>
    public UnrolledNetwork Read() => ZooNetwork.Read(Network, Settings);

    /// <summary>torchvision's names among the network's.</summary>
    public static (int Index, double Epsilon) Torchvision(UnrolledNetwork network)
    {
        int index = network.Dialects.ToList().FindIndex(dialect => dialect.Name == "torchvision");
        return (index, network.Dialects[index].Epsilon);
    }

    /// <summary>The input by formula, height × width × channels.</summary>
    public static float[] Input(NetworkGraph graph)
    {
        Shape shape = graph.Values[0].Shape;
        return FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
    }

    public override string ToString() => File;
}
