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
            CostColumns columns = CostColumns.Of(costs);
            int first = 0;
            while (first < graph.Nodes.Count)
            {
                string block = GraphStrip.Block(graph.Nodes[first].Name);
                int end = first + 1;
                while (end < graph.Nodes.Count && GraphStrip.Block(graph.Nodes[end].Name) == block)
                {
                    end++;
                }

                WriteBlock(page, graph, costs, columns, block, first, end);
                first = end;
            }

            using (page.Element("tfoot"))
            using (page.Element("tr"))
            {
                page.Element("th", "Network", ("scope", "row"));
                page.Element("td", graph.Values[0].Shape.ToString(), ("class", "shape"));
                page.Element("td", string.Join(" ", graph.Outputs.Select(output => graph.Values[output.Value].Shape.ToString())), ("class", "shape"));
                WriteNumbers(page, CostColumns.Of(costs.Nodes), null);
            }
        }

        page.Line();
    }

    private static void WriteBlock(MarkupWriter page, NetworkGraph graph, NetworkCosts costs, CostColumns network, string block, int first, int end)
    {
        using (page.Element("tbody"))
        {
            bool isBlock = end - first > 1;
            if (isBlock)
            {
                using (page.Element("tr", ("class", "block")))
                {
                    page.Element("th", block, ("scope", "rowgroup"));
                    page.Element("td", InputShape(graph, graph.Nodes[first]), ("class", "shape"));
                    page.Element("td", graph.Values[graph.Nodes[end - 1].Output].Shape.ToString(), ("class", "shape"));
                    WriteNumbers(page, CostColumns.Of(costs.Nodes.Skip(first).Take(end - first)), network);
                }
            }

            for (int node = first; node < end; node++)
            {
                WriteNode(page, graph, graph.Nodes[node], costs.Nodes[node], network, isBlock);
            }
        }

        page.Line();
    }

    private static void WriteNode(MarkupWriter page, NetworkGraph graph, GraphNode node, NodeCost cost, CostColumns network, bool isInBlock)
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
            WriteNumbers(page, CostColumns.Of([cost]), network);
        }
    }

    private static string InputShape(NetworkGraph graph, GraphNode node) => graph.Values[node.Inputs[0]].Shape.ToString();

    /// <summary>Three cells; where the whole network's numbers are given, with a bar for the part of them.</summary>
    private static void WriteNumbers(MarkupWriter page, CostColumns costs, CostColumns? network)
    {
        Write(costs.Parameters, network?.Parameters, costs.Parameters == 0 ? "–" : Whole(costs.Parameters));
        Write(costs.MultiplyAdds, network?.MultiplyAdds, costs.MultiplyAdds == 0 ? "–" : Whole(costs.MultiplyAdds));
        Write(costs.Access, network?.Access, Bytes(costs.Access));

        void Write(long part, long? whole, string text)
        {
            using (page.Element("td", ("class", "number")))
            {
                page.Text(text);
                if (whole is > 0 and long all)
                {
                    page.Element("i", "", ("class", "bar"), ("title", Percent(part, all) + " %"), ("style", $"--part:{Percent(part, all)}"));
                }
            }
        }
    }

    private sealed record CostColumns(long Parameters, long MultiplyAdds, long Access)
    {
        public static CostColumns Of(NetworkCosts costs) => Of(costs.Nodes);

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
