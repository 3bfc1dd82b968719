using System.Globalization;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Tests.Data;
using NetCompiler.Testing.Models;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Parameters and multiply-adds of the zoo against the published figures: every row of <c>counts.csv</c> and every row of <c>figures.csv</c> that has
/// exact values, every layer of the lists, and what the papers print as far as <c>agreement.csv</c> says that it agrees.
/// </summary>
public class PublishedCostsTests
{
    public static IEnumerable<object[]> Keys => PublishedVariants.Counts.Keys.Order(StringComparer.Ordinal).Select(key => new object[] { key });

    [Fact]
    public void Every_row_is_a_network_of_the_zoo_or_excluded_with_a_reason()
    {
        IEnumerable<string> keys = CsvTable.Rows("counts.csv").Select(row => row["key"]);
        Assert.Equal(keys.Order(StringComparer.Ordinal), PublishedVariants.Counts.Keys.Order(StringComparer.Ordinal));

        // Rows without exact values describe detectors and layouts that nobody published.
        int[] figures = [.. Figures().Select(figure => figure.Line)];
        Assert.Equal(figures, figures.Intersect(PublishedVariants.Figures.Keys.Concat(PublishedVariants.Excluded.Keys)).Order());
        Assert.Empty(PublishedVariants.Figures.Keys.Except(figures));
        Assert.All(PublishedVariants.Excluded.Values, reason => Assert.NotEmpty(reason));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_layer_costs_what_the_list_says(string key)
    {
        // Groups and parts are layers of their own in the lists of mixed kernels.
        bool hasParts = key.StartsWith("mixnet", StringComparison.Ordinal) || key.Contains("mdconv", StringComparison.Ordinal);
        IEnumerable<LayerCost> listed = CsvTable.Rows($"{key}.csv").Select(LayerCost.Of);
        if (hasParts)
        {
            listed = listed.GroupBy(layer => layer.NameBeforeNumber).Select(LayerCost.Together);
        }

        NetworkGraph graph = PublishedVariants.Counts[key].Graph();
        NetworkCosts costs = NetworkCosts.Of(graph);
        IEnumerable<string> found = graph.Nodes.Where(node => node.Op is Convolution).Select(node => LayerCost.Of(graph, node, costs).Text(hasParts));

        // Branches may be listed in another order than they are computed in.
        Assert.Equal(listed.Select(layer => layer.Text(hasParts)).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Sums_are_those_of_the_counts(string key)
    {
        Dictionary<string, string> row = CsvTable.Rows("counts.csv").Single(row => row["key"] == key);
        NetworkCosts costs = NetworkCosts.Of(PublishedVariants.Counts[key].Graph());
        Assert.Equal(row["weights"], Number(costs.Nodes.Sum(node => node.Weights)));
        Assert.Equal(row["biases"], Number(costs.Nodes.Sum(node => node.Biases)));
        Assert.Equal(row["bn_channels"], Number(costs.Nodes.Sum(node => node.NormChannels)));
        Assert.Equal(row["params_trainable"], Number(costs.Parameters));
        Assert.Equal(row["multadds"], Number(costs.MultiplyAdds));

        // The classifier is the last layer, of MobileNetV3 the last two.
        NodeCost[] weighted = [.. costs.Nodes.Where(node => node.Weights > 0)];
        NodeCost[] classifier = weighted[^(key.StartsWith("mobilenet_v3", StringComparison.Ordinal) ? 2 : 1)..];
        Assert.Equal(row["params_classifier"], Number(classifier.Sum(node => node.Weights + node.Biases)));
        Assert.Equal(row["multadds_without_classifier"], Number(costs.MultiplyAdds - classifier.Sum(node => node.MultiplyAdds)));
    }

    [Fact]
    public void Every_figure_is_met()
    {
        List<string> faults = [];
        foreach ((int line, Dictionary<string, string> row) in Figures())
        {
            if (CostsOf(line, row) is NetworkCosts costs && (row["params_exact"] != Number(costs.Parameters) || row["multadds_exact"] != Number(costs.MultiplyAdds)))
            {
                faults.Add($"line {line}, {row["network"]} {row["variant"]}: {row["params_exact"]} parameters and {row["multadds_exact"]} multiply-adds expected, "
                    + $"{costs.Parameters} and {costs.MultiplyAdds} found");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void What_the_papers_print_agrees_as_the_comparison_says()
    {
        Dictionary<int, Dictionary<string, string>> figures = Figures().ToDictionary(figure => figure.Line, figure => figure.Row);
        int compared = 0;
        foreach (Dictionary<string, string> row in CsvTable.Rows("agreement.csv").Where(row => row["relation"] is "rounds" or "truncates"))
        {
            int line = int.Parse(row["figures_line"], CultureInfo.InvariantCulture);
            if (CostsOf(line, figures[line]) is not NetworkCosts costs)
            {
                continue;
            }

            long found = row["quantity"] == "params" ? costs.Parameters : costs.MultiplyAdds;
            (double printed, double unit) = Printed(row["published"]);
            bool agrees = row["relation"] == "rounds"
                ? Math.Abs(found - printed) <= unit / 2
                : found >= printed && found < printed + unit;
            Assert.True(agrees, $"line {line}: {row["published"]} is printed for the {row["quantity"]} of {figures[line]["network"]} {figures[line]["variant"]}, which is {found}.");
            compared++;
        }

        Assert.True(compared > 200, $"{compared} printed figures were compared.");
    }

    /// <summary>What the network of a row costs; null where the row is excluded.</summary>
    private static NetworkCosts? CostsOf(int line, Dictionary<string, string> row) =>
        row["variant"].StartsWith("one layer", StringComparison.Ordinal) ? NetworkCosts.Of(SingleLayer(row["variant"]))
        : PublishedVariants.Figures.TryGetValue(line, out PublishedVariant? variant) ? NetworkCosts.Of(variant.Graph())
        : null;

    /// <summary>A printed number and what its last digit counts: 1.32M is 1,320,000, by 10,000.</summary>
    private static (double Value, double Unit) Printed(string text)
    {
        double suffix = text[^1] switch { 'M' => 1e6, 'G' => 1e9, _ => 1 };
        string digits = suffix == 1 ? text : text[..^1];
        int decimals = digits.Contains('.') ? digits.Length - digits.IndexOf('.') - 1 : 0;
        return (double.Parse(digits, CultureInfo.InvariantCulture) * suffix, suffix / Math.Pow(10, decimals));
    }

    /// <summary>The rows with exact values, by their lines in the file.</summary>
    private static IEnumerable<(int Line, Dictionary<string, string> Row)> Figures() => CsvTable.Rows("figures.csv")
        .Select((row, index) => (Line: index + 2, Row: row))
        .Where(figure => figure.Row["params_exact"].Length > 0 && figure.Row["multadds_exact"].Length > 0);

    // Table 3 of the MobileNets paper: layers without norm and bias.
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

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
