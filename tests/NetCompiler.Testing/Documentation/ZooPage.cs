using System.Globalization;
using System.Text;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Testing.Documentation;

/// <summary>Writes <c>docs/zoo.md</c>: every network of the zoo with its counts, its paper and its parameters, all taken from the tables themselves.</summary>
internal static class ZooPage
{
    private const string Tables = "../src/NetCompiler.Generator/Zoo/";

    // Parameters that every network has, told once.
    private static readonly string[] s_common = ["Resolution", "Height", "Width", "Channels", "Classes", "IncludeTop"];

    /// <summary>The page, each line ended by <c>\n</c>.</summary>
    public static string Write()
    {
        Entry[] entries = [.. ZooCatalog.Names.OrderBy(name => name, StringComparer.OrdinalIgnoreCase).Select(Read)];
        StringBuilder page = new();
        page.Append("""
            # The zoo

            Every network that the compiler knows by name: `[MobileNetV2]`, `[SqueezeNet]`, and so on. Each is a table file, written in the language that
            users write; follow a name to read it, copy it and change it. Each attribute's properties are the table's parameters.

            This page is written by a command, `dotnet run -c Release --project tests/NetCompiler.Benchmarks -- zoo > docs/zoo.md`, and a test holds it to the tables.

            ## Networks

            At the default parameters. Multiply-adds are those of convolutions and fully connected layers, padded positions in full. Memory access is what all
            operations read and write, each by itself: maps and weights, in elements. The smallest input is the smallest square one in which every window fits.
            Checkpoints are the naming conventions that are read.


            """.ReplaceLineEndings("\n"));
        AppendTable(
            page,
            ["network", "input", "output", "parameters", "multiply-adds", "memory access", "smallest input", "checkpoints"],
            entries.Select(entry => entry.Cells()));
        page.Append("\n## Papers\n\n");
        AppendTable(page, ["network", "paper"], entries.Select(entry => new[] { entry.Link, entry.Paper }));
        page.Append("\n## Parameters\n\nAll networks of pictures have `Resolution`, or `Height` and `Width`, and `Channels` of the input; all that classify have `Softmax`, `Classes`, and `IncludeTop`, which leaves out\n");
        page.Append("the head, so that the output is the last feature map. Besides these:\n\n");
        AppendTable(
            page, ["network", "parameter", "default", "range", "meaning"],
            entries.SelectMany(entry => entry.Parameters.Select(parameter => new[]
            {
                entry.Link, parameter.Name, $"`{parameter.Default?.Text}`", $"`{parameter.Range}`", parameter.Meaning,
            })));
        return page.ToString();
    }

    private static Entry Read(string name)
    {
        string text = ZooCatalog.Find(name)!.Text.ReplaceLineEndings("\n");
        string[] paragraph = [.. text.Split('\n').Skip(2).TakeWhile(line => line.Length > 0)];
        UnrolledNetwork network = ZooNetwork.Read(name);
        return new Entry(
            name, string.Join(" ", paragraph).Replace("](", "](" + Tables, StringComparison.Ordinal), network, ZooNetwork.Graph(network),
            [.. ZooCatalog.ParametersOf(name).Where(parameter => !s_common.Contains(parameter.Name))]);
    }

    private static void AppendTable(StringBuilder page, string[] columns, IEnumerable<string[]> rows)
    {
        page.Append($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (string[] row in rows)
        {
            page.Append($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }
    }

    private sealed record Entry(string Name, string Paper, UnrolledNetwork Network, NetworkGraph Graph, Parameter[] Parameters)
    {
        public string Link => $"[{Name}]({Tables}{Name}.net.md)";

        public string[] Cells()
        {
            NetworkCosts costs = NetworkCosts.Of(Graph);
            int? smallest = Network.Height == Network.Width ? SmallestInput.Of(Network) : null;

            // Rows without names in checkpoints have their own, with torchvision's suffixes.
            bool isNamed = Network.Dialects.Count > 1 || Graph.Nodes.Any(node =>
                node.Op is Convolution convolution && convolution.Weights.Names[0].Layer != node.Name);
            return
            [
                Link, Graph.Values[0].Shape.ToString(), Graph.Values[Graph.Output].Shape.ToString(), Number(costs.Parameters), Number(costs.MultiplyAdds),
                Number(costs.Nodes.Sum(node => node.MemoryAccess)), smallest is int side ? $"{side}×{side}" : "-",
                isNamed ? string.Join(", ", Network.Dialects.Select(dialect => dialect.Name)) : "rows' names",
            ];
        }

        private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
    }
}
