using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// What must hold of any graph: checked when one is built and after every pass. A fault is a mistake in the compiler, never in the user's
/// table, and so an exception.
/// </summary>
internal static class GraphVerifier
{
    /// <summary>Throws with the first fault found.</summary>
    public static void Verify(NetworkGraph graph)
    {
        Require(graph.Values.Count > 0, "graph", "has no input");
        Require(graph.Outputs.Count > 0, "graph", "yields nothing");
        HashSet<string> outputs = [];
        foreach (GraphOutput output in graph.Outputs)
        {
            Require(output.Value >= 0 && output.Value < graph.Values.Count, "graph", "yields a value that does not exist");
            Require(outputs.Add(output.Name), "graph", "yields two values under one name");
        }

        bool[] written = new bool[graph.Values.Count];
        written[0] = true;
        HashSet<string> names = [graph.Values[0].Name];
        foreach (GraphNode node in graph.Nodes)
        {
            Require(names.Add(node.Name), node.Name, "shares its name with another node");
            foreach (int input in node.Inputs)
            {
                Require(input >= 0 && input < written.Length && written[input], node.Name, "reads a value that is not written yet");
            }

            Require(node.Output >= 0 && node.Output < written.Length && !written[node.Output], node.Name, "writes a value twice");
            Require(graph.Values[node.Output].Name == node.Name, node.Name, "writes a value of another name");
            written[node.Output] = true;
            Verify(graph, node);
        }

        Require(Array.TrueForAll(written, value => value), "graph", "has a value that nothing writes");
    }

    private static void Verify(NetworkGraph graph, GraphNode node)
    {
        Require(node.Inputs.Count > 0, node.Name, "reads nothing");
        Shape input = graph.Values[node.Inputs[0]].Shape;
        Shape output = graph.Values[node.Output].Shape;
        int inputs = 1;
        switch (node.Op)
        {
            case Convolution convolution:
                Verify(node, convolution, input, output);
                inputs += Residuals(graph, node, convolution.Epilogue, 1);
                break;

            case AveragePool pool:
                VerifyPool(node, input, output, pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, pool.Padding);
                break;

            case Add add:
                inputs = 2 + Residuals(graph, node, add.Epilogue, 2);
                Require(node.Inputs.Count >= 2, node.Name, "adds fewer than two values");
                Require(input == output && graph.Values[node.Inputs[1]].Shape == output, node.Name, "adds values of different shapes");
                break;

            case MaxPool pool:
                VerifyPool(node, input, output, pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, pool.Padding);
                break;

            case AdaptiveAveragePool:
                Require(input.Channels == output.Channels, node.Name, "changes the number of channels");
                break;

            case Multiply multiply:
                Require(node.Inputs.Count == 2, node.Name, "multiplies other than two values");
                inputs = 2;
                Shape factor = graph.Values[node.Inputs[1]].Shape;
                Require(input == output && (factor == output || factor == new Shape(1, 1, output.Channels)), node.Name, "multiplies values of different shapes");
                Require(Residuals(graph, node, multiply.Epilogue, 2) == 0, node.Name, "multiplies and adds");
                break;

            case Concat:
                inputs = node.Inputs.Count;
                Require(
                    node.Inputs.All(id => graph.Values[id].Shape with { Channels = output.Channels } == output),
                    node.Name, "joins maps of different sizes");
                Require(node.Inputs.Sum(id => graph.Values[id].Shape.Channels) == output.Channels, node.Name, "loses channels");
                break;

            case Slice slice:
                Require(input with { Channels = output.Channels } == output, node.Name, "changes the size of the map");
                Require(slice.FirstChannel >= 0 && slice.FirstChannel + output.Channels <= input.Channels, node.Name, "takes channels that do not exist");
                break;

            case Shuffle shuffle:
                Require(input == output && shuffle.Groups > 0 && input.Channels % shuffle.Groups == 0, node.Name, "has groups that do not divide its channels");
                break;

            case Identity:
                Require(input.Length == output.Length, node.Name, "changes the number of elements");
                break;

            default:
                Require(input == output, node.Name, "changes the shape");
                break;
        }

        Require(node.Inputs.Count == inputs, node.Name, "has an input that nothing in it reads");
    }

