using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>The graph after all passes as drawings: one for each strip, side by side where there is room.</summary>
internal static class GraphDrawing
{
    // Widths of letters in the page's sans-serif, in hundredths of a pixel, on the safe side.
    private const int NameLetter = 770;
    private const int DetailLetter = 640;
    private const int PillLetter = 650;
    private const int Inset = 12;
    private const int WideBox = 200;

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

            // The shape stands beside the name where boxes are wide, else beside the description, which may rather be cut short.
            int room = 100 * (box.Width - (2 * Inset) - 6);
            int shapeRoom = (shape.Length * DetailLetter) + 600;
            bool isWide = box.Width >= WideBox;
            Label(page, "name", box.Left + Inset, box.Top + 17, ShortenPath(node.Name, (room - (isWide ? shapeRoom : 0)) / NameLetter));
            Label(page, "shape", box.Right - Inset, box.Top + (isWide ? 17 : 32), shape);
            Label(page, "detail", box.Left + Inset, box.Top + 32, Shorten(Brief(description), (room - (isWide ? 0 : shapeRoom)) / DetailLetter));
            if (cost.MultiplyAdds > 0)
            {
                // A line at the bottom as long as the node's part of the work, beside that of the costliest.
                int length = (int)Math.Max(1, (box.Width - (2 * Inset)) * cost.MultiplyAdds / most);
                Rectangle(page, "work", box.Left + Inset, box.Bottom - 5, length, 2, 1);
            }
        }
    }

    /// <summary>A description without padding and norm, which the box has no room for; the tip says them.</summary>
    private static string Brief(string description) =>
        Regex.Replace(description, " pad [0-9]+,[0-9]+,[0-9]+,[0-9]+", "", RegexOptions.CultureInvariant).Replace(", norm", "");

    private static void WritePill(MarkupWriter page, NetworkGraph graph, PlacedBox box)
    {
        string name = graph.Values[box.Value].Name;
        (string direction, string text) = box.Role switch
        {
            BoxRole.Output => ("", graph.Outputs[box.Index].Name),
            BoxRole.Exit => ("to ", graph.Nodes[box.Index].Name),
            _ => (box.Value == 0 ? "" : "from ", name),
        };
        string shape = graph.Values[box.Value].Shape.ToString();
        bool isEnd = box.Role == BoxRole.Output || (box.Role == BoxRole.Entry && box.Value == 0);
        using (page.Element("g", ("class", isEnd ? "pill end" : "pill"), ("data-name", name)))
        {
            page.Element("title", $"{direction}{text} {shape}");
            Rectangle(page, "box", box.Left, box.Top, box.Width, box.Height, box.Height / 2);
            int room = 100 * (box.Width - (2 * Inset) - 6);
            int letters = (room - (shape.Length * DetailLetter) - 600) / PillLetter;
            string fitting = direction.Length + text.Length > letters ? GraphStrip.Block(text) : text;
            Label(page, "name", box.Left + Inset, box.Top + 16, direction + Shorten(fitting, letters - direction.Length));
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

    /// <summary>A dotted path whose first parts are left out where there is no room for all: the last one tells neighbours apart.</summary>
    private static string ShortenPath(string path, int letters)
    {
        if (path.Length <= letters)
        {
            return path;
        }

        string shorter = path;
        for (int dot = path.IndexOf('.'); dot >= 0 && shorter.Length + 1 > letters; dot = shorter.IndexOf('.'))
        {
            shorter = shorter.Substring(dot + 1);
        }

        return Shorten(shorter.Length < path.Length ? "…" + shorter : path, letters);
    }

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
