using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>
/// One network as a page for people: costs, graph, memory and registers. HTML that needs nothing but itself, and is well-formed XML behind its document type. The
/// same network gives the same bytes.
/// </summary>
internal static class ReportPage
{
    /// <param name="type">The class, with its namespace.</param>
    /// <param name="graph">After all passes.</param>
    /// <param name="plans">At least one.</param>
    public static string Write(string type, UnrolledNetwork network, NetworkGraph graph, EquatableArray<ExecutionPlan> plans)
    {
        NetworkCosts costs = NetworkCosts.Of(graph);
        MarkupWriter page = new();
        page.Raw("<!DOCTYPE html>\n");
        using (page.Element("html", ("lang", "en")))
        {
            page.Line();
            WriteHead(page, type, network);
            using (page.Element("body"))
            {
                page.Line();
                WriteHeader(page, type, network);
                using (page.Element("main"))
                {
                    page.Line();
                    WriteTiles(page, graph, costs, plans);
                    WriteDeclaration(page, network);
                    WriteSections(page, graph, costs, plans);
                }

                page.Line();
                using (page.Element("script"))
                {
                    page.Raw("\n" + Resource("Page.js"));
                }
            }
        }

        page.Line();
        return page.ToString();
    }

    private static void WriteHead(MarkupWriter page, string type, UnrolledNetwork network)
    {
        using (page.Element("head"))
        {
            page.Line();
            page.Empty("meta", ("charset", "utf-8"));
            page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
            page.Line();
            page.Element("title", $"{type}: {network.Name}");
            using (page.Element("style"))
            {
                page.Raw("\n" + Resource("Page.css"));
            }
        }

        page.Line();
    }

    private static void WriteHeader(MarkupWriter page, string type, UnrolledNetwork network)
    {
        using (page.Element("header"))
        {
            page.Element("h1", network.Name);
            using (page.Element("p", ("class", "type")))
            {
                page.Text("compiled into ");
                page.Element("code", type);
            }

            if (network.Parameters.Count > 0)
            {
                using (page.Element("ul", ("class", "settings"), ("aria-label", "Parameters")))
                {
                    foreach ((string name, string value) in network.Parameters.Select(setting => (setting.Name, setting.Value)))
                    {
                        using (page.Element("li"))
                        {
                            page.Text(name + " ");
                            page.Element("b", value);
                        }
                    }
                }
            }

            using (page.Element("nav", ("aria-label", "Sections")))
            {
                foreach ((string id, string title) in (IEnumerable<(string, string)>)[("costs", "Costs"), ("graph", "Graph"), ("memory", "Memory"), ("registers", "Registers")])
                {
                    page.Element("a", title, ("href", "#" + id));
                }
            }
        }

        page.Line();
    }

    private static void WriteTiles(MarkupWriter page, NetworkGraph graph, NetworkCosts costs, EquatableArray<ExecutionPlan> plans)
    {
        long access = costs.Nodes.Sum(node => node.MemoryAccess) * FloatBytes;
        long workspace = plans.Max(plan => (long)plan.WorkspaceFloats) * FloatBytes;
        long bound = plans.Max(plan => (long)plan.LiveFloats) * FloatBytes;
        using (page.Element("dl", ("class", "tiles")))
        {
            Tile("Input", graph.Values[0].Shape.ToString(), "height × width × channels");
            foreach (GraphOutput output in graph.Outputs)
            {
                Tile(output.Name, graph.Values[output.Value].Shape.ToString(), graph.Values[output.Value].Name);
            }

            Tile("Parameters", Count(costs.Parameters), $"{Whole(costs.Parameters)}, {Bytes((long)plans[0].WeightFloats * FloatBytes)} as packed");
            Tile("Multiply-adds", Count(costs.MultiplyAdds), Whole(costs.MultiplyAdds));
            Tile("Memory access", Bytes(access), access == 0 ? "read and written" : $"{Ratio(costs.MultiplyAdds, access)} multiply-adds a byte");
            Tile("Workspace", Bytes(workspace), workspace == bound ? "exactly the lower bound" : $"{Percent(workspace - bound, bound)} % above the lower bound");
        }

        page.Line();

        void Tile(string name, string value, string note)
        {
            using (page.Element("div"))
            {
                page.Element("dt", name);
                page.Element("dd", value, ("class", "value"));
                page.Element("dd", note);
            }
        }
    }

