using System.Globalization;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Parameters and multiply-adds of MobileNet V1 and V2 against the published figures: every row of <c>counts.csv</c> and <c>figures.csv</c>, and
/// every layer of the lists.
/// </summary>
public class PublishedCostsTests
{
    /// <summary>Mixed depthwise kernels are not in the language yet.</summary>
    private static readonly string[] NotExpressible =
        ["mobilenet_v1_mdconv_3579_equal_224", "mobilenet_v1_mdconv_357_equal_dilated_224", "mobilenet_v2_mdconv_357_equal_224"];

    private static readonly string[] FullySpelled =
    [
        "mobilenet_v1_1.0_224", "mobilenet_v1_0.75_224", "mobilenet_v1_0.5_160", "mobilenet_v1_0.25_128", "mobilenet_v1_conv_224",
        "mobilenet_v1_shallow_224", "mobilenet_v2_1.0_224", "mobilenet_v2_1.4_224", "mobilenet_v2_0.35_96",
    ];

    public static IEnumerable<object[]> Lists => FullySpelled.Select(key => new object[] { key });

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_layer_costs_what_the_list_says(string key)
    {
        NetworkGraph graph = ListedGraph(key);
        Dictionary<string, NodeCost> costs = NetworkCosts.Of(graph).Nodes.ToDictionary(cost => cost.Name);
        string[] found = [.. graph.Nodes.Where(node => node.Op is Convolution).Select(node =>
        {
            Convolution op = (Convolution)node.Op;
            Shape input = graph.Values[node.Inputs[0]].Shape;
            Shape output = graph.Values[node.Output].Shape;
            NodeCost cost = costs[node.Name];
            long norm = costs.TryGetValue(node.Name + ".Norm", out NodeCost? normCost) ? normCost.NormChannels : 0;
            return $"{input} → {output} kernel {op.KernelHeight}×{op.KernelWidth} stride {op.StrideHeight} dilation {op.DilationHeight} "
                + $"groups {(op.Kind == ConvolutionKind.Depthwise ? input.Channels : 1)}: {cost.Weights} + {cost.Biases}, norm {norm}, {cost.MultiplyAdds}";
        })];
        string[] expected = [.. Rows($"{key}.csv").Select(row =>
            $"{row["in_h"]}×{row["in_w"]}×{row["in_channels"]} → {row["out_h"]}×{row["out_w"]}×{row["out_channels"]} kernel {row["kernel_h"]}×{row["kernel_w"]} "
            + $"stride {row["stride"]} dilation {row["dilation"]} groups {row["groups"]}: {row["weights"]} + {row["biases"]}, norm {row["bn_channels"]}, {row["multadds"]}")];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Every_row_of_the_counts_is_expressed_or_named_as_missing()
    {
        IEnumerable<string> keys = Rows("counts.csv").Select(row => row["key"])
            .Where(key => key.StartsWith("mobilenet_v1", StringComparison.Ordinal) || key.StartsWith("mobilenet_v2", StringComparison.Ordinal));
        Assert.Equal(FullySpelled.Concat(NotExpressible).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Sums_are_those_of_the_counts(string key)
    {
        Dictionary<string, string> row = Rows("counts.csv").Single(row => row["key"] == key);
        NetworkCosts costs = NetworkCosts.Of(ListedGraph(key));
        NodeCost classifier = costs.Nodes.Last(node => node.Weights > 0);
        Assert.Equal(row["weights"], Number(costs.Nodes.Sum(node => node.Weights)));
        Assert.Equal(row["biases"], Number(costs.Nodes.Sum(node => node.Biases)));
        Assert.Equal(row["bn_channels"], Number(costs.Nodes.Sum(node => node.NormChannels)));
        Assert.Equal(row["params_trainable"], Number(costs.Parameters));
        Assert.Equal(row["params_classifier"], Number(classifier.Weights + classifier.Biases));
        Assert.Equal(row["multadds"], Number(costs.MultiplyAdds));
        Assert.Equal(row["multadds_without_classifier"], Number(costs.MultiplyAdds - classifier.MultiplyAdds));
    }

    [Fact]
    public void Every_published_figure_is_met()
    {
        List<string> faults = [];
        int compared = 0;
        foreach (Dictionary<string, string> row in Rows("figures.csv"))
        {
            // Rows without exact values describe detectors and layouts that nobody published.
            if (row["network"] is not ("MobileNetV1" or "MobileNetV2") || row["params_exact"].Length == 0 || row["multadds_exact"].Length == 0)
            {
                continue;
            }

            compared++;
            (long parameters, long multiplyAdds) = Costs(row);
            if (row["params_exact"] != Number(parameters) || row["multadds_exact"] != Number(multiplyAdds))
            {
                faults.Add($"{row["network"]} {row["variant"]} {row["alpha"]} {row["resolution"]}: {row["params_exact"]} parameters and "
                    + $"{row["multadds_exact"]} multiply-adds expected, {parameters} and {multiplyAdds} found");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal(91, compared);
    }

    private static (long Parameters, long MultiplyAdds) Costs(Dictionary<string, string> row)
    {
        string variant = row["variant"];
        if (variant.StartsWith("one layer", StringComparison.Ordinal))
        {
            NetworkCosts single = NetworkCosts.Of(SingleLayer(variant));
            return (single.Parameters, single.MultiplyAdds);
        }

        List<string> settings = [$"Alpha={row["alpha"]}", $"Resolution={row["resolution"]}"];
        settings.AddRange(variant switch
        {
            "Conv MobileNet (full convolutions)" => ["FullConvolution=yes"],
            "Shallow MobileNet (five 14x14x512 blocks removed)" => ["Shallow=yes"],
            "Stanford Dogs, 120 classes" => ["Classes=120"],
            _ when variant.Contains("width rounding to 8", StringComparison.Ordinal) => ["Form=Torchvision"],
            _ => Array.Empty<string>(),
        });
        NetworkCosts costs = NetworkCosts.Of(ZooNetwork.Graph(row["network"], [.. settings]));
        if (!variant.Contains("body without classifier", StringComparison.Ordinal))
        {
            return (costs.Parameters, costs.MultiplyAdds);
        }

        NodeCost classifier = costs.Nodes.Last(node => node.Weights > 0);
        return (costs.Parameters - classifier.Weights - classifier.Biases, costs.MultiplyAdds - classifier.MultiplyAdds);
    }

    // Table 3 of the V1 paper: layers without norm and bias.
    private static NetworkGraph SingleLayer(string variant)
    {
        bool isFull = variant.Contains("3x3x512x512", StringComparison.Ordinal);
        int channels = variant.Contains("alpha 0.75", StringComparison.Ordinal) ? 384 : 512;
        int size = variant.Contains("10x10", StringComparison.Ordinal) ? 10 : 14;
        NetworkSketch sketch = new(size, size, channels);
        int last = isFull ? Input : sketch.Depthwise("Depthwise", Input, channels, Square(3));
        sketch.Conv("Convolution", last, channels, Square(isFull ? 3 : 1));
        return GraphBuilder.Build(sketch.Finish()).Graph!;
    }

    private static NetworkGraph ListedGraph(string key)
    {
        string[] parts = key.Split('_');
        string network = parts[1] == "v1" ? "MobileNetV1" : "MobileNetV2";
        string variant = parts[2] switch
        {
            "conv" => "FullConvolution=yes",
            "shallow" => "Shallow=yes",
            string alpha => $"Alpha={alpha}",
        };
        return ZooNetwork.Graph(network, variant, $"Resolution={parts[3]}");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of a table with quoted cells, by the names of its columns.</summary>
    private static List<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", file));
        string[] columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => Cells(line).Zip(columns).ToDictionary(pair => pair.Second, pair => pair.First))];
    }

    private static IEnumerable<string> Cells(string line)
    {
        string[] parts = line.Split('"');

        // Text between quotes is every second part.
        return string.Concat(parts.Select((part, index) => index % 2 == 0 ? part.Replace(',', '\n') : part)).Split('\n');
    }
}
