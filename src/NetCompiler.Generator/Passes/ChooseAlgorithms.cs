using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Says which 3×3 convolutions are computed in tiles (Winograd). Decides by the cycles of a nominal machine, the same for all real ones, since the algorithm
/// is part of the arithmetic: one core with two multiply-adds of eight lanes a cycle.
/// </summary>
internal static class ChooseAlgorithms
{
    private const double MultiplyAddsPerCycle = 16;

    /// <summary>What products reach of the nominal machine's peak.</summary>
    private const double ProductEfficiency = 0.9;

    /// <summary>Weights that exceed the cache come from memory.</summary>
    private const double NearWeightBytes = 1 << 20;

    private const double MemoryBytesPerCycle = 8;

    /// <summary>Input channels below which the transforms of tiles weigh more than what they save, whatever else holds.</summary>
    private const int FewestChannels = 8;

    /// <summary>Winograd has to save one part in twenty: it rounds more, and its weights take more memory.</summary>
    private const double Advantage = 0.95;

    public static NetworkGraph Run(NetworkGraph graph) => graph with
    {
        Nodes = graph.Nodes
            .Select(node => node.Op is Convolution { CanBeTiled: true } convolution
                ? node with { Op = convolution with { Algorithm = Choose(graph.Values[node.Inputs[0]].Shape.Channels, graph.Values[node.Output].Shape) } }
                : node)
            .ToEquatableArray(),
    };

    /// <summary>The algorithm with the fewest cycles for a 3×3 convolution.</summary>
    public static ConvolutionAlgorithm Choose(int inputChannels, Shape output)
    {
        if (inputChannels < FewestChannels)
        {
            return ConvolutionAlgorithm.Direct;
        }

        double direct = Streamed((double)output.Pixels * 9 * inputChannels * output.Channels, 9.0 * inputChannels * output.Channels);
        double two = Tiled(2, inputChannels, output);
        double four = Tiled(4, inputChannels, output);
        return Math.Min(two, four) > Advantage * direct ? ConvolutionAlgorithm.Direct
            : two < four ? ConvolutionAlgorithm.Winograd2
            : ConvolutionAlgorithm.Winograd4;
    }

    /// <summary>Cycles of products and of the transforms before and after them.</summary>
    private static double Tiled(int side, int inputChannels, Shape output)
    {
        double tiles = (double)((output.Height + side - 1) / side) * ((output.Width + side - 1) / side);
        double positions = (side + 2) * (side + 2);
        double weights = positions * inputChannels * output.Channels;

        // Each position of a tile is stored, loaded again and worked upon: about four cycles for eight channels.
        double transforms = tiles * positions * 4 * (inputChannels + output.Channels) / 8;
        return Streamed(tiles * weights, weights) + transforms;
    }

    /// <summary>Cycles of multiply-adds while their weights come in, whichever takes longer.</summary>
    private static double Streamed(double multiplyAdds, double weights)
    {
        double bytes = weights * sizeof(float);
        return Math.Max(
            multiplyAdds / (MultiplyAddsPerCycle * ProductEfficiency),
            bytes > NearWeightBytes ? bytes / MemoryBytesPerCycle : 0);
    }
}
