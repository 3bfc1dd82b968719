using System.Globalization;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Tests.Data;

/// <summary>One layer of a list, or of a graph, in the same words.</summary>
internal sealed record LayerCost(
    string Name, string Input, string Output, int InputChannels, int OutputChannels, string[] Kernels, int Groups, long Weights, long Biases, long Norm, long MultiplyAdds)
{
    /// <summary>The name without the number of its group or part.</summary>
    public string NameBeforeNumber => Name.LastIndexOf('.') is int point and > 0 && int.TryParse(Name[(point + 1)..], out _) ? Name[..point] : Name;

    /// <summary>A row of a list.</summary>
    public static LayerCost Of(Dictionary<string, string> row) => new(
        row["name"], $"{row["in_h"]}×{row["in_w"]}", $"{row["out_h"]}×{row["out_w"]}", Number(row["in_channels"]), Number(row["out_channels"]),
        [Kernel(Number(row["kernel_h"]), Number(row["kernel_w"]), Number(row["stride"]), Number(row["dilation"]))],
        Number(row["groups"]), Number(row["weights"]), Number(row["biases"]), Number(row["bn_channels"]), long.Parse(row["multadds"], CultureInfo.InvariantCulture));

    /// <summary>Rows of one layer's groups or parts as that layer.</summary>
    public static LayerCost Together(IEnumerable<LayerCost> parts)
    {
        LayerCost[] all = [.. parts];
        return all[0] with
        {
            Name = all[0].NameBeforeNumber,
            InputChannels = all.Sum(part => part.InputChannels),
            OutputChannels = all.Sum(part => part.OutputChannels),
            Kernels = [.. all.SelectMany(part => part.Kernels).Distinct()],
            Weights = all.Sum(part => part.Weights),
            Biases = all.Sum(part => part.Biases),
            Norm = all.Sum(part => part.Norm),
            MultiplyAdds = all.Sum(part => part.MultiplyAdds),
        };
    }

    /// <summary>A convolution of a graph that no pass has touched.</summary>
    public static LayerCost Of(NetworkGraph graph, GraphNode node, NetworkCosts costs)
    {
        Convolution op = (Convolution)node.Op;
        Shape input = graph.Values[node.Inputs[0]].Shape;
        Shape output = graph.Values[node.Output].Shape;
        NodeCost cost = costs.Nodes.Single(cost => cost.Name == node.Name);
        long norm = costs.Nodes.SingleOrDefault(cost => cost.Name == node.Name + ".Norm")?.NormChannels ?? 0;
        string[] kernels = op.Parts.Count == 0
            ? [Kernel(op.KernelHeight, op.KernelWidth, op.StrideHeight, op.DilationHeight)]
            : [.. op.Parts.Select(part => Kernel(part.KernelHeight, part.KernelWidth, op.StrideHeight, part.DilationHeight)).Distinct()];

        // A fully connected layer reads its map as a vector.
        bool isMatrix = op.Weights.Shape == WeightShape.FullyConnected;
        return new LayerCost(
            node.Name, isMatrix ? "1×1" : $"{input.Height}×{input.Width}", $"{output.Height}×{output.Width}",
            isMatrix ? input.Length : input.Channels, output.Channels, isMatrix ? [Kernel(1, 1, 1, 1)] : kernels,
            op.Kind == ConvolutionKind.Depthwise ? input.Channels : op.Groups, cost.Weights, cost.Biases, norm, cost.MultiplyAdds);
    }

    /// <summary>The layer on one line.</summary>
    /// <param name="isTogether">Groups and parts are added up, so that the number of groups is not told.</param>
    public string Text(bool isTogether) =>
        $"{Input}×{InputChannels} → {Output}×{OutputChannels} kernel {string.Join(" + ", Kernels)}{(isTogether ? "" : $" groups {Groups}")}: "
        + $"{Weights} + {Biases}, norm {Norm}, {MultiplyAdds}";

    private static string Kernel(int height, int width, int stride, int dilation) => $"{height}×{width} /{stride} dilation {dilation}";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
