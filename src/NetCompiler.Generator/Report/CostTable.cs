using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>What every operation costs, below the row of the network's table that it comes from, and the sums of rows and network.</summary>
internal static class CostTable
{
    private static readonly string[] s_headings = ["Row", "Input", "Output", "Parameters", "Multiply-adds", "Memory access"];

    public static void Write(MarkupWriter page, NetworkGraph graph, NetworkCosts costs)
    {
        using (page.Element("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Costs of every row")))
        using (page.Element("table", ("class", "costs")))
        {
            page.Element("caption", "Shapes are height × width × channels. Memory access: every map that an operation reads, its weights, and the map that it writes, once each, in float32.");
            using (page.Element("thead"))
            using (page.Element("tr"))
            {
                foreach (string heading in s_headings)
                {
                    page.Element("th", heading, ("scope", "col"));
                }
            }

            page.Line();
            (int First, int End)[] rows = [.. Rows(graph)];
            CostColumns[] sums = [.. rows.Select(row => CostColumns.Of(costs.Nodes.Skip(row.First).Take(row.End - row.First)))];
            Scale scale = new(
                CostColumns.Of(costs.Nodes),
                new CostColumns(sums.Select(row => row.Parameters).DefaultIfEmpty(0).Max(), sums.Select(row => row.MultiplyAdds).DefaultIfEmpty(0).Max(), sums.Select(row => row.Access).DefaultIfEmpty(0).Max()));
            foreach ((int first, int end) in rows)
            {
                WriteBlock(page, graph, costs, scale, first, end);
            }

            using (page.Element("tfoot"))
            using (page.Element("tr"))
            {
                page.Element("th", "Network", ("scope", "row"));
                page.Element("td", graph.Values[0].Shape.ToString(), ("class", "shape"));
                page.Element("td", string.Join(", ", graph.Outputs.Select(output => graph.Values[output.Value].Shape.ToString())), ("class", "shape"));
                WriteNumbers(page, scale.Network, null);
            }
        }

        page.Line();
    }

    /// <summary>Neighbouring nodes of one row.</summary>
    private static IEnumerable<(int First, int End)> Rows(NetworkGraph graph)
    {
        int end;
        for (int first = 0; first < graph.Nodes.Count; first = end)
        {
            string block = GraphStrip.Block(graph.Nodes[first].Name);
            end = first + 1;
            while (end < graph.Nodes.Count && GraphStrip.Block(graph.Nodes[end].Name) == block)
            {
                end++;
            }

            yield return (first, end);
        }
    }

    private static void WriteBlock(MarkupWriter page, NetworkGraph graph, NetworkCosts costs, Scale scale, int first, int end)
    {
        using (page.Element("tbody"))
        {
            bool isBlock = end - first > 1;
            if (isBlock)
            {
                using (page.Element("tr", ("class", "block")))
                {
                    page.Element("th", GraphStrip.Block(graph.Nodes[first].Name), ("scope", "rowgroup"));
                    page.Element("td", InputShape(graph, graph.Nodes[first]), ("class", "shape"));
                    page.Element("td", graph.Values[graph.Nodes[end - 1].Output].Shape.ToString(), ("class", "shape"));
                    WriteNumbers(page, CostColumns.Of(costs.Nodes.Skip(first).Take(end - first)), scale);
                }
            }

            for (int node = first; node < end; node++)
            {
                WriteNode(page, graph, graph.Nodes[node], costs.Nodes[node], scale, isBlock);
            }
        }

        page.Line();
    }

    private static void WriteNode(MarkupWriter page, NetworkGraph graph, GraphNode node, NodeCost cost, Scale scale, bool isInBlock)
    {
        using (page.Element("tr", ("class", isInBlock ? "inner " + OperationKind.Of(node.Op) : OperationKind.Of(node.Op)), ("data-name", node.Name)))
        {
            using (page.Element("th", ("scope", "row")))
            {
                int block = isInBlock ? GraphStrip.Block(node.Name).Length : 0;
                page.Element("b", block > 0 && block < node.Name.Length ? node.Name.Substring(block + 1) : node.Name, ("title", node.Name));
                page.Text(" ");
                page.Element("small", GraphText.Describe(node.Op));
            }

            page.Element("td", InputShape(graph, node), ("class", "shape"));
            page.Element("td", graph.Values[node.Output].Shape.ToString(), ("class", "shape"));
            WriteNumbers(page, CostColumns.Of([cost]), scale);
        }
    }

    private static string InputShape(NetworkGraph graph, GraphNode node) => graph.Values[node.Inputs[0]].Shape.ToString();

    /// <summary>Three cells, with bars where there is a scale.</summary>
    private static void WriteNumbers(MarkupWriter page, CostColumns costs, Scale? scale)
    {
        Write(costs.Parameters, scale?.Network.Parameters, scale?.Costliest.Parameters, Whole(costs.Parameters));
        Write(costs.MultiplyAdds, scale?.Network.MultiplyAdds, scale?.Costliest.MultiplyAdds, Whole(costs.MultiplyAdds));
        Write(costs.Access, scale?.Network.Access, scale?.Costliest.Access, Bytes(costs.Access));

        void Write(long part, long? network, long? costliest, string text)
        {
            if (part == 0 || network is not long all || costliest is not long longest)
            {
                page.Element("td", part == 0 ? "–" : text, ("class", "number"));
                return;
            }

            using (page.Element("td", ("class", "number"), ("title", Percent(part, all) + " % of the network")))
            {
                page.Text(text);
                page.Element("i", "", ("class", "bar"), ("style", $"--part:{Percent(part, longest)}"));
            }
        }
    }

    /// <summary>What bars are drawn beside.</summary>
    /// <param name="Network">The sums.</param>
    /// <param name="Costliest">The largest number that any row has.</param>
    private sealed record Scale(CostColumns Network, CostColumns Costliest);

    private sealed record CostColumns(long Parameters, long MultiplyAdds, long Access)
    {
        public static CostColumns Of(IEnumerable<NodeCost> nodes)
        {
            NodeCost[] all = [.. nodes];
            return new CostColumns(
                all.Sum(node => node.Weights + node.Biases + (2 * node.NormChannels)),
                all.Sum(node => node.MultiplyAdds),
                all.Sum(node => FloatBytes * node.MemoryAccess));
        }
    }
}
