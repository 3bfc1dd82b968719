using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>How pictures become inputs: as the papers' releases and the frameworks say, and something sound for any number of channels.</summary>
public sealed class ZooPreprocessingTests
{
    private const string ImageNet = "0.485 0.456 0.406 / 0.229 0.224 0.225";
    private const string Half = "0.5 / 0.5";

    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_number_of_channels_has_one(string network)
    {
        foreach (string channels in new[] { "1", "3", "4" })
        {
            UnrolledNetwork unrolled = ZooNetwork.Read(network, $"Channels={channels}");
            Assert.Empty(PreprocessingCheck.Check(unrolled));
            Assert.NotNull(GraphBuilder.Build(unrolled).Graph);
        }
    }

    // torchvision resizes to 256 and crops 224, unless a network's weights say otherwise; its Inception resizes to 342 and crops 299.
    [Theory]
    [InlineData("MobileNetV1", 0.875, "Bilinear", "Rgb", Half)]
    [InlineData("MobileNetV1", 0.875, "Bicubic", "Rgb", Half, "Form=Torchvision")]
    [InlineData("MobileNetV2", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("MobileNetV2", 0.875, "Bilinear", "Rgb", Half, "Form=Keras")]
    [InlineData("MobileNetV3Large", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("MnasNetB1", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("MnasNetB1", 232, "Bilinear", "Rgb", ImageNet, "Alpha=0.75")]
    [InlineData("MnasNetB1", 232, "Bilinear", "Rgb", ImageNet, "Alpha=1.3")]
    [InlineData("ShuffleNetV2", 0.875, "Bilinear", "Rgb", ImageNet, "Scale=0.5")]
    [InlineData("ShuffleNetV2", 232, "Bilinear", "Rgb", ImageNet, "Scale=1.5")]
    [InlineData("ShuffleNetV2", 232, "Bilinear", "Rgb", ImageNet, "Scale=2")]
    [InlineData("ShuffleNetV2", 0.875, "Bilinear", "Bgr", "0 / 1:255", "Form=Megvii")]
    [InlineData("ShuffleNetV1", 0.875, "Bilinear", "Bgr", "0 / 1:255")]
    [InlineData("SqueezeNet", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("SqueezeNet", 0.88671875, "Bilinear", "Bgr", "104:255 117:255 123:255 / 1:255", "Released=yes")]
    [InlineData("AlexNet", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("AlexNet", 0.88671875, "Bilinear", "Bgr", "104:255 117:255 123:255 / 1:255", "Towers=2")]
    [InlineData("VGG16", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("ResNet18", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("ResNet50", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("ResNet50", 0.875, "Bilinear", "Bgr", "103.939:255 116.779:255 123.68:255 / 1:255", "Form=Paper")]
    [InlineData("ResNeXt50", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("DenseNet121", 0.875, "Bilinear", "Rgb", ImageNet)]
    [InlineData("GoogLeNet", 0.875, "Bilinear", "Rgb", Half)]
    [InlineData("InceptionV3", 342, "Bilinear", "Rgb", Half)]
    [InlineData("ResNet8", 1, "Box", "Rgb", "0 / 1:255")]
    [InlineData("VisualWakeWords", 1, null, "Rgb", "0 / 1")]
    public void Pictures_are_prepared_as_the_weights_were_trained(
        string network, double crop, string? interpolation, string order, string numbers, params string[] settings)
    {
        UnrolledNetwork unrolled = ZooNetwork.Read(network, settings);
        PreprocessingSettings found = unrolled.Preprocessing;
        double[][] expected = [.. numbers.Split(" / ").Select(part => part.Split(' ').Select(Number).ToArray())];

        // Above 1 it is the side that the picture is resized to.
        Assert.Equal(crop > 1 ? unrolled.Height / crop : crop, found.CropFraction!.Value, 4);
        Assert.Equal(interpolation ?? found.Interpolation, found.Interpolation);
        Assert.Equal(order, found.ChannelOrder);
        Assert.All(found.Mean.Zip(expected[0]), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.All(found.StandardDeviation.Zip(expected[1]), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.Equal(expected.Select(part => part.Length), [found.Mean.Count, found.StandardDeviation.Count]);
    }

    // 1:255 is a quotient.
    private static double Number(string text)
    {
        double[] parts = [.. text.Split(':').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        return parts.Length == 1 ? parts[0] : parts[0] / parts[1];
    }
}
