using System.Globalization;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Data;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// The mobile networks of the zoo, layer by layer and name by name, against lists made from the papers and from what public checkpoints hold; and
/// every published number of parameters. Map sizes, and with them multiply-adds, are the graph's.
/// </summary>
public sealed class MobileZooTests
{
    /// <summary>A list calls this activation by several words.</summary>
    private static readonly Dictionary<string, string> _activations = new()
    {
        ["relu"] = "relu",
        ["RE"] = "relu",
        ["relu6"] = "relu6",
        ["hswish"] = "hardswish",
        ["HS"] = "hardswish",
        ["hsigmoid"] = "hardsigmoid",
        ["swish"] = "swish",
        ["sigmoid"] = "sigmoid",
    };

    public static TheoryData<string> Networks =>
    [
        "MobileNetV1", "MobileNetV2", "MobileNetV3Large", "MobileNetV3Small", "MixNetS", "MixNetM", "MixNetL", "MnasNetA1", "MnasNetB1", "MnasNetSmall",
        "ProxylessNasMobile", "ProxylessNasMobile14", "ProxylessNasGpu", "ProxylessNasCpu", "FBNetB", "FBNetC", "EfficientNetB0", "ShuffleNetV1",
        "ShuffleNetV2", "ShuffleNetV2Deep50", "ShuffleNetV2Deep164", "ShuffleNetV2Large",
    ];

