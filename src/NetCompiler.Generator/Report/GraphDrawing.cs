using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>The graph after all passes as drawings: one for each strip, side by side where there is room.</summary>
internal static class GraphDrawing
{
    // Widths of letters in the page's sans-serif, in hundredths of a pixel, on the safe side.
    private const int NameLetter = 690;
    private const int DetailLetter = 575;
    private const int Inset = 12;

    public static void Write(MarkupWriter page, NetworkGraph graph, NetworkCosts costs)
    {
        EquatableArray<GraphStrip> strips = GraphStrip.Cut(graph);
        long most = costs.Nodes.Select(node => node.MultiplyAdds).DefaultIfEmpty(0).Max();
        using (page.Element("div", ("class", "strips")))
        {
            // A network without nodes still shows what goes in and out.
            foreach (GraphStrip strip in strips.Count == 0 ? EquatableArray.Of(new GraphStrip(0, 0)) : strips)
            {
                page.Line();
                WriteStrip(page, graph, costs, strip, most);
            }
        }

        page.Line();
    }

    private static void WriteStrip(MarkupWriter page, NetworkGraph graph, NetworkCosts costs, GraphStrip strip, long most)
    {
        StripLayout layout = StripLayout.Of(graph, strip);
        string label = strip.End > strip.First
            ? $"Graph from {graph.Nodes[strip.First].Name} to {graph.Nodes[strip.End - 1].Name}"
            : "Graph";
        using (page.Element("div", ("class", "strip scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", label)))
        using (page.Element(
            "svg",
            ("role", "img"),
            ("aria-label", label),
            ("width", Plain(layout.Width)),
            ("height", Plain(layout.Height)),
            ("viewBox", $"0 0 {Plain(layout.Width)} {Plain(layout.Height)}")))
        {
            foreach (PlacedWire wire in layout.Wires)
            {
                WriteWire(page, wire, graph.Values[wire.Value].Name);
            }

            foreach (PlacedBox box in layout.Boxes)
            {
                if (box.Role == BoxRole.Node)
                {
                    WriteNode(page, graph, graph.Nodes[box.Index], costs.Nodes[box.Index], box, most);
                }
                else
                {
                    WritePill(page, graph, box);
                }
            }
        }
    }

    private static void WriteWire(MarkupWriter page, PlacedWire wire, string name)
    {
        string tips = string.Concat(wire.Arrows.Select(tip => tip.IsSideways
            ? $"M{Plain(tip.X)} {Plain(tip.Y)}l7 -4v8z"
            : $"M{Plain(tip.X)} {Plain(tip.Y)}l-4 -7h8z"));
        using (page.Element("g", ("class", "wire"), ("data-name", name)))
        {
            page.Empty("path", ("class", "line"), ("d", wire.Lines));
            page.Empty("path", ("class", "tip"), ("d", tips));
            foreach (PlacedPoint joint in wire.Joints)
            {
                page.Empty("circle", ("class", "tip"), ("cx", Plain(joint.X)), ("cy", Plain(joint.Y)), ("r", "2.5"));
            }
        }
    }

    private static void WriteNode(MarkupWriter page, NetworkGraph graph, GraphNode node, NodeCost cost, PlacedBox box, long most)
    {
        string shape = graph.Values[node.Output].Shape.ToString();
        string description = GraphText.Describe(node.Op);
        string inputs = string.Join(", ", node.Inputs.Select(input => $"{graph.Values[input].Name} {graph.Values[input].Shape}"));
        using (page.Element("g", ("class", "node " + OperationKind.Of(node.Op)), ("data-name", node.Name)))
        {
            page.Element("title", $"{node.Name}: {description}. From {inputs} to {shape}. {Whole(cost.MultiplyAdds)} multiply-adds, {Bytes(FloatBytes * cost.MemoryAccess)} of memory access.");
            Rectangle(page, "box", box.Left, box.Top, box.Width, box.Height, 7);
            Rectangle(page, "stripe", box.Left, box.Top + 6, 4, box.Height - 12, 2);
            int room = 100 * (box.Width - (2 * Inset) - 6);
            int shapeRoom = (shape.Length * DetailLetter) + 800;
            Label(page, "name", box.Left + Inset, box.Top + 18, Shorten(node.Name, (room - shapeRoom) / NameLetter));
            Label(page, "shape", box.Right - Inset, box.Top + 18, shape);
            Label(page, "detail", box.Left + Inset, box.Top + 34, Shorten(description, room / DetailLetter));
            if (cost.MultiplyAdds > 0)
            {
                // A line at the bottom as long as the node's part of the work, beside that of the costliest.
                int length = (int)Math.Max(1, (box.Width - (2 * Inset)) * cost.MultiplyAdds / most);
                Rectangle(page, "work", box.Left + Inset, box.Bottom - 5, length, 2, 1);
            }
        }
    }

    private static void WritePill(MarkupWriter page, NetworkGraph graph, PlacedBox box)
    {
        string name = graph.Values[box.Value].Name;
        string text = box.Role switch
        {
            BoxRole.Output => graph.Outputs[box.Index].Name,
            BoxRole.Exit => "to " + graph.Nodes[box.Index].Name,
            _ => box.Value == 0 ? name : "from " + name,
        };
        string shape = graph.Values[box.Value].Shape.ToString();
        bool isEnd = box.Role == BoxRole.Output || (box.Role == BoxRole.Entry && box.Value == 0);
        using (page.Element("g", ("class", isEnd ? "pill end" : "pill"), ("data-name", name)))
        {
            page.Element("title", $"{text} {shape}");
            Rectangle(page, "box", box.Left, box.Top, box.Width, box.Height, box.Height / 2);
            int room = 100 * (box.Width - (2 * Inset) - 6);
            Label(page, "name", box.Left + Inset, box.Top + 16, Shorten(text, (room - (shape.Length * DetailLetter) - 800) / NameLetter));
            Label(page, "shape", box.Right - Inset, box.Top + 16, shape);
        }
    }

    private static void Rectangle(MarkupWriter page, string kind, int x, int y, int width, int height, int radius) => page.Empty(
        "rect",
        ("class", kind),
        ("x", Plain(x)),
        ("y", Plain(y)),
        ("width", Plain(width)),
        ("height", Plain(height)),
        ("rx", Plain(radius)));

    private static void Label(MarkupWriter page, string kind, int x, int y, string text) =>
        page.Element("text", text, ("class", kind), ("x", Plain(x)), ("y", Plain(y)));

    private static string Shorten(string text, int letters)
    {
        if (text.Length <= letters)
        {
            return text;
        }

        // A letter beyond the basic plane is not parted.
        int length = Math.Max(1, letters - 1);
        return text.Substring(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length).TrimEnd(' ', ',') + "…";
    }
}
