using System.Globalization;
using System.Text.RegularExpressions;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Report;
using NetCompiler.Generator.Support;
using Xunit;

namespace NetCompiler.Generator.Tests.Report;

/// <summary>Drawings of graphs: everything is there once, nothing lies upon anything else, and every line ends where it should.</summary>
public sealed partial class GraphDrawingTests
{
    [Theory]
    [InlineData("chain")]
    [InlineData("residuals")]
    [InlineData("inception")]
    [InlineData("dense")]
    [InlineData("fan")]
    [InlineData("nothing")]
    [InlineData("random")]
    [InlineData("thousand")]
    public void Can_be_read(string form)
    {
        NetworkGraph graph = DrawnGraphs.Of(form);
        EquatableArray<GraphStrip> strips = GraphStrip.Cut(graph);
        Assert.Equal(Enumerable.Range(0, graph.Nodes.Count), strips.SelectMany(strip => Enumerable.Range(strip.First, strip.End - strip.First)));
        List<PlacedBox> boxes = [];
        foreach (GraphStrip strip in strips.Count == 0 ? EquatableArray.Of(new GraphStrip(0, 0)) : strips)
        {
            StripLayout layout = StripLayout.Of(graph, strip);
            boxes.AddRange(layout.Boxes);
            Assert.All(layout.Boxes, box => Assert.True(box is { Left: >= 0, Top: >= 0 } && box.Right <= layout.Width && box.Bottom <= layout.Height, $"{box} leaves the drawing"));
            AssertBoxesApart(layout);
            AssertWiresReachReaders(graph, layout);
            AssertWiresPassBoxesBy(layout);
            AssertWiresApart(layout);
        }

        Assert.Equal(Enumerable.Range(0, graph.Nodes.Count), boxes.Where(box => box.Role == BoxRole.Node).Select(box => box.Index).Order());
        Assert.Equal(Enumerable.Range(0, graph.Outputs.Count), boxes.Where(box => box.Role == BoxRole.Output).Select(box => box.Index).Order());
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("residuals")]
    [InlineData("inception")]
    public void Long_graphs_are_cut_where_one_value_passes(string form)
    {
        NetworkGraph graph = DrawnGraphs.Of(form);
        EquatableArray<GraphStrip> strips = GraphStrip.Cut(graph);
        Assert.InRange(strips.Count, 2, 10);
        foreach (GraphStrip strip in strips)
        {
            StripLayout layout = StripLayout.Of(graph, strip);
            Assert.Single(layout.Boxes, box => box.Role == BoxRole.Entry);
            Assert.InRange(layout.Boxes.Count(box => box.Role == BoxRole.Exit), 0, 1);
            Assert.InRange(layout.Height, 1, 1500);
        }
    }

    [Fact]
    public void The_longest_way_goes_straight_down()
    {
        NetworkGraph graph = DrawnGraphs.Of("residuals");
        StripLayout layout = StripLayout.Of(graph, GraphStrip.Cut(graph)[0]);
        PlacedBox Box(string name) => layout.Boxes.Single(box => box.Role == BoxRole.Node && graph.Nodes[box.Index].Name == name);
        Assert.Equal(Box("Block0.First").Left, Box("Block0.Squeeze").Left);
        Assert.Equal(Box("Block0.First").Left, Box("Block0.Add").Left);
        Assert.True(Box("Block0.Shortcut").Left > Box("Block0.First").Right);
    }

    private static void AssertBoxesApart(StripLayout layout)
    {
        for (int i = 0; i < layout.Boxes.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                PlacedBox a = layout.Boxes[i];
                PlacedBox b = layout.Boxes[j];
                if (a.Right >= b.Left && b.Right >= a.Left && a.Bottom >= b.Top && b.Bottom >= a.Top)
                {
                    Assert.Fail($"{a} lies on {b}");
                }
            }
        }
    }

    private static void AssertWiresReachReaders(NetworkGraph graph, StripLayout layout)
    {
        foreach (PlacedBox box in layout.Boxes.Where(box => box.Role != BoxRole.Entry))
        {
            int[] read = box.Role == BoxRole.Node ? [.. graph.Nodes[box.Index].Inputs.Distinct()] : [box.Value];
            foreach (int value in read)
            {
                PlacedWire wire = layout.Wires.Single(each => each.Value == value);
                Assert.Single(wire.Arrows, tip => tip.IsSideways
                    ? tip.X == box.Right && tip.Y > box.Top && tip.Y < box.Bottom
                    : tip.Y == box.Top && tip.X > box.Left && tip.X < box.Right);
            }
        }
    }

    private static void AssertWiresPassBoxesBy(StripLayout layout)
    {
        foreach (Line line in layout.Wires.SelectMany(wire => Lines(wire)))
        {
            foreach (PlacedBox box in layout.Boxes)
            {
                if (line.Right > box.Left && line.Left < box.Right && line.Bottom > box.Top && line.Top < box.Bottom)
                {
                    Assert.Fail($"{line} runs through {box}");
                }
            }
        }
    }

    /// <summary>Lines of two values may cross, but never run down upon each other; across they share the last piece into the side of a box that reads both.</summary>
    private static void AssertWiresApart(StripLayout layout)
    {
        (int Value, Line Line)[] vertical = [.. layout.Wires.SelectMany(wire => Lines(wire).Where(line => line.Left == line.Right).Select(line => (wire.Value, line)))];
        foreach (IGrouping<int, (int Value, Line Line)> column in vertical.GroupBy(each => each.Line.Left))
        {
            (int Value, Line Line)[] lines = [.. column.OrderBy(each => each.Line.Top)];
            for (int i = 0; i < lines.Length; i++)
            {
                for (int j = i + 1; j < lines.Length && lines[j].Line.Top <= lines[i].Line.Bottom; j++)
                {
                    if (lines[i].Value != lines[j].Value)
                    {
                        Assert.Fail($"{lines[i]} runs upon {lines[j]}");
                    }
                }
            }
        }
    }

    private static IEnumerable<Line> Lines(PlacedWire wire) => Segment().Matches(wire.Lines).Select(match =>
    {
        int x = Number(match.Groups[1]);
        int y = Number(match.Groups[2]);
        int end = Number(match.Groups[4]);
        return match.Groups[3].Value == "V"
            ? new Line(x, Math.Min(y, end), x, Math.Max(y, end))
            : new Line(Math.Min(x, end), y, Math.Max(x, end), y);
    });

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private sealed record Line(int Left, int Top, int Right, int Bottom);

    [GeneratedRegex(@"M(\d+) (\d+)([HV])(\d+)")]
    private static partial Regex Segment();
}
