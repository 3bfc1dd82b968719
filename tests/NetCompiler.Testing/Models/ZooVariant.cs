using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Models;

/// <summary>A network of the zoo in one of its forms.</summary>
/// <param name="Network">The zoo's name.</param>
/// <param name="Settings">Its parameters.</param>
internal sealed record ZooVariant(string Network, params string[] Settings)
{
    // Above this, a network without any fitting input is a mistake of the table.
    private const int LargestResolution = 129;

    /// <summary>Every table, and what its parameters change in the graph.</summary>
    public static IReadOnlyList<ZooVariant> All { get; } =
    [
        new("AlexNet"),
        new("AlexNet", "Towers=2"),
        new("Autoencoder"),
        new("DenseNet121"),
        new("DsCnn"),
        new("EfficientNetB0"),
        new("EfficientNetB0", "Form=TensorFlow", "Alpha=0.6"),
        new("FBNetB"),
        new("FBNetC"),
        new("FBNetC", "ExpandByOne=no", "Form=TensorFlow"),
        new("GoogLeNet"),
        new("GoogLeNet", "Original=yes"),
        new("InceptionV3"),
        new("InceptionV3", "Form=Keras"),
        new("MixNetS"),
        new("MixNetS", "Alpha=0.6", "Form=TensorFlow"),
        new("MixNetM"),
        new("MixNetL"),
        new("MnasNetA1"),
        new("MnasNetB1"),
        new("MnasNetB1", "Alpha=0.35", "Form=TensorFlow"),
        new("MnasNetSmall"),
        new("MobileNetV1", "Alpha=0.6"),
        new("MobileNetV1", "Alpha=0.25", "FullConvolution=yes"),
        new("MobileNetV1", "Alpha=0.5", "Shallow=yes", "Form=Keras"),
        new("MobileNetV1", "Alpha=0.75", "Kernels=3, 5, 7"),
        new("MobileNetV1", "Alpha=1.05", "Kernels=3, 5, 7, 9, 11, 13", "Partition=exponential"),
        new("MobileNetV1", "Alpha=0.6", "Kernels=3, 5, 7, 9", "Dilated=yes", "Form=Torchvision"),
        new("MobileNetV1", "Alpha=0.5", "OutputStride=8"),
        new("MobileNetV1", "Alpha=0.5", "Kernels=3, 5", "Dilated=yes", "OutputStride=16"),
        new("MobileNetV2"),
        new("MobileNetV2", "Alpha=0.35", "Form=TensorFlow"),
        new("MobileNetV2", "Alpha=0.6", "Kernels=3, 5, 7"),
        new("MobileNetV2", "Alpha=0.5", "OutputStride=16", "IncludeTop=no"),
        new("MobileNetV3Large"),
        new("MobileNetV3Large", "Alpha=0.75", "Form=TensorFlow"),
        new("MobileNetV3Large", "Minimalistic=yes"),
        new("MobileNetV3Small"),
        new("MobileNetV3Small", "Alpha=0.75", "Form=Keras", "Minimalistic=yes"),
        new("NetworkInNetwork"),
        new("ProxylessNasCpu"),
        new("ProxylessNasGpu"),
        new("ProxylessNasMobile"),
        new("ProxylessNasMobile14"),
        new("ResNet8"),
        new("ResNet18"),
        new("ResNet50"),
        new("ResNet50", "Form=Paper"),
        new("ResNeXt50"),
        new("ShuffleNetV1"),
        new("ShuffleNetV1", "Groups=1"),
        new("ShuffleNetV1", "Groups=2"),
        new("ShuffleNetV1", "Groups=4"),
        new("ShuffleNetV1", "Form=Megvii"),
        new("ShuffleNetV1", "Groups=8", "Scale=0.5"),
        new("ShuffleNetV2"),
        new("ShuffleNetV2", "Form=Megvii", "Scale=0.5"),
        new("ShuffleNetV2", "SqueezeExcite=yes", "Residual=yes", "Scale=1.5"),
        new("ShuffleNetV2", "ExtraDepthwise=yes", "Scale=0.5"),
        new("ShuffleNetV2Deep50"),
        new("ShuffleNetV2Deep164"),
        new("ShuffleNetV2Large"),
        new("SqueezeNet"),
        new("SqueezeNet", "Released=yes", "Bypass=simple"),
        new("SqueezeNet", "Bypass=complex", "SqueezeRatio=0.5", "Share3x3=0.75"),
        new("SqueezeNet11"),
        new("VGG16"),
        new("VGG16", "BatchNorm=yes", "IncludeTop=no"),
        new("VisualWakeWords"),
        new("Xception"),
    ];

    /// <summary>All of them, for theories over their numbers.</summary>
    public static IEnumerable<object[]> Indices => Enumerable.Range(0, All.Count).Select(i => new object[] { i });

    /// <summary>The first of a network's dialects that has PyTorch's layout, which is the references', and its number.</summary>
    public static (WeightDialect Dialect, int Index) DialectOf(UnrolledNetwork network)
    {
        int index = network.Dialects.ToList().FindIndex(dialect => dialect.Name != "keras");
        return (Enum.Parse<WeightDialect>(network.Dialects[index].Name, ignoreCase: true), index);
    }

    /// <summary>
    /// The settings with the smallest odd resolution at which no map vanishes; unchanged for a network whose input is not square, which runs as it is.
    /// </summary>
    /// <param name="from">No smaller one.</param>
    public string[] AtSmallestOddResolution(int from = 1)
    {
        UnrolledNetwork usual = ZooNetwork.Read(Network, Settings);
        if (usual.Height != usual.Width)
        {
            return Settings;
        }

        for (int resolution = from | 1; resolution <= LargestResolution; resolution += 2)
        {
            string[] settings = [.. Settings.Where(setting => !setting.StartsWith("Resolution=", StringComparison.Ordinal)), $"Resolution={resolution}"];
            if (GraphBuilder.Build(ZooNetwork.Read(Network, settings)).Graph is not null)
            {
                return settings;
            }
        }

        throw new InvalidOperationException($"{this} has no input up to {LargestResolution}×{LargestResolution}.");
    }

    public override string ToString() => $"{Network} {string.Join(" ", Settings)}".TrimEnd();
}
