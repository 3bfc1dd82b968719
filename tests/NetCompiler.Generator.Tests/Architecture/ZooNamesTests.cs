using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>The zoo's tables of names, written out with shapes, against lists of what public checkpoints hold.</summary>
public sealed class ZooNamesTests
{
    [Theory]
    [InlineData("MobileNetV2", "torchvision", "torchvision_mobilenet_v2.csv")]
    [InlineData("MobileNetV2", "timm", "timm_mobilenetv2_100.csv")]
    [InlineData("MobileNetV2", "keras", "keras_mobilenetv2_1.0.csv")]
    [InlineData("MobileNetV1", "timm", "timm_mobilenetv1_100.csv")]
    [InlineData("MobileNetV1", "keras", "keras_mobilenet_1.0.csv")]
    public void Tensors_are_those_of_the_checkpoint(string network, string dialect, string file)
    {
        UnrolledNetwork unrolled = Declarations.Zoo(network, dialect == "keras" ? "Form=Keras" : "Form=Torchvision").Network();
        int column = unrolled.Dialects.ToList().FindIndex(known => known.Name == dialect);

        string[] expected = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Skip(1)
            .Select(line => line.Split(',')).Where(cells => cells[2] != "counter").Select(cells => $"{cells[0]} {cells[1]}")];
        string[] found = [.. unrolled.Operations.SelectMany(operation => Tensors(unrolled, operation, column, dialect == "keras"))];

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("MobileNetV2", "torchvision", 1e-5, "Torchvision")]
    [InlineData("MobileNetV2", "timm", 1e-5, "Torchvision")]
    [InlineData("MobileNetV2", "keras", 1e-3, "Keras")]
    [InlineData("MobileNetV1", "timm", 1e-5, "Torchvision")]
    [InlineData("MobileNetV1", "keras", 1e-3, "Keras")]
    public void Dialects_have_epsilon_and_form(string network, string dialect, double epsilon, string form)
    {
        Dialect found = Declarations.Zoo(network).Network().Dialects.Single(known => known.Name == dialect);

        Assert.Equal(new Dialect(dialect, epsilon, form), found);
    }

    [Fact]
    public void A_variant_without_public_checkpoints_is_named_by_its_rows()
    {
        UnrolledNetwork network = Declarations.Zoo("MobileNetV1", "FullConvolution=yes").Network();

        Assert.Equal([new Dialect("torchvision", 1e-5, null)], network.Dialects);
        Assert.Equal([new LayerNames("Block1.Convolution", "Block1.Convolution.norm")], network.Operations[1].Names);
        Assert.Equal([new LayerNames("Classifier", null)], network.Operations[^1].Names);
    }

    private static IEnumerable<string> Tensors(UnrolledNetwork network, PrimitiveOperation operation, int dialect, bool isKeras)
    {
        if (operation.Names.Count == 0)
        {
            yield break;
        }

        LayerNames names = operation.Names[dialect];
        int source = operation.Inputs[0];
        int entering = source < 0 ? network.Channels : network.Operations[source].OutputChannels;
        int leaving = operation.OutputChannels;
        bool isDepthwise = operation.Operator == "dwconv";
        string window = operation.Window is Window sides ? $"{sides.Height}x{sides.Width}" : "1x1";

        // Classifiers are matrices in every list but Keras' for MobileNetV1, which has a 1×1 convolution.
        bool isMatrix = operation.Name == "Classifier" && names.Layer != "conv_preds";
        yield return isKeras
            ? isDepthwise ? $"{names.Layer}/depthwise_kernel {window}x{leaving}x1"
                : $"{names.Layer}/kernel {(isMatrix ? "" : window + "x")}{entering}x{leaving}"
            : $"{names.Layer}.weight {leaving}x{(isDepthwise ? 1 : entering)}{(isMatrix ? "" : "x" + window)}";
        string[] norm = isKeras ? ["gamma", "beta", "moving_mean", "moving_variance"] : ["weight", "bias", "running_mean", "running_var"];
        foreach (string tensor in operation.Norm ? norm : [])
        {
            yield return $"{names.Norm}{(isKeras ? '/' : '.')}{tensor} {leaving}";
        }

        if (operation.Bias)
        {
            yield return $"{names.Layer}{(isKeras ? '/' : '.')}bias {leaving}";
        }
    }
}
