using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Report;

/// <summary>Neighbouring nodes of a graph that are drawn together.</summary>
/// <param name="First">The first node.</param>
/// <param name="End">One past the last node.</param>
internal sealed record GraphStrip(int First, int End)
{
    /// <summary>Nodes above each other that a person still sees at one glance.</summary>
    private const int ComfortableLayers = 16;

    private const int InsideBlock = 4;

    /// <summary>
    /// Cuts a graph into strips of about the same height, only where a single value passes from one side to the other: a strip then is a drawing of
    /// its own with one way in. A graph without such places is one strip.
    /// </summary>
    public static EquatableArray<GraphStrip> Cut(NetworkGraph graph)
    {
        int nodes = graph.Nodes.Count;
        int[] layers = Layers(graph);
        int[] crossing = CrossingValues(graph);
        int total = layers.DefaultIfEmpty(0).Max() + 1;
        int parts = (total + ComfortableLayers - 1) / ComfortableLayers;
        List<GraphStrip> strips = [];
        for (int first = 0; first < nodes;)
        {
            int ideal = total * Math.Min(parts, strips.Count + 1) / parts;
            int end = Enumerable.Range(first + 1, nodes - first)
                .Where(cut => cut == nodes || crossing[cut] == 1)
                .OrderBy(cut => Distance(cut, ideal))
                .ThenBy(cut => cut)
                .First();
            strips.Add(new GraphStrip(first, end));
            first = end;
        }

        return strips.ToEquatableArray();

        // Layers between a place and where a strip would best end. Inside a block is as bad as a few layers more or less.
        int Distance(int cut, int ideal)
        {
            bool isInside = cut < nodes && Block(graph.Nodes[cut - 1].Name) == Block(graph.Nodes[cut].Name);
            return Math.Abs((cut == nodes ? total : layers[cut]) - ideal) + (isInside ? InsideBlock : 0);
        }
    }

    /// <summary>The first part of a dotted path: the row of the network's table that a node comes from.</summary>
    public static string Block(string name)
    {
        int dot = name.IndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }

    /// <summary>Nodes on the longest way from the input to each node.</summary>
    private static int[] Layers(NetworkGraph graph)
    {
        int[] ofValue = new int[graph.Values.Count];
        int[] layers = new int[graph.Nodes.Count];
        for (int node = 0; node < layers.Length; node++)
        {
            layers[node] = graph.Nodes[node].Inputs.Select(input => ofValue[input]).DefaultIfEmpty(0).Max();
            ofValue[graph.Nodes[node].Output] = layers[node] + 1;
        }

        return layers;
    }

    /// <summary>How many values written before each node are read by it or after it.</summary>
    private static int[] CrossingValues(NetworkGraph graph)
    {
        int[] writer = new int[graph.Values.Count];
        int[] lastReader = new int[graph.Values.Count];
        writer[0] = -1;
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            writer[graph.Nodes[node].Output] = node;
            lastReader[graph.Nodes[node].Output] = node;
            foreach (int input in graph.Nodes[node].Inputs)
            {
                lastReader[input] = Math.Max(lastReader[input], node);
            }
        }

        int[] change = new int[graph.Nodes.Count + 2];
        for (int value = 0; value < writer.Length; value++)
        {
            change[writer[value] + 1]++;
            change[lastReader[value] + 1]--;
        }

        int sum = 0;
        return [.. change.Take(graph.Nodes.Count).Select(each => sum += each)];
    }
}