    private static void WriteDeclaration(MarkupWriter page, UnrolledNetwork network)
    {
        using (page.Element("details"))
        {
            page.Element("summary", $"The {Whole(network.Rows.Count)} rows as declared");
            using (page.Element("ol"))
            {
                foreach (string row in network.Rows)
                {
                    using (page.Element("li"))
                    {
                        page.Element("code", row);
                    }
                }
            }
        }

        page.Line();
    }

    private static void WriteSections(MarkupWriter page, NetworkGraph graph, NetworkCosts costs, EquatableArray<ExecutionPlan> plans)
    {
        using (page.Element("section", ("id", "costs")))
        {
            page.Element("h2", "Costs");
            page.Element("p", $"{Whole(graph.Nodes.Count)} operations after fusion, by the row that they come from. Bars compare them with the costliest row.");
            CostTable.Write(page, graph, costs);
        }

        page.Line();
        using (page.Element("section", ("id", "graph")))
        {
            page.Element("h2", "Graph");
            page.Element("p", "What is left after fusion, read downwards and then to the right. The line at the bottom of a box is its part of the multiply-adds, beside that of the costliest.");
            WriteLegend(page, graph.Nodes.Select(node => OperationKind.Of(node.Op)));
            GraphDrawing.Write(page, graph, costs);
        }

        page.Line();
        using (page.Element("section", ("id", "memory")))
        {
            page.Element("h2", "Memory");
            page.Element("p", "The workspace over the steps: each buffer from the step that writes it to the last one that reads it, at its place. The dashed line is the largest sum of buffers needed at one time, and no way to place them takes less; a buffer that several steps fill counts as a whole from the first of them on.");
            WriteLegend(page, plans.SelectMany(plan => plan.Steps).Where(step => step.Output.Place == Place.Workspace).Select(OperationKind.Of), "bytes");
            foreach (IGrouping<EquatableArray<WorkspaceBuffer>, ExecutionPlan> alike in plans.GroupBy(WorkspaceBuffer.Of))
            {
                string units = string.Join(", ", alike.Select(plan => plan.Isa.Title));
                page.Element("h3", units);
                MemoryChart.Write(page, alike.First(), "Workspace for " + units);
            }
        }

        page.Line();
        using (page.Element("section", ("id", "registers")))
        {
            page.Element("h2", "Registers");
            page.Element("p", $"{Whole(plans[0].Steps.Count)} steps, and what each holds in the registers of a vector unit while it computes.");
            StepTable.Write(page, plans);
        }
    }

    /// <summary>The families that a drawing shows; the chart of memory has lines and the caller's bytes besides.</summary>
    private static void WriteLegend(MarkupWriter page, IEnumerable<string> kinds, string? extra = null)
    {
        HashSet<string> shown = [.. kinds];
        using (page.Element("ul", ("class", "legend")))
        {
            foreach ((string kind, string title) in OperationKind.All.Where(each => shown.Contains(each.Kind)))
            {
                Entry("swatch " + kind, title);
            }

            if (extra is not null)
            {
                Entry("swatch " + extra, "input as bytes");
                Entry("swatch line live", "written and still needed");
                Entry("swatch line bound", "lower bound");
            }
        }

        page.Line();

        void Entry(string kind, string title)
        {
            using (page.Element("li"))
            {
                page.Element("i", "", ("class", kind));
                page.Text(title);
            }
        }
    }

    /// <summary>A quotient with one decimal.</summary>
    private static string Ratio(long dividend, long divisor) => Tenths(((10 * dividend) + (divisor / 2)) / divisor);

    /// <summary>A file of this folder, lines ended by <c>\n</c>.</summary>
    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Report/" + name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "");
    }
}
