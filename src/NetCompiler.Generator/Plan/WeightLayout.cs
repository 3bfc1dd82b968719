using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Places every layer's weights in one block: panels of 16 output channels, each panel its 16 biases and then 16 weights a tap. Of a layer computed in tiles
/// the biases of all panels come first, then for each position of a tile the panels of a 1×1 convolution without biases. One layout serves all instruction sets.
/// </summary>
internal static class WeightLayout
{
    /// <summary>Output channels of a panel: one AVX-512 register, two of AVX2, four of NEON.</summary>
    public const int PanelChannels = 16;

    /// <summary>Layers in execution order; offsets and sum are multiples of 16 floats.</summary>
    public static EquatableArray<PlannedLayer> Arrange(NetworkGraph graph, ChannelLists lists, LaneOrders orders)
    {
        List<PlannedLayer> layers = [];
        int offset = 0;
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is Convolution convolution)
            {
                foreach (PlannedLayer layer in LayersOf(node, convolution, graph, lists, orders))
                {
                    layers.Add(layer with { Offset = offset });
                    offset += layer.Floats;
                }
            }
        }

        return layers.ToEquatableArray();
    }

    /// <summary>The lanes of some neighbouring channels, counted from the first of them; from the panel on in which that one stands.</summary>
    private static IEnumerable<int> LanesOf(int[] lanes, int first, int count)
    {
        int[] own = [.. lanes.Select(channel => channel >= first && channel < first + count ? channel - first : LaneOrders.Empty)];
        int begin = Array.IndexOf(own, 0);
        int end = Array.IndexOf(own, count - 1) + 1;
        return own.Take(end).Skip(begin / PanelChannels * PanelChannels);
    }

    private static IEnumerable<PlannedLayer> LayersOf(GraphNode node, Convolution convolution, NetworkGraph graph, ChannelLists lists, LaneOrders orders)
    {
        int inputs = graph.Values[node.Inputs[0]].Shape.Channels;
        int outputs = graph.Values[node.Output].Shape.Channels;
        PlannedLayer whole = new(
            node.Name, convolution.KernelHeight, convolution.KernelWidth, inputs, outputs, convolution.Kind, 0, convolution.Weights)
        {
            Groups = convolution.Groups,
            Windows = convolution.Groups == 1 ? null
                : lists.IsExact(node) ? GroupWindows.Exact(inputs, outputs, convolution.Groups)
                : GroupWindows.Of(inputs, outputs, convolution.Groups),
            Lanes = (orders.Of(node.Output) ?? []).ToEquatableArray(),
            MapChannels = outputs,
            TileSide = (int)convolution.Algorithm,
            Node = node.Name,
        };
        if (convolution.Parts.Count == 0)
        {
            yield return whole;
            yield break;
        }

        int first = 0;
        int[] lanes = [.. orders.Of(node.Output) ?? []];
        for (int part = 0; part < convolution.Parts.Count; part++)
        {
            DepthwisePart kernel = convolution.Parts[part];
            yield return whole with
            {
                Name = $"{node.Name}.{part.ToString(CultureInfo.InvariantCulture)}",
                KernelHeight = kernel.KernelHeight,
                KernelWidth = kernel.KernelWidth,
                OutputChannels = kernel.Channels,
                FirstChannel = first,
                Lanes = LanesOf(lanes, first, kernel.Channels).ToEquatableArray(),
                Part = part,
            };
            first += kernel.Channels;
        }
    }
}

/// <summary>One layer's place in the weight block.</summary>
/// <param name="Name">Of the node; of one with several parts, <c>NAME.0</c>, <c>NAME.1</c>, ….</param>
/// <param name="InputChannels">Channels of the map that is read.</param>
/// <param name="OutputChannels">Channels that this layer (or part) computes.</param>
/// <param name="Offset">In floats.</param>
/// <param name="Source">Names and kind of its tensors in checkpoints.</param>
internal sealed record PlannedLayer(
    string Name,
    int KernelHeight,
    int KernelWidth,
    int InputChannels,
    int OutputChannels,
    ConvolutionKind Kind,
    int Offset,
    WeightSource Source)
{
    /// <summary>The node whose weights these are; several parts of a mixed convolution have one node.</summary>
    public string Node { get; init; } = "";

    /// <summary>Groups of a dense convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Input channels that each panel of a grouped convolution reads; null where every panel reads them all.</summary>
    public GroupWindows? Windows { get; init; }

    /// <summary>
    /// The output channel in each lane of the panels, <see cref="LaneOrders.Empty"/> for none; empty where the channels follow each other.
    /// </summary>
    public EquatableArray<int> Lanes { get; init; }

    /// <summary>
    /// For a part of a mixed depthwise convolution, its first channel among the map's. Where no <see cref="Lanes"/> say otherwise, as many lanes as that
    /// leaves in a panel stay empty in the first one, so that a channel's lane is the same in weights and planes.
    /// </summary>
    public int FirstChannel { get; init; }

    /// <summary>The number of the part among those of a mixed depthwise convolution; 0 for all others.</summary>
    public int Part { get; init; }

    /// <summary>Channels of the whole map that the node writes, and so of its norm and bias: for a part of a mixed convolution more than its own.</summary>
    public int MapChannels { get; init; }

    /// <summary>Whether every panel reads the channels of one group and no others.</summary>
    public bool HasGroupsApart => Windows is not null && Windows.Channels == InputChannels / Groups && KernelHeight == 1 && KernelWidth == 1;

    /// <summary>Whether the layer is one of several kernels of a mixed convolution.</summary>
    public bool IsPart => OutputChannels != MapChannels;

    /// <summary>Where the weights of a lane begin, seen from those of the first.</summary>
    public int LaneOffset(int lane) => (lane / WeightLayout.PanelChannels * PanelFloats) + (lane % WeightLayout.PanelChannels);

    /// <summary>The side of a tile of results where the layer is computed in tiles, otherwise 0.</summary>
    public int TileSide { get; init; }

    /// <summary>Positions of a transformed tile, each with weights of its own.</summary>
    public int TilePositions => (TileSide + 2) * (TileSide + 2);

    /// <summary>The floats of biases that come before the positions of a layer in tiles.</summary>
    public int BiasFloats => Panels * WeightLayout.PanelChannels;

    /// <summary>The weights of one position of a tile: a 1×1 convolution whose sums start at 0.</summary>
    public PlannedLayer PositionLayer => this with { KernelHeight = 1, KernelWidth = 1, TileSide = 0 };

    /// <summary>Lanes of the first panel that stay empty.</summary>
    public int EmptyLanes => Lanes.Count == 0 ? FirstChannel % WeightLayout.PanelChannels : Lanes.TakeWhile(channel => channel == LaneOrders.Empty).Count();

    /// <summary>Input channels that meet each output channel, weights of 0 of other groups included.</summary>
    public int ReadChannels => Windows?.Channels ?? InputChannels;

    /// <summary>Multiply-adds that make one result.</summary>
    public int Taps => KernelHeight * KernelWidth * (Kind == ConvolutionKind.Dense ? ReadChannels : 1);

    /// <summary>Floats of one panel.</summary>
    public int PanelFloats => WeightLayout.PanelChannels * (1 + Taps);

    /// <summary>Floats of all panels.</summary>
    public int Floats => TileSide == 0 ? Panels * PanelFloats : BiasFloats + (TilePositions * PositionLayer.Floats);

    private int Panels => ((Lanes.Count == 0 ? EmptyLanes + OutputChannels : Lanes.Count) + WeightLayout.PanelChannels - 1) / WeightLayout.PanelChannels;
}
