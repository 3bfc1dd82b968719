namespace NetCompiler.Benchmarks;

/// <summary>
/// The networks that are to be ahead of every other engine, and by how much of ONNX Runtime: that engine's time over ours. Where another engine is
/// faster than ONNX Runtime, the figure is the target beside that one, carried over by the two engines' times.
/// </summary>
internal static class PeerTargets
{
    /// <summary>The word on the command line for all of them.</summary>
    public const string Preset = "targets";

    private static readonly (string Network, double Ratio)[] s_targets =
    [
        ("MobileNetV1", 1.06),
        ("MobileNetV1:Alpha=0.25", 1.15),
        ("MobileNetV2", 1.31),
        ("MobileNetV2:Alpha=0.5", 1.49),
        ("MnasNetB1", 1.2),
        ("MobileNetV3Large", 1.25),
        ("EfficientNetB0", 1.52),
        ("ShuffleNetV1", 1.4),
        ("ShuffleNetV2:Scale=0.5", 1.4),
        ("ShuffleNetV2", 1.46),
        ("MixNetS", 2.2),
        ("SqueezeNet", 1.31),
        ("SqueezeNet11", 1.26),
        ("GoogLeNet", 1.28),
        ("ResNet18", 1.26),
        ("ResNet50", 1.05),
        ("VGG16", 2.21),
        ("AlexNet", 1.1),
    ];

    /// <summary>Their names as <see cref="ZooSelection.Parse"/> reads them.</summary>
    public static IEnumerable<string> Names => s_targets.Select(target => target.Network);

    /// <summary>The target of a network, or null.</summary>
    public static double? Of(string network) =>
        s_targets.Where(target => target.Network == network).Select(target => (double?)target.Ratio).FirstOrDefault();
}
