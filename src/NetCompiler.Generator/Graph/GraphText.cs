using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Graph;

/// <summary>One line a node, stable and free of ids: for snapshots and for people.</summary>
internal static class GraphText
{
    /// <summary>The lines of a graph, each ended by <c>\n</c>.</summary>
    public static string Write(NetworkGraph graph)
    {
        int width = graph.Nodes.Select(node => node.Name.Length).DefaultIfEmpty(0).Max();
        List<string> lines = [$"{graph.Values[0].Name} {graph.Values[0].Shape}"];
        foreach (GraphNode node in graph.Nodes)
        {
            string inputs = string.Join(", ", node.Inputs.Select(input => graph.Values[input].Name));
            lines.Add($"{node.Name.PadRight(width)} = {Describe(node.Op)} ({inputs}) {graph.Values[node.Output].Shape}{Weights(node.Op)}");
        }

        lines.AddRange(graph.Outputs.Select(output =>
            $"output{(output.Name == NamedOutput.Main ? "" : " " + output.Name + " =")} {graph.Values[output.Value].Name}"));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>What an operation does, without its inputs: <c>depthwise 3×3 /2 pad 0,0,1,1, relu6</c>.</summary>
    public static string Describe(Op op) => op switch
    {
        Convolution convolution => Describe(convolution),
        AveragePool pool =>
            $"average pool {Pair(pool.WindowHeight, pool.WindowWidth)}{Stride(pool.StrideHeight, pool.StrideWidth)}{Padding(pool.Padding)}"
            + (pool.CountsPadding ? ", padding counted" : ""),
        MaxPool pool =>
            $"max pool {Pair(pool.WindowHeight, pool.WindowWidth)}{Stride(pool.StrideHeight, pool.StrideWidth)}{Padding(pool.Padding)}",
        AdaptiveAveragePool => "adaptive average pool",
        Multiply multiply => "multiply" + Epilogue(multiply.Epilogue),
        Concat => "concat",
        Slice slice => $"slice from {Number(slice.FirstChannel)}",
        Shuffle shuffle => $"shuffle {Number(shuffle.Groups)}",
        LocalResponseNorm norm =>
            $"response norm over {Number(norm.Rule.Size)}, alpha {Value.Format(norm.Rule.Alpha)}, beta {Value.Format(norm.Rule.Beta)}, offset {Value.Format(norm.Rule.Offset)}",
        BatchNorm => "batch norm",
        Activation activation => Name(activation.Kind),
        Add add => "add" + Epilogue(add.Epilogue),
        Softmax => "softmax",
        Identity => "identity",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };

    private static string Describe(Convolution convolution)
    {
        string kind = convolution.Weights.Shape switch
        {
            WeightShape.Depthwise => "depthwise",
            WeightShape.Norm => "batch norm",
            WeightShape.FullyConnected => "fully connected",
            _ => "conv",
        };
        string dilation = convolution.DilationHeight == 1 && convolution.DilationWidth == 1
            ? ""
            : $" dilation {Pair(convolution.DilationHeight, convolution.DilationWidth)}";
        string groups = convolution.Groups == 1 ? "" : $" in {Number(convolution.Groups)} groups";
        if (convolution.Weights.Shape == WeightShape.Norm)
        {
            return kind + Epilogue(convolution.Epilogue);
        }

        if (convolution.Parts.Count > 0)
        {
            IEnumerable<string> parts = convolution.Parts.Select(part =>
                $"{Pair(part.KernelHeight, part.KernelWidth)}{(part.DilationHeight == 1 && part.DilationWidth == 1 ? "" : $" dilation {Pair(part.DilationHeight, part.DilationWidth)}")}"
                + $"{Padding(part.Padding)} of {Number(part.Channels)}");
            return $"{kind} {string.Join(" + ", parts)}{Stride(convolution.StrideHeight, convolution.StrideWidth)}"
                + $"{(convolution.Weights.Norm ? ", norm" : "")}{Epilogue(convolution.Epilogue)}";
        }

        return $"{kind}{groups} {Pair(convolution.KernelHeight, convolution.KernelWidth)}{Stride(convolution.StrideHeight, convolution.StrideWidth)}"
            + $"{dilation}{Padding(convolution.Padding)}{Algorithm(convolution.Algorithm)}{(convolution.Weights.Norm ? ", norm" : "")}{Epilogue(convolution.Epilogue)}";
    }

    private static string Algorithm(ConvolutionAlgorithm algorithm) =>
        algorithm == ConvolutionAlgorithm.Direct ? "" : $" by Winograd's {Pair((int)algorithm, (int)algorithm)}";

    private static string Weights(Op op) => op switch
    {
        Convolution { Weights: WeightSource weights } => (weights.Bias ? " bias" : "") + Names(weights.Names),
        BatchNorm norm => Names(norm.Names),
        _ => "",
    };

    // The first dialect stands for all: the others name the same layers.
    private static string Names(IReadOnlyList<LayerNames> names) =>
        names.Count == 0 ? "" : $" <{names[0].Layer}{(names[0].Norm is string norm ? " " + norm : "")}>";

    private static string Epilogue(IEnumerable<EpilogueOp> epilogue) => string.Concat(epilogue.Select(op => op switch
    {
        AddResidual => ", add",
        Activate activate => ", " + Name(activate.Activation),
        _ => throw new ArgumentOutOfRangeException(nameof(epilogue), op, null),
    }));

    private static string Name(ActivationKind kind) => kind.ToString().ToLowerInvariant();

    private static string Pair(int height, int width) => $"{Number(height)}×{Number(width)}";

    private static string Stride(int height, int width) =>
        height == 1 && width == 1 ? "" : height == width ? $" /{Number(height)}" : $" /{Pair(height, width)}";

    private static string Padding(EdgePadding padding) =>
        padding == new EdgePadding(0, 0, 0, 0)
            ? ""
            : $" pad {Number(padding.Top)},{Number(padding.Left)},{Number(padding.Bottom)},{Number(padding.Right)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
