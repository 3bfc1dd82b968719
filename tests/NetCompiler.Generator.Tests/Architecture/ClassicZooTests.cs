using System.Globalization;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Tests.Data;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// The classic networks and those of MLPerf Tiny against lists made from the papers and the frameworks: every layer, every tensor, every
/// published count.
/// </summary>
public sealed class ClassicZooTests
{
    public static TheoryData<string, string, string> Variants
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach (string[] row in CsvTable.Cells("variants_classic.csv").Where(row => !row[3].StartsWith("excluded", StringComparison.Ordinal)))
            {
                data.Add($"{row[0]} {row[1]}", row[2], row[3]);
            }

            return data;
        }
    }

    [Theory]
    [InlineData("SqueezeNet", "squeezenet1_0_224.csv")]
    [InlineData("SqueezeNet", "squeezenet1_0_227_caffe.csv", "Released=yes")]
    [InlineData("SqueezeNet", "squeezenet1_0_complex_bypass_227.csv", "Bypass=complex", "Resolution=227")]
    [InlineData("SqueezeNet11", "squeezenet1_1_224.csv")]
    [InlineData("AlexNet", "alexnet_torchvision_224.csv")]
    [InlineData("AlexNet", "alexnet_caffe_227.csv", "Towers=2")]
    [InlineData("VGG16", "vgg16_224.csv")]
    [InlineData("GoogLeNet", "googlenet_torchvision_224.csv")]
    [InlineData("GoogLeNet", "googlenet_caffe_224.csv", "Original=yes")]
    [InlineData("InceptionV3", "inception_v3_299.csv")]
    [InlineData("ResNet18", "resnet18_224.csv")]
    [InlineData("ResNet50", "resnet50_v1.5_224.csv")]
    [InlineData("ResNet50", "resnet50_v1_224.csv", "Form=Paper")]
    [InlineData("ResNeXt50", "resnext50_32x4d_224.csv")]
    [InlineData("Xception", "xception_299.csv")]
    [InlineData("Xception", "xception_299.csv", "Form=Keras")]
    [InlineData("DenseNet121", "densenet121_224.csv")]
    public void Layers_are_the_papers(string name, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        UnrolledMaps maps = new(network);

        string[] expected = [.. CsvTable.Cells(file).Select(c =>
            $"{Kind(c[1])} {c[10]}×{c[11]}×{c[2]} → {c[12]}×{c[13]}×{c[3]} {c[4]}×{c[5]}/{c[6]} dilation {c[9]} groups {c[8]}: "
            + $"{c[14]} + {c[15]}, norm {c[16]}, {c[17]} multiply-adds")];
        string[] found = [.. network.Operations.Select((operation, index) => (operation, index)).Where(pair => pair.operation.Names.Count > 0)
            .Select(pair => Text(network, maps, pair.operation, pair.index))];

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("SqueezeNet", "squeezenet1_0_227_caffe.csv", "Released=yes")]
    [InlineData("AlexNet", "alexnet_torchvision_224.csv")]
    [InlineData("AlexNet", "alexnet_caffe_227.csv", "Towers=2")]
    [InlineData("VGG16", "vgg16_224.csv")]
    [InlineData("GoogLeNet", "googlenet_torchvision_224.csv")]
    [InlineData("GoogLeNet", "googlenet_caffe_224.csv", "Original=yes")]
    [InlineData("InceptionV3", "inception_v3_299.csv")]
    [InlineData("ResNet18", "resnet18_224.csv")]
    [InlineData("ResNet50", "resnet50_v1.5_224.csv")]
    [InlineData("ResNeXt50", "resnext50_32x4d_224.csv")]
    [InlineData("DenseNet121", "densenet121_224.csv")]
    public void Padding_and_activation_are_the_frameworks(string name, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        UnrolledMaps maps = new(network);

        // The lists say SAME where its sides depend on the map; fully connected layers have no window.
        string[][] lines = [.. CsvTable.Cells(file)];
        PrimitiveOperation[] layers = [.. network.Operations.Where(operation => operation.Names.Count > 0)];
        string[] expected = [.. lines.Where(c => c[1] is not ("fc" or "bn") && c[7] != "same").Select(c => $"{c[2]}→{c[3]} {Sides(c[7])} {c[18].Split(' ', '"', ';')[0] == "relu"}")];
        string[] found = [.. layers.Zip(lines).Where(pair => pair.First.Window is not null && pair.Second[7] != "same").Select(pair =>
        {
            (int height, int width) = maps.Entering(pair.First);
            (int top, int bottom) = UnrolledMaps.Padding(pair.First.Window!, true, height);
            (int left, int right) = UnrolledMaps.Padding(pair.First.Window!, false, width);
            return $"{maps.EnteringChannels(pair.First)}→{pair.First.OutputChannels} {top},{bottom},{left},{right} {pair.First.Activation == ActivationKind.Relu}";
        })];

        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("SqueezeNet", "torchvision", "torchvision_squeezenet1_0.csv")]
    [InlineData("SqueezeNet", "torchvision", "torchvision_squeezenet1_0.csv", "Released=yes")]
    [InlineData("SqueezeNet11", "torchvision", "torchvision_squeezenet1_1.csv")]
    [InlineData("AlexNet", "torchvision", "torchvision_alexnet.csv")]
    [InlineData("VGG16", "torchvision", "torchvision_vgg16.csv")]
    [InlineData("VGG16", "torchvision", "torchvision_vgg16_bn.csv", "BatchNorm=yes")]
    [InlineData("GoogLeNet", "torchvision", "torchvision_googlenet_without_aux.csv")]
    [InlineData("InceptionV3", "torchvision", "torchvision_inception_v3.csv")]
    [InlineData("ResNet18", "torchvision", "torchvision_resnet18.csv")]
    [InlineData("ResNet18", "timm", "torchvision_resnet18.csv")]
    [InlineData("ResNet50", "torchvision", "torchvision_resnet50.csv")]
    [InlineData("ResNet50", "timm", "torchvision_resnet50.csv")]
    [InlineData("ResNeXt50", "torchvision", "torchvision_resnext50_32x4d.csv")]
    [InlineData("ResNeXt50", "timm", "torchvision_resnext50_32x4d.csv")]
    [InlineData("DenseNet121", "torchvision", "torchvision_densenet121.csv")]
    [InlineData("VisualWakeWords", "timm", "mlperf_tiny_vww.csv")]
    [InlineData("VisualWakeWords", "timm", "mlperf_tiny_vww_folded.csv")]
    [InlineData("ResNet8", "authors", "mlperf_tiny_resnet8_folded.csv")]
    [InlineData("DsCnn", "authors", "mlperf_tiny_ds_cnn_folded.csv")]
    public void Tensors_are_those_of_the_checkpoint(string name, string dialect, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        UnrolledMaps maps = new(network);
        int column = network.Dialects.ToList().FindIndex(known => known.Name == dialect);
        string[] ignored = [.. network.Dialects[column].Ignored];
        bool isFolded = file.EndsWith("_folded.csv", StringComparison.Ordinal);

        // MLPerf Tiny's convolutions have biases before their norms.
        bool hasBiases = file == "mlperf_tiny_vww.csv";
        string[] expected = [.. CsvTable.Cells(file).Where(row => row[2] != "counter" && !ignored.Any(prefix => row[0].StartsWith(prefix, StringComparison.Ordinal))).Select(row => $"{row[0]} {row[1]}")];
        string[] found = [.. network.Operations.Where(operation => operation.Names.Count > 0)
            .SelectMany(operation => Tensors(maps, operation, operation.Names[column], isFolded, hasBiases))];

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GoogLeNet", "torchvision", 1e-3, null, "IncludeTop=yes", "aux1. aux2.")]
    [InlineData("GoogLeNet", "torchvision", 1e-3, null, "IncludeTop=no", "aux1. aux2. fc.")]
    [InlineData("InceptionV3", "torchvision", 1e-3, "Torchvision", "IncludeTop=yes", "AuxLogits.")]
    [InlineData("ResNet50", "keras", 1.001e-5, "Paper", "IncludeTop=yes", "")]
    [InlineData("ResNet50", "torchvision", 1e-5, "Torchvision", "IncludeTop=no", "fc.")]
    [InlineData("Xception", "timm", 1e-5, "Torchvision", "IncludeTop=no", "fc.")]
    [InlineData("DenseNet121", "torchvision", 1e-5, null, "IncludeTop=no", "classifier.")]
    [InlineData("VGG16", "timm", 1e-5, null, "IncludeTop=no", "pre_logits. head.")]
    [InlineData("ResNet8", "authors", 1e-3, null, "IncludeTop=yes", "")]
    [InlineData("VisualWakeWords", "timm", 1e-3, null, "IncludeTop=yes", "")]
    public void Dialects_have_epsilon_form_and_what_they_hold_besides(string name, string dialect, double epsilon, string? form, string setting, string ignored)
    {
        Dialect found = Declarations.Zoo(name, setting).Network().Dialects.Single(known => known.Name == dialect);

        Assert.Equal((epsilon, form, ignored), (found.Epsilon, found.Form, string.Join(" ", found.Ignored)));
    }

    [Theory]
    [InlineData("ResNet50", "keras", "Block1.Shortcut", "conv2_block1_0_conv conv2_block1_0_bn")]
    [InlineData("ResNet50", "keras", "Block4.Conv2", "conv3_block1_2_conv conv3_block1_2_bn")]
    [InlineData("VGG16", "keras", "Conv5_3", "block5_conv3")]
    [InlineData("VGG16", "timm", "Fc6", "pre_logits.fc1")]
    [InlineData("Xception", "timm", "Block1.Pointwise2", "block1.rep.3.pointwise block1.rep.4")]
    [InlineData("Xception", "timm", "Block2.Depthwise1", "block2.rep.1.conv1")]
    [InlineData("Xception", "timm", "Block4.Pointwise3", "block4.rep.7.pointwise block4.rep.8")]
    [InlineData("Xception", "timm", "Block12.Shortcut", "block12.skip block12.skipbn")]
    [InlineData("Autoencoder", "keras", "Encoder1", "dense batch_normalization")]
    [InlineData("Autoencoder", "keras", "Decoder4", "dense_8 batch_normalization_8")]
    [InlineData("ResNet8", "keras", "Block3.Conv2", "conv2d_7 batch_normalization_6")]
    [InlineData("DsCnn", "keras", "Block4.Pointwise", "conv2d_4 batch_normalization_8")]
    public void Layers_are_called_as_in_the_framework(string name, string dialect, string layer, string expected)
    {
        UnrolledNetwork network = Declarations.Zoo(name).Network();
        int column = network.Dialects.ToList().FindIndex(known => known.Name == dialect);
        LayerNames found = network.Operations.Single(operation => operation.Name == layer).Names[column];

        Assert.Equal(expected, found.Norm is null ? found.Layer : $"{found.Layer} {found.Norm}");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Counts_are_the_published(string row, string name, string settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings.Split(' ')).Network();
        UnrolledMaps maps = new(network);
        long parameters = network.Operations.Sum(operation => maps.Weights(operation) + UnrolledMaps.Biases(operation) + (2 * UnrolledMaps.NormChannels(operation)));
        long multiplyAdds = Enumerable.Range(0, network.Operations.Count).Sum(maps.MultiplyAdds);

        string[] key = row.Split(' ');
        string[] published = key[0] == "counts"
            ? CsvTable.Cells("counts.csv").Single(cells => cells[0] == key[1]) is string[] count ? [count[10], count[15]] : []
            : CsvTable.Cells("figures.csv").ElementAt(int.Parse(key[1], CultureInfo.InvariantCulture) - 2) is string[] figure ? [figure[5], figure[7]] : [];
        Assert.Equal([.. published.Select(text => long.Parse(text, CultureInfo.InvariantCulture))], new[] { parameters, multiplyAdds });
    }

    [Fact]
    public void Every_published_count_of_these_networks_is_there()
    {
        string[] networks = ["SqueezeNet", "AlexNet", "VGG16", "GoogLeNet", "InceptionV3", "ResNet-18", "ResNet-50", "ResNeXt-50", "Xception", "DenseNet-121", "NIN"];
        IEnumerable<string> figures = CsvTable.Cells("figures.csv").Select((cells, index) => (cells, line: index + 2))
            .Where(pair => networks.Contains(pair.cells[0]) && pair.cells[5].Length > 0 && pair.cells[7].Length > 0)
            .Select(pair => $"figures {pair.line}");
        string[] prefixes = ["squeezenet", "alexnet", "vgg", "googlenet", "inception", "resn", "xception"];
        IEnumerable<string> counts = CsvTable.Cells("counts.csv").Select(cells => cells[0])
            .Where(key => prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).Select(key => "counts " + key);

        Assert.Equal(
            figures.Concat(counts).Order(StringComparer.Ordinal),
            CsvTable.Cells("variants_classic.csv").Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));
    }

    // What Keras prints for MLPerf Tiny's models: all parameters, statistics of the norms included.
    [Theory]
    [InlineData("ResNet8", 78_666)]
    [InlineData("DsCnn", 24_908)]
    [InlineData("Autoencoder", 269_992)]
    public void Tiny_networks_have_the_parameters_that_Keras_prints(string name, long total)
    {
        UnrolledNetwork network = Declarations.Zoo(name).Network();
        UnrolledMaps maps = new(network);

        Assert.Equal(total, network.Operations.Sum(
            operation => maps.Weights(operation) + UnrolledMaps.Biases(operation) + (4 * UnrolledMaps.NormChannels(operation))));
    }

    [Theory]
    [InlineData("SqueezeNet", 13, 512)]
    [InlineData("SqueezeNet11", 13, 512)]
    [InlineData("AlexNet", 6, 256)]
    [InlineData("VGG16", 7, 512)]
    [InlineData("GoogLeNet", 7, 1024)]
    [InlineData("InceptionV3", 8, 2048)]
    [InlineData("ResNet18", 7, 512)]
    [InlineData("ResNet50", 7, 2048)]
    [InlineData("ResNeXt50", 7, 2048)]
    [InlineData("Xception", 10, 2048)]
    [InlineData("DenseNet121", 7, 1024)]
    [InlineData("NetworkInNetwork", 6, 1024)]
    [InlineData("ResNet8", 8, 64)]
    [InlineData("VisualWakeWords", 3, 256)]
    public void Without_its_top_a_network_yields_its_last_map(string name, int side, int channels)
    {
        UnrolledNetwork network = Declarations.Zoo(name, "IncludeTop=no").Network();

        Assert.Equal((side, side), new UnrolledMaps(network).Leaving(network.Operations.Count - 1));
        Assert.Equal(channels, network.Operations[^1].OutputChannels);
    }

    private static string Kind(string kind) => kind switch
    {
        "conv" or "gconv" => "conv2d",
        "bn" => "batchnorm",
        _ => kind,
    };

    private static string Sides(string padding)
    {
        string[] sides = padding == "valid" ? ["0", "0"] : padding.Contains('x', StringComparison.Ordinal) ? padding.Split('x') : [padding, padding];
        return $"{sides[0]},{sides[0]},{sides[1]},{sides[1]}";
    }

    private static string Text(UnrolledNetwork network, UnrolledMaps maps, PrimitiveOperation operation, int index)
    {
        // The lists write a fully connected layer as one position.
        bool isDense = operation.Operator == "fc";
        (int height, int width) = isDense ? (1, 1) : maps.Entering(operation);
        (int outHeight, int outWidth) = maps.Leaving(index);
        int entering = maps.EnteringChannels(operation) * (isDense ? maps.Entering(operation).Height * maps.Entering(operation).Width : 1);
        Window? window = operation.Window;
        string size = window is null ? "1×1/1 dilation 1" : $"{window.Height}×{window.Width}/{window.StrideHeight} dilation {window.DilationHeight}";
        int groups = operation.Operator == "dwconv" ? entering : operation.Groups;
        return $"{operation.Operator} {height}×{width}×{entering} → {outHeight}×{outWidth}×{operation.OutputChannels} {size} groups {groups}: "
            + $"{maps.Weights(operation)} + {UnrolledMaps.Biases(operation)}, norm {UnrolledMaps.NormChannels(operation)}, {maps.MultiplyAdds(index)} multiply-adds";
    }

    private static IEnumerable<string> Tensors(UnrolledMaps maps, PrimitiveOperation operation, LayerNames names, bool isFolded, bool hasBiases)
    {
        int leaving = operation.OutputChannels;
        if (operation.Operator != "batchnorm")
        {
            (int height, int width) = maps.Entering(operation);
            string shape = operation.Operator switch
            {
                "fc" => $"{leaving}x{height * width * maps.EnteringChannels(operation)}",
                "dwconv" => $"{leaving}x1x{operation.Window!.Height}x{operation.Window.Width}",
                _ => $"{leaving}x{maps.EnteringChannels(operation) / operation.Groups}x{operation.Window!.Height}x{operation.Window.Width}",
            };
            yield return $"{names.Layer}.weight {shape}";
            if (operation.Bias || (operation.Norm && (isFolded || hasBiases)))
            {
                yield return $"{names.Layer}.bias {leaving}";
            }
        }

        foreach (string tensor in names.Norm is null || isFolded ? Array.Empty<string>() : ["weight", "bias", "running_mean", "running_var"])
        {
            yield return $"{names.Norm}.{tensor} {leaving}";
        }
    }
}
