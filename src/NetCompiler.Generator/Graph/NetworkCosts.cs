using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// What a network costs, counted as papers do: multiply-adds of convolutions and fully connected layers with padded positions in full,
/// parameters as trained. These are the same before passes and after them.
/// </summary>
/// <param name="Parameters">Weights, biases and two a channel of each batch norm.</param>
/// <param name="MultiplyAdds">Of all nodes, for one picture.</param>
/// <param name="Nodes">One for each node of the graph, in its order.</param>
internal sealed record NetworkCosts(long Parameters, long MultiplyAdds, EquatableArray<NodeCost> Nodes)
{
    /// <summary>Counts a graph.</summary>
    public static NetworkCosts Of(NetworkGraph graph)
    {
        EquatableArray<NodeCost> nodes = graph.Nodes.Select(node => Of(graph, node)).ToEquatableArray();
        return new NetworkCosts(
            nodes.Sum(node => node.Weights + node.Biases + (2L * node.NormChannels)), nodes.Sum(node => node.MultiplyAdds), nodes);
    }

    private static NodeCost Of(NetworkGraph graph, GraphNode node)
    {
        Shape output = graph.Values[node.Output].Shape;
        long moved = output.Length + node.Inputs.Sum(input => (long)graph.Values[input].Shape.Length);
        switch (node.Op)
        {
            case Convolution convolution:
                bool isNorm = convolution.Weights.Shape == WeightShape.Norm;
                long weights = isNorm ? 0 : WeightsOf(convolution, graph.Values[node.Inputs[0]].Shape.Channels, output.Channels);
                return new NodeCost(
                    node.Name, weights, convolution.Weights.Bias ? output.Channels : 0, convolution.Weights.Norm ? output.Channels : 0,
                    weights * output.Pixels, moved + weights);

            case BatchNorm:
                return new NodeCost(node.Name, 0, 0, output.Channels, 0, moved);

            case Identity:
                return new NodeCost(node.Name, 0, 0, 0, 0, 0);

            default:
                return new NodeCost(node.Name, 0, 0, 0, 0, moved);
        }
    }

    private static long WeightsOf(Convolution convolution, int inputs, int outputs)
    {
        if (convolution.Kind == ConvolutionKind.Depthwise && convolution.Parts.Count > 0)
        {
            return convolution.Parts.Sum(part => (long)part.KernelHeight * part.KernelWidth * part.Channels);
        }

        int meets = convolution.Kind == ConvolutionKind.Dense ? inputs / convolution.Groups : 1;
        return (long)convolution.KernelHeight * convolution.KernelWidth * meets * outputs;
    }
}

/// <summary>What one node costs.</summary>
/// <param name="Name">The node.</param>
/// <param name="Weights">Of kernels or matrices.</param>
/// <param name="Biases">The layer's own.</param>
/// <param name="NormChannels">Channels of the batch norm.</param>
/// <param name="MultiplyAdds">For one picture.</param>
/// <param name="MemoryAccess">
/// Memory access cost as ShuffleNet V2 counts it: elements of the maps that the node reads, of the map that it writes, and weights, each once. Of the
/// node by itself, so that a graph whose passes have fused nodes costs less in sum.
/// </param>
internal sealed record NodeCost(string Name, long Weights, long Biases, long NormChannels, long MultiplyAdds, long MemoryAccess);