    private static void VerifyPool(
        GraphNode node, Shape input, Shape output, int height, int width, int strideHeight, int strideWidth, EdgePadding padding)
    {
        VerifySide(node, input.Height, height, strideHeight, 1, padding.Top, padding.Bottom, output.Height);
        VerifySide(node, input.Width, width, strideWidth, 1, padding.Left, padding.Right, output.Width);
        Require(input.Channels == output.Channels, node.Name, "changes the number of channels");
        Require(
            padding.Top < height && padding.Bottom < height && padding.Left < width && padding.Right < width,
            node.Name, "has a window over padding alone");
    }

    private static void Verify(GraphNode node, Convolution convolution, Shape input, Shape output)
    {
        EdgePadding padding = convolution.Padding;
        VerifySide(
            node, input.Height, convolution.KernelHeight, convolution.StrideHeight, convolution.DilationHeight,
            padding.Top, padding.Bottom, output.Height);
        VerifySide(
            node, input.Width, convolution.KernelWidth, convolution.StrideWidth, convolution.DilationWidth,
            padding.Left, padding.Right, output.Width);
        Require(convolution.Algorithm == ConvolutionAlgorithm.Direct || convolution.CanBeTiled, node.Name, "has an algorithm that its kernel does not allow");
        bool depthwise = convolution.Kind == ConvolutionKind.Depthwise;
        Require(
            convolution.Groups > 0 && input.Channels % convolution.Groups == 0 && output.Channels % convolution.Groups == 0
                && (convolution.Groups == 1 || convolution.Weights.Shape == WeightShape.Convolution),
            node.Name, "has groups that do not divide its channels");
        foreach (DepthwisePart part in convolution.Parts)
        {
            VerifySide(
                node, input.Height, part.KernelHeight, convolution.StrideHeight, part.DilationHeight, part.Padding.Top, part.Padding.Bottom, output.Height);
            VerifySide(
                node, input.Width, part.KernelWidth, convolution.StrideWidth, part.DilationWidth, part.Padding.Left, part.Padding.Right, output.Width);
        }

        Require(
            convolution.Parts.Count == 0
                || (depthwise && convolution.Parts.Count > 1 && convolution.Parts.All(part => part.Channels > 0)
                    && convolution.Parts.Sum(part => part.Channels) == output.Channels),
            node.Name, "has parts that are not its channels");
        Require(depthwise == (convolution.Weights.Shape is WeightShape.Depthwise or WeightShape.Norm), node.Name, "and its weights disagree about being depthwise");
        Require(!depthwise || input.Channels == output.Channels, node.Name, "is depthwise and changes the number of channels");
        Require(
            convolution.Weights.Shape != WeightShape.FullyConnected
                || (convolution.KernelHeight == input.Height && convolution.KernelWidth == input.Width && output.Pixels == 1),
            node.Name, "is fully connected with a kernel that is not its whole map");
    }

    // The far padding is exactly what the last window needs, so that shape, stride and padding always tell the same story.
    private static void VerifySide(GraphNode node, int size, int taps, int stride, int dilation, int before, int after, int results)
    {
        Require(taps > 0 && stride > 0 && dilation > 0 && before >= 0 && results > 0, node.Name, "has a window without extent");
        int reach = ((results - 1) * stride) + ShapeRules.Extent(taps, dilation) - before - size;
        Require(after == Math.Max(0, reach), node.Name, "pads another reach than its last window has");
    }

    private static int Residuals(NetworkGraph graph, GraphNode node, IReadOnlyList<EpilogueOp> epilogue, int first)
    {
        int residuals = 0;
        foreach (EpilogueOp op in epilogue)
        {
            if (op is AddResidual residual)
            {
                Require(residual.Input == first + residuals && residual.Input < node.Inputs.Count, node.Name, "adds inputs out of order");
                Require(
                    graph.Values[node.Inputs[residual.Input]].Shape == graph.Values[node.Output].Shape,
                    node.Name, "adds a residual of another shape");
                residuals++;
            }

            Require(op is not Activate { Activation: ActivationKind.None }, node.Name, "applies no activation as one");
        }

        return residuals;
    }

    private static void Require(bool holds, string name, string fault)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Invalid graph: {name} {fault}.");
        }
    }
}
