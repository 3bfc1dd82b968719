using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Report;

/// <summary>A box before its place in pixels is known.</summary>
/// <param name="Inputs">Boxes that it reads from, each once.</param>
internal sealed record GridBox(BoxRole Role, int Index, int Value, int Layer, IReadOnlyList<int> Inputs)
{
    public int Column { get; set; }
}

/// <summary>A strip's boxes in layers and columns.</summary>
/// <param name="Boxes">Each after those that it reads from.</param>
/// <param name="Readers">By box: those that read from it.</param>
internal sealed record BoxGrid(IReadOnlyList<GridBox> Boxes, IReadOnlyList<IReadOnlyList<int>> Readers)
{
    public int Layers => Boxes.Max(box => box.Layer) + 1;

    public int Columns => Boxes.Max(box => box.Column) + 1;

    public static BoxGrid Of(NetworkGraph graph, GraphStrip strip)
    {
        List<GridBox> boxes = [];
        Dictionary<int, int> boxOf = [];
        for (int node = strip.First; node < strip.End; node++)
        {
            List<int> inputs = [];
            foreach (int value in graph.Nodes[node].Inputs.Distinct())
            {
                if (!boxOf.TryGetValue(value, out int box))
                {
                    box = boxes.Count;
                    boxOf.Add(value, box);
                    boxes.Add(new GridBox(BoxRole.Entry, value, value, 0, []));
                }

                inputs.Add(box);
            }

            boxOf.Add(graph.Nodes[node].Output, boxes.Count);
            boxes.Add(new GridBox(
                BoxRole.Node, node, graph.Nodes[node].Output, 1 + inputs.Select(input => boxes[input].Layer).DefaultIfEmpty(0).Max(), inputs));
        }

        AddEnds(graph, strip, boxes, boxOf);
        List<int>[] readers = [.. boxes.Select(_ => new List<int>())];
        for (int box = 0; box < boxes.Count; box++)
        {
            foreach (int input in boxes[box].Inputs)
            {
                readers[input].Add(box);
            }
        }

        BoxGrid grid = new(boxes, readers);
        grid.ChooseColumns();
        return grid;
    }

    /// <summary>What the network yields, and what goes on in the next strip.</summary>
    private static void AddEnds(NetworkGraph graph, GraphStrip strip, List<GridBox> boxes, Dictionary<int, int> boxOf)
    {
        HashSet<int> readLater = [];
        for (int node = strip.End; node < graph.Nodes.Count; node++)
        {
            foreach (int value in graph.Nodes[node].Inputs.Where(value => boxOf.TryGetValue(value, out int box) && boxes[box].Role == BoxRole.Node && readLater.Add(value)))
            {
                boxes.Add(new GridBox(BoxRole.Exit, node, value, boxes[boxOf[value]].Layer + 1, [boxOf[value]]));
            }
        }

        for (int output = 0; output < graph.Outputs.Count; output++)
        {
            int value = graph.Outputs[output].Value;
            if (boxOf.TryGetValue(value, out int box) && (boxes[box].Role == BoxRole.Node || (value == 0 && strip.First == 0)))
            {
                boxes.Add(new GridBox(BoxRole.Output, output, value, boxes[box].Layer + 1, [box]));
            }
        }

        // A network without a single node yields its input.
        if (boxes.Count == 0)
        {
            boxes.Add(new GridBox(BoxRole.Entry, 0, 0, 0, []));
            boxes.AddRange(graph.Outputs.Select((_, output) => new GridBox(BoxRole.Output, output, 0, 1, [0])));
        }
    }

    private void ChooseColumns()
    {
        int[] below = new int[Boxes.Count];
        int[] heir = new int[Boxes.Count];
        for (int box = Boxes.Count - 1; box >= 0; box--)
        {
            heir[box] = Readers[box].OrderByDescending(reader => below[reader]).ThenBy(reader => reader).DefaultIfEmpty(-1).First();
            below[box] = heir[box] < 0 ? 0 : below[heir[box]] + 1;
        }

        HashSet<(int Layer, int Column)> taken = [];
        foreach (int box in Enumerable.Range(0, Boxes.Count).OrderBy(box => Boxes[box].Layer).ThenBy(box => box))
        {
            GridBox current = Boxes[box];
            int[] inherited = [.. current.Inputs.Where(input => heir[input] == box).Select(input => Boxes[input].Column)];
            int column = inherited.Length > 0 ? inherited.Min() : current.Inputs.Count > 0 ? Boxes[current.Inputs[0]].Column + 1 : 0;
            while (!taken.Add((current.Layer, column)))
            {
                column++;
            }

            current.Column = column;
        }
    }
}
