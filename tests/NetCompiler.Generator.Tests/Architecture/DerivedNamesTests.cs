using System.Globalization;
using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// The zoo's names of dialects without a list of a checkpoint at hand, against lists that <c>Data/make_names.py</c> makes from the patterns by which
/// timm, Keras and the authors call their layers: every tensor and its shape.
/// </summary>
public sealed class DerivedNamesTests
{
    private const string GroupPlace = "{group}";

    [Theory]
    [InlineData("MobileNetV3Large", "timm", "timm_mobilenetv3_large_100")]
    [InlineData("MobileNetV3Large", "keras", "keras_mobilenet_v3_large", "Form=Keras")]
    [InlineData("MobileNetV3Small", "timm", "timm_mobilenetv3_small_100")]
    [InlineData("MobileNetV3Small", "keras", "keras_mobilenet_v3_small", "Form=Keras")]
    [InlineData("EfficientNetB0", "timm", "timm_efficientnet_b0")]
    [InlineData("EfficientNetB0", "timm", "timm_efficientnet_b0", "Form=TensorFlow")]
    [InlineData("MnasNetB1", "timm", "timm_mnasnet_100")]
    [InlineData("MnasNetSmall", "timm", "timm_mnasnet_small")]
    [InlineData("ProxylessNasMobile", "authors", "authors_proxyless_mobile")]
    [InlineData("ProxylessNasMobile14", "authors", "authors_proxyless_mobile14")]
    [InlineData("ProxylessNasGpu", "authors", "authors_proxyless_gpu")]
    [InlineData("ProxylessNasCpu", "authors", "authors_proxyless_cpu")]
    [InlineData("ShuffleNetV1", "authors", "authors_shufflenet_v1_g3_1.0", "Form=Megvii")]
    [InlineData("ShuffleNetV1", "authors", "authors_shufflenet_v1_g8_0.5", "Form=Megvii", "Groups=8", "Scale=0.5")]
    [InlineData("ShuffleNetV2", "authors", "authors_shufflenet_v2_0.5", "Form=Megvii", "Scale=0.5")]
    [InlineData("ShuffleNetV2", "authors", "authors_shufflenet_v2_1.0", "Form=Megvii")]
    [InlineData("ShuffleNetV2", "authors", "authors_shufflenet_v2_2.0", "Form=Megvii", "Scale=2")]
    [InlineData("AlexNet", "authors", "caffe_alexnet", "Towers=2")]
    [InlineData("Xception", "timm", "timm_legacy_xception")]
    [InlineData("ResNet50", "keras", "keras_resnet50")]
    [InlineData("VGG16", "timm", "timm_vgg16")]
    [InlineData("VGG16", "keras", "keras_vgg16")]
    public void Tensors_are_those_of_the_pattern(string name, string dialect, string list, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        UnrolledMaps maps = new(network);
        int column = network.Dialects.ToList().FindIndex(known => known.Name == dialect);
        Assert.True(column >= 0, $"{name} has no names of {dialect}.");
        PrimitiveOperation[] layers = [.. network.Operations.Where(operation => operation.Names.Count > 0)];

        // A fully connected layer is a matrix here, for timm also a convolution whose window is the map.
        string[] dense = [.. layers.Where(layer => layer.Operator == "fc").Select(layer => layer.Names[column].Layer + ".weight")];
        IEnumerable<string> expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", $"names_{list}.csv")).Skip(1)
            .Select(line => line.Split(',')).Where(cells => cells[2] != "counter")
            .Select(cells => $"{cells[0]} {(dense.Contains(cells[0]) ? Matrix(cells[1]) : WithoutOnes(cells[1]))}");

        // Those of Keras' ResNets have biases before their norms.
        IEnumerable<string> found = layers.SelectMany(
            layer => Tensors(maps, layer, layer.Names[column], dialect == "keras", layer.Bias || list == "keras_resnet50"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    // Every flag and word by itself: a whole checkpoint has to fit what is left of a network without its top, whoever named it.
    [Fact]
    public void No_variant_named_by_its_rows_forgets_its_top()
    {
        List<string> variants = [];
        List<string> forgetful = [];
        foreach (string name in ZooCatalog.Names)
        {
            Parameter[] parameters = [.. ZooCatalog.ParametersOf(name)];
            if (!parameters.Any(parameter => parameter.Name == "IncludeTop"))
            {
                continue;
            }

            foreach (string setting in parameters.Where(parameter => parameter.Name != "IncludeTop").SelectMany(Settings))
            {
                UnrolledNetwork? trunk = Declarations.Zoo(name, setting, "IncludeTop=no").Network;
                PrimitiveOperation[] layers = [.. trunk?.Operations.Where(operation => operation.Names.Count > 0) ?? []];
                if (layers.Length > 0 && layers.All(layer => layer.Names[0].Layer == layer.Name))
                {
                    variants.Add($"{name} {setting}");
                    forgetful.AddRange(trunk!.Dialects[0].Ignored.Count > 0 ? [] : [$"{name} {setting}"]);
                }
            }
        }

        Assert.Empty(forgetful);
        Assert.Contains("MobileNetV1 FullConvolution=yes", variants);
        Assert.Contains("SqueezeNet Bypass=complex", variants);
    }

    private static IEnumerable<string> Settings(Parameter parameter) => parameter.Kind switch
    {
        ValueKind.Flag => [$"{parameter.Name}=yes", $"{parameter.Name}=no"],
        ValueKind.Word => parameter.Choices.Select(choice => $"{parameter.Name}={choice}"),
        ValueKind.List => [$"{parameter.Name}=3.5"],
        _ => parameter.Numbers.Select(number => $"{parameter.Name}={Value.Format(number)}"),
    };

    private static IEnumerable<string> Tensors(UnrolledMaps maps, PrimitiveOperation layer, LayerNames names, bool isKeras, bool hasBias)
    {
        Assert.DoesNotContain(GroupPlace, names.Layer, StringComparison.Ordinal);
        (int height, int width) = layer.Operator == "fc" ? maps.Entering(layer) : layer.Window is Window window ? (window.Height, window.Width) : (1, 1);
        int entering = maps.EnteringChannels(layer) / layer.Groups;
        int leaving = layer.OutputChannels;
        bool isDepthwise = layer.Operator == "dwconv";
        string shape = layer.Operator switch
        {
            "fc" when isKeras => $"{height * width * entering}x{leaving}",
            "fc" => $"{leaving}x{height * width * entering}",
            "dwconv" when isKeras => $"{height}x{width}x{leaving}x1",
            "dwconv" => $"{leaving}x1x{height}x{width}",
            _ when isKeras => $"{height}x{width}x{entering}x{leaving}",
            _ => $"{leaving}x{entering}x{height}x{width}",
        };
        string point = isKeras ? "/" : ".";
        yield return $"{names.Layer}{(isKeras ? isDepthwise ? "/depthwise_kernel" : "/kernel" : ".weight")} {WithoutOnes(shape)}";
        if (hasBias)
        {
            yield return $"{names.Layer}{point}bias {leaving}";
        }

        string[] norm = isKeras ? ["gamma", "beta", "moving_mean", "moving_variance"] : ["weight", "bias", "running_mean", "running_var"];
        foreach (string tensor in layer.Norm ? norm : [])
        {
            yield return $"{names.Norm}{point}{tensor} {leaving}";
        }
    }

    /// <summary>A shape without a window of 1×1, before or after the channels: a layer over one position may be written either way.</summary>
    private static string WithoutOnes(string shape) =>
        shape.EndsWith("x1x1", StringComparison.Ordinal) ? shape[..^"x1x1".Length]
        : shape.StartsWith("1x1x", StringComparison.Ordinal) ? shape["1x1x".Length..]
        : shape;

    /// <summary>PyTorch's shape of a layer over the whole map as that of a matrix.</summary>
    private static string Matrix(string shape)
    {
        int[] sides = [.. shape.Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
        return $"{sides[0]}x{sides.Skip(1).Aggregate(1, (product, side) => product * side)}";
    }
}