    [Theory]
    [InlineData("MobileNetV1", "mobilenet_v1_mdconv_3579_equal_224.csv", "Kernels=3.5.7.9")]
    [InlineData("MobileNetV1", "mobilenet_v1_mdconv_357_equal_dilated_224.csv", "Kernels=3.5.7", "Dilated=yes")]
    [InlineData("MobileNetV2", "mobilenet_v2_mdconv_357_equal_224.csv", "Kernels=3.5.7")]
    [InlineData("MobileNetV3Large", "mobilenet_v3_large_1.0_224.csv")]
    [InlineData("MobileNetV3Large", "mobilenet_v3_large_1.0_224.csv", "Form=Keras")]
    [InlineData("MobileNetV3Small", "mobilenet_v3_small_1.0_224.csv")]
    [InlineData("MobileNetV3Small", "mobilenet_v3_small_1.0_224.csv", "Form=Keras")]
    [InlineData("MixNetS", "mixnet_s_224.csv")]
    [InlineData("MixNetM", "mixnet_m_224.csv")]
    [InlineData("MixNetL", "mixnet_l_224.csv")]
    [InlineData("MixNetM", "mixnet_l_224.csv", "Alpha=1.3")]
    [InlineData("MnasNetA1", "mnasnet_a1_1.0_224.csv")]
    [InlineData("MnasNetB1", "mnasnet_b1_1.0_224.csv")]
    [InlineData("MnasNetSmall", "mnasnet_small_224.csv")]
    [InlineData("ProxylessNasMobile", "proxylessnas_mobile_224.csv")]
    [InlineData("ProxylessNasGpu", "proxylessnas_gpu_224.csv")]
    [InlineData("FBNetC", "fbnet_c_224_timm.csv")]
    [InlineData("FBNetC", "fbnet_c_224_mobile_vision.csv", "ExpandByOne=no")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g1_1.0_224.csv", "Groups=1")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g2_1.0_224.csv", "Groups=2")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g3_1.0_224.csv")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g4_1.0_224.csv", "Groups=4")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g8_1.0_224.csv", "Groups=8")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g3_0.5_224.csv", "Scale=0.5")]
    [InlineData("ShuffleNetV1", "shufflenet_v1_g3_2.0_224.csv", "Scale=2")]
    [InlineData("ShuffleNetV2", "shufflenet_v2_0.5_224_torchvision.csv", "Scale=0.5")]
    [InlineData("ShuffleNetV2", "shufflenet_v2_1.0_224_torchvision.csv")]
    [InlineData("ShuffleNetV2", "shufflenet_v2_1.5_224_torchvision.csv", "Scale=1.5")]
    [InlineData("ShuffleNetV2", "shufflenet_v2_2.0_224_torchvision.csv", "Scale=2")]
    [InlineData("ShuffleNetV2", "shufflenet_v2_1.0_224_megvii.csv", "Form=Megvii", "ClassifierBias=yes")]
    public void Layers_are_the_papers(string name, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        string[] expected = [.. CsvTable.Cells(file).Select(ListedLayer)];
        string[] found = [.. Layers(network).SelectMany(layer => Texts(network, layer, partsGroups: name.StartsWith("MixNet", StringComparison.Ordinal)))];
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("MobileNetV3Large", "torchvision", "torchvision_mobilenet_v3_large.csv")]
    [InlineData("MobileNetV3Small", "torchvision", "torchvision_mobilenet_v3_small.csv")]
    [InlineData("MixNetS", "timm", "timm_mixnet_s.csv")]
    [InlineData("MixNetM", "timm", "timm_mixnet_m.csv")]
    [InlineData("MixNetL", "timm", "timm_mixnet_l.csv")]
    [InlineData("MnasNetA1", "timm", "timm_semnasnet_100.csv")]
    [InlineData("MnasNetB1", "torchvision", "torchvision_mnasnet0_5.csv", "Alpha=0.5")]
    [InlineData("MnasNetB1", "torchvision", "torchvision_mnasnet0_75.csv", "Alpha=0.75")]
    [InlineData("MnasNetB1", "torchvision", "torchvision_mnasnet1_0.csv")]
    [InlineData("MnasNetB1", "torchvision", "torchvision_mnasnet1_3.csv", "Alpha=1.3")]
    [InlineData("FBNetC", "timm", "timm_fbnetc_100.csv")]
    [InlineData("EfficientNetB0", "torchvision", "torchvision_efficientnet_b0.csv")]
    [InlineData("ShuffleNetV2", "torchvision", "torchvision_shufflenet_v2_x0_5.csv", "Scale=0.5")]
    [InlineData("ShuffleNetV2", "torchvision", "torchvision_shufflenet_v2_x1_0.csv")]
    [InlineData("ShuffleNetV2", "torchvision", "torchvision_shufflenet_v2_x1_5.csv", "Scale=1.5")]
    [InlineData("ShuffleNetV2", "torchvision", "torchvision_shufflenet_v2_x2_0.csv", "Scale=2")]
    public void Tensors_are_those_of_the_checkpoint(string name, string dialect, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();
        int column = network.Dialects.ToList().FindIndex(known => known.Name == dialect);

        string[] expected = [.. CsvTable.Cells(file).Where(cells => cells[2] != "counter").Select(cells => $"{cells[0]} {Matrix(cells[1])}")];
        string[] found = [.. Layers(network).SelectMany(layer => Tensors(network, layer, layer.Names[column]))];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_table_of_the_tests_has_the_tensors_of_a_public_checkpoint()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NetCompiler.sln")))
        {
            folder = folder.Parent!;
        }

        string text = File.ReadAllText(Path.Combine(folder.FullName, "tests", "NetCompiler.Zoo.Tests", "Data", "ShuffleNetV1Cifar.net.md"));
        UnrolledNetwork network = Declarations.Table(text).Network();
        Dialect dialect = Assert.Single(network.Dialects);
        Assert.Equal("authors", dialect.Name);

        IEnumerable<string> expected = CsvTable.Cells("authors_shufflenet_v1_cifar.csv").Select(cells => $"{cells[0]} {Matrix(cells[1])}");
        IEnumerable<string> found = Layers(network).SelectMany(layer => Tensors(network, layer, layer.Names[0]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    // The classifier of a network without its top is what checkpoints hold besides.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Without_its_top_a_network_leaves_the_top_s_tensors_and_no_others(string name) => CheckTop(name);

    // What no public checkpoint has is named by the rows.
    [Theory]
    [InlineData("MobileNetV1", "FullConvolution=yes")]
    [InlineData("ShuffleNetV2", "SqueezeExcite=yes")]
    [InlineData("ShuffleNetV2", "ExtraDepthwise=yes")]
    [InlineData("SqueezeNet", "Bypass=complex")]
    [InlineData("NetworkInNetwork")]
    public void Named_by_its_rows_too_a_network_leaves_the_top_s_tensors(string name, params string[] settings)
    {
        PrimitiveOperation layer = Layers(Declarations.Zoo(name, settings).Network()).First();
        Assert.Equal([new LayerNames(layer.Name, layer.Norm ? layer.Name + ".norm" : null)], layer.Names);
        CheckTop(name, settings);
    }

    [Fact]
    public void The_epsilon_of_a_network_named_by_its_rows_is_its_authors()
    {
        Assert.Equal(new Dialect("torchvision", 1e-9, null), Assert.Single(Declarations.Zoo("ShuffleNetV2Large").Network().Dialects));
        Assert.Equal(new Dialect("torchvision", 1e-5, null), Assert.Single(Declarations.Zoo("ShuffleNetV2Deep164").Network().Dialects));
    }

    private static void CheckTop(string name, params string[] settings)
    {
        UnrolledNetwork whole = Declarations.Zoo(name, settings).Network();
        UnrolledNetwork trunk = Declarations.Zoo(name, [.. settings, "IncludeTop=no"]).Network();
        Assert.DoesNotContain(trunk.Operations, operation => operation.IsClassifier);
        Assert.Equal(whole.Dialects.Select(dialect => dialect.Name), trunk.Dialects.Select(dialect => dialect.Name));
        for (int index = 0; index < trunk.Dialects.Count; index++)
        {
            string[] left = [.. Layers(whole).Select(layer => layer.Names[index].Layer).Except(Layers(trunk).Select(layer => layer.Names[index].Layer))];
            Assert.NotEmpty(left);
            Assert.Empty(whole.Dialects[index].Ignored);
            string[] ignored = [.. trunk.Dialects[index].Ignored];
            Assert.All(Layers(trunk), layer => Assert.DoesNotContain(ignored, prefix => (layer.Names[index].Layer + ".").StartsWith(prefix, StringComparison.Ordinal)));

            Assert.All(left, layer => Assert.Contains(ignored, prefix => (layer + ".").StartsWith(prefix, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("MobileNetV1", 4271656, "Kernels=3.5")]
    [InlineData("MobileNetV1", 4468616, "Kernels=3.5.7.9.11")]
    [InlineData("MobileNetV1", 4560376, "Kernels=3.5.7.9.11.13")]
    [InlineData("MobileNetV1", 4295176, "Kernels=3.5.7.9.11.13", "Dilated=yes")]
    [InlineData("MobileNetV1", 4341096, "Kernels=3.5.7.9.11.13", "Partition=exponential")]
    [InlineData("MobileNetV1", 5025576, "Kernels=13")]
    [InlineData("MobileNetV2", 3561960, "Kernels=3.5")]
    [InlineData("MobileNetV2", 3980472, "Kernels=3.5.7.9.11.13")]
    [InlineData("MobileNetV2", 3572072, "Kernels=3.5.7.9.11.13", "Dilated=yes")]
    [InlineData("MobileNetV2", 3661912, "Kernels=3.5.7.9.11.13", "Partition=exponential")]
    [InlineData("MobileNetV3Large", 3377576, "Alpha=0.75")]
    [InlineData("EfficientNetB0", 5288548)]
    [InlineData("EfficientNetB0", 7794184, "Depth=1.1", "Resolution=240")]
    [InlineData("EfficientNetB0", 12233232, "Alpha=1.2", "Depth=1.4", "Resolution=300")]
    [InlineData("EfficientNetB0", 66347960, "Alpha=2", "Depth=3.1", "Resolution=600")]
    public void Parameters_are_counted_as_published(string name, long expected, params string[] settings) =>
        Assert.Equal(expected, Parameters(Declarations.Zoo(name, settings).Network()));

    [Fact]
    public void Every_published_number_of_parameters_is_met()
    {
        Dictionary<string, string> counts = CsvTable.Cells("counts.csv").ToDictionary(cells => cells[0], cells => cells[10]);
        string[][] figures = [.. CsvTable.Cells("figures.csv")];
        List<string> faults = [];
        int compared = 0;
        foreach (string[] variant in CsvTable.Cells("variants_mobile.csv").Where(cells => !cells[3].StartsWith("excluded", StringComparison.Ordinal)))
        {
            // The first row of figures is line 2 of its file.
            string published = variant[0] == "counts" ? counts[variant[1]] : figures[int.Parse(variant[1], CultureInfo.InvariantCulture) - 2][5];
            long found = Parameters(Declarations.Zoo(variant[2], variant[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Network());
            compared++;
            if (published != found.ToString(CultureInfo.InvariantCulture))
            {
                faults.Add($"{string.Join(' ', variant)}: {published} published, {found} found");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal(225, compared);
    }

    [Fact]
    public void Every_published_figure_of_a_mobile_network_has_a_variant()
    {
        string[] mobile = ["MobileNetV", "MnasNet", "MixNet", "ProxylessNAS", "FBNet", "ShuffleNet", "SE-ShuffleNet", "Conv MobileNet", "Shallow MobileNet"];
        bool IsMobile(string network) => mobile.Any(prefix => network.StartsWith(prefix, StringComparison.Ordinal));
        IEnumerable<string> expected = CsvTable.Cells("figures.csv").Select((cells, index) => (Network: cells[0], Key: $"figures {index + 2}"))
            .Concat(CsvTable.Cells("counts.csv").Select(cells => (Network: cells[1], Key: "counts " + cells[0])))
            .Where(row => IsMobile(row.Network)).Select(row => row.Key);
        Assert.Equal(expected, CsvTable.Cells("variants_mobile.csv").Select(cells => $"{cells[0]} {cells[1]}"));
    }

    [Theory]
    [InlineData("MobileNetV1", 32, 1, 1)]
    [InlineData("MobileNetV1", 16, 2, 1)]
    [InlineData("MobileNetV1", 8, 4, 2)]
    [InlineData("MobileNetV2", 32, 1, 1)]
    [InlineData("MobileNetV2", 16, 2, 1)]
    [InlineData("MobileNetV2", 8, 4, 2)]
    public void An_output_stride_takes_strides_away_and_dilates_what_follows(string name, int stride, int last, int before)
    {
        UnrolledNetwork network = Declarations.Zoo(name, $"OutputStride={stride}").Network();
        PrimitiveOperation[] depthwise = [.. network.Operations.Where(operation => operation.Operator == "dwconv")];
        int dropped = network.Operations.Where(operation => operation.Window is { IsGlobal: false }).Aggregate(1, (product, operation) => product * operation.Window!.StrideHeight);
        Assert.Equal(stride, dropped);
        Assert.Equal(last, depthwise[^1].Window!.DilationHeight);

        // The layer that would have dropped the rows itself is dilated by those dropped before it alone.
        int change = Array.FindLastIndex(depthwise, operation => operation.Window!.DilationHeight != last || operation.Window.StrideHeight == 2);
        Assert.Equal(before, stride == 32 ? 1 : depthwise[change].Window!.DilationHeight);
    }

    // The window that a list says and the rows that are no longer dropped both part the taps.
    [Theory]
    [InlineData("MobileNetV1", 16, "1 2|1 2|1 2|1 2|1 2|1 2|2 4")]
    [InlineData("MobileNetV1", 8, "2 4|2 4|2 4|2 4|2 4|2 4|4 8")]
    public void Two_dilations_multiply(string name, int stride, string expected)
    {
        UnrolledNetwork network = Declarations.Zoo(name, $"OutputStride={stride}", "Kernels=3, 5", "Dilated=yes").Network();
        PrimitiveOperation[] depthwise = [.. network.Operations.Where(operation => operation.Operator == "dwconv").TakeLast(7)];

        Assert.All(depthwise, operation => Assert.All(operation.Parts, part => Assert.Equal((3, 1), (part.Window.Height, part.Window.StrideHeight))));
        Assert.Equal(expected, string.Join("|", depthwise.Select(operation => string.Join(" ", operation.Parts.Select(part => part.Window.DilationHeight)))));
    }

    [Theory]
    [InlineData("MobileNetV1", "OutputStride", "8, 16, 32", "8", "32", "7", "10", "12", "20", "24", "33", "16.5")]
    [InlineData("MobileNetV2", "OutputStride", "8, 16, 32", "8", "32", "10", "12", "20", "24", "64")]
    [InlineData("ShuffleNetV1", "Groups", "1, 2, 3, 4, 8", "1", "8", "0", "5", "6", "7", "9", "16")]
    public void A_number_that_the_network_does_not_know_is_refused(string name, string parameter, string known, string first, string last, params string[] unknown)
    {
        Declarations.Zoo(name, $"{parameter}={first}").Network();
        Declarations.Zoo(name, $"{parameter}={last}").Network();
        foreach (string number in unknown)
        {
            Problem problem = Assert.Single(Declarations.Zoo(name, $"{parameter}={number}").Problems);
            Assert.Equal(("NETC2018", parameter, $"{parameter} | {number} | expected one of {known}"), (problem.Rule, problem.Property, string.Join(" | ", problem.Arguments)));
        }
    }

    [Fact]
    public void An_extra_depthwise_convolution_begins_every_right_branch()
    {
        PrimitiveOperation[] usual = [.. Declarations.Zoo("ShuffleNetV2").Network().Operations];
        PrimitiveOperation[] extended = [.. Declarations.Zoo("ShuffleNetV2", "ExtraDepthwise=yes").Network().Operations];
        PrimitiveOperation[] extra = [.. extended.ExceptBy(usual.Select(operation => operation.Name), operation => operation.Name)];

        // 16 units: 24, 116 and 232 channels enter those that begin a stage, halves the others.
        Assert.Equal([24, 58, 58, 58, 116, .. Enumerable.Repeat(116, 7), 232, 232, 232, 232], extra.Select(operation => operation.OutputChannels));
        foreach (PrimitiveOperation operation in extra)
        {
            Assert.Equal(("dwconv", 3, 1, true, ActivationKind.None), (operation.Operator, operation.Window!.Height, operation.Window.StrideHeight, operation.Norm, operation.Activation));
            Assert.Equal("conv2d", extended[Array.IndexOf(extended, operation) + 1].Operator);
        }
    }

    [Fact]
    public void Megvii_s_units_shuffle_before_the_halves_are_taken()
    {
        UnrolledNetwork network = Declarations.Zoo("ShuffleNetV2", "Form=Megvii", "IncludeTop=no").Network();
        PrimitiveOperation[] shuffles = [.. network.Operations.Where(operation => operation.Operator == "shuffle")];
        Assert.Equal(13, shuffles.Length);
        Assert.All(shuffles, shuffle => Assert.Equal(shuffle.OutputChannels / 2, shuffle.Groups));
        Assert.Equal("concat", network.Operations[^1].Operator);
        Assert.Equal(16, Declarations.Zoo("ShuffleNetV2").Network().Operations.Count(operation => operation is { Operator: "shuffle", Groups: 2 }));
    }

    private static IEnumerable<PrimitiveOperation> Layers(UnrolledNetwork network) => network.Operations.Where(operation => operation.Names.Count > 0);

    private static int Entering(UnrolledNetwork network, PrimitiveOperation layer) =>
        layer.Inputs[0] < 0 ? network.Channels : network.Operations[layer.Inputs[0]].OutputChannels;

    /// <summary>The parts of a layer that have a kernel of their own: its windows, or its groups where the list parts them.</summary>
    private static IEnumerable<(int In, int Out, Window? Window, int Groups)> Parts(UnrolledNetwork network, PrimitiveOperation layer, bool partsGroups)
    {
        int entering = Entering(network, layer);
        return layer.Operator == "dwconv" && layer.Parts.Count > 0 ? layer.Parts.Select(part => (part.Channels, part.Channels, (Window?)part.Window, part.Channels))
            : layer.Operator == "dwconv" ? [(entering, layer.OutputChannels, layer.Window, entering)]
            : partsGroups ? Enumerable.Repeat((entering / layer.Groups, layer.OutputChannels / layer.Groups, layer.Window, 1), layer.Groups)
            : [(entering, layer.OutputChannels, layer.Window, layer.Groups)];
    }

    private static IEnumerable<string> Texts(UnrolledNetwork network, PrimitiveOperation layer, bool partsGroups)
    {
        foreach ((int entering, int leaving, Window? window, int groups) in Parts(network, layer, partsGroups))
        {
            string size = window is null ? "1×1 /1 by 1" : $"{window.Height}×{window.Width} /{window.StrideHeight} by {window.DilationHeight}";
            long weights = (long)(window is null ? 1 : window.Height * window.Width) * entering / groups * leaving;
            yield return $"{entering}→{leaving} {size} in {groups}: {weights} weights, {(layer.Bias ? leaving : 0)} biases, "
                + $"{(layer.Norm ? leaving : 0)} norm, {layer.Activation.ToString().ToLowerInvariant()}";
        }
    }

    private static string ListedLayer(string[] cells)
    {
        string activation = _activations.GetValueOrDefault(cells[18].Split(',')[0], "none");
        return $"{cells[2]}→{cells[3]} {cells[4]}×{cells[5]} /{cells[6]} by {cells[9]} in {cells[8]}: {cells[14]} weights, {cells[15]} biases, {cells[16]} norm, {activation}";
    }

    private static IEnumerable<string> Tensors(UnrolledNetwork network, PrimitiveOperation layer, LayerNames names)
    {
        bool isParted = names.Layer.Contains("{group}", StringComparison.Ordinal);
        int index = 0;
        foreach ((int entering, int leaving, Window? window, int groups) in Parts(network, layer, isParted))
        {
            string name = names.Layer.Replace("{group}", index++.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            yield return $"{name}.weight {Matrix($"{leaving}x{entering / groups}x{window?.Height ?? 1}x{window?.Width ?? 1}")}";
        }

        string[] norm = ["weight", "bias", "running_mean", "running_var"];
        foreach (string tensor in layer.Norm ? norm : [])
        {
            yield return $"{names.Norm}.{tensor} {layer.OutputChannels}";
        }

        if (layer.Bias)
        {
            yield return $"{names.Layer}.bias {layer.OutputChannels}";
        }
    }

    /// <summary>A layer over one position may be a matrix or a 1×1 convolution; checkpoints have both.</summary>
    private static string Matrix(string shape) => shape.EndsWith("x1x1", StringComparison.Ordinal) ? shape[..^"x1x1".Length] : shape;

    /// <summary>What is trained: weights, biases, and two numbers a normed channel.</summary>
    private static long Parameters(UnrolledNetwork network) => Layers(network).Sum(layer =>
        Parts(network, layer, false).Sum(part => (long)(part.Window is null ? 1 : part.Window.Height * part.Window.Width) * part.In / part.Groups * part.Out)
        + (layer.Bias ? layer.OutputChannels : 0) + (layer.Norm ? 2 * layer.OutputChannels : 0));
}
