using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Layers with weights, and the norms and activations that follow them.</summary>
internal sealed partial class GraphBuilder
{
    private int? AddConvolution(PrimitiveOperation operation, ConvolutionKind kind, int input)
    {
        Shape shape = _values[input].Shape;
        if (Slide(operation, shape) is not SlidWindow slid)
        {
            return null;
        }

        if (kind == ConvolutionKind.Depthwise && operation.OutputChannels != shape.Channels)
        {
            Report(
                RuleIds.DepthwiseChannels, operation.Origin, operation.Name, Number(operation.OutputChannels), Number(shape.Channels));
            return null;
        }

        if (operation.Parts.Count > 0)
        {
            return AddMixedDepthwise(operation, new Shape(slid.Height, slid.Width, operation.OutputChannels), input);
        }

        if (shape.Channels % operation.Groups != 0 || operation.OutputChannels % operation.Groups != 0)
        {
            throw new InvalidOperationException($"{operation.Name}: {operation.Groups} groups do not divide its channels.");
        }

        Window window = operation.Window!;
        WeightShape layout = kind == ConvolutionKind.Dense ? WeightShape.Convolution : WeightShape.Depthwise;
        Convolution convolution = new(
            kind, window.Height, window.Width, window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth,
            slid.Padding, Source(operation, layout), default)
        {
            Groups = operation.Groups,
        };
        return AddWeighted(operation, convolution, new Shape(slid.Height, slid.Width, operation.OutputChannels), input);
    }

    /// <summary>A depthwise convolution with several kernels; each pads its part of the map by its own size.</summary>
    private int? AddMixedDepthwise(PrimitiveOperation operation, Shape output, int input)
    {
        Shape shape = _values[input].Shape;
        List<DepthwisePart> parts = [];
        foreach (KernelPart part in operation.Parts)
        {
            if (Slide(operation, part.Window, shape) is not SlidWindow slid)
            {
                return null;
            }

            Shape found = new(slid.Height, slid.Width, operation.OutputChannels);
            if (found != output)
            {
                Report(
                    RuleIds.UnequalShapes, operation.Origin, operation.Name,
                    $"its {operation.Window!.Height}×{operation.Window.Width} kernel", output.ToString(),
                    $"its {part.Window.Height}×{part.Window.Width} kernel", found.ToString());
                return null;
            }

            parts.Add(new DepthwisePart(
                part.Channels, part.Window.Height, part.Window.Width, part.Window.DilationHeight, part.Window.DilationWidth, slid.Padding));
        }

        DepthwisePart largest = parts[0];
        foreach (DepthwisePart part in parts)
        {
            largest = part.KernelHeight * part.KernelWidth > largest.KernelHeight * largest.KernelWidth ? part : largest;
        }

        Window window = operation.Window!;
        Convolution convolution = new(
            ConvolutionKind.Depthwise, largest.KernelHeight, largest.KernelWidth, window.StrideHeight, window.StrideWidth,
            largest.DilationHeight, largest.DilationWidth, largest.Padding, Source(operation, WeightShape.Depthwise), default)
        {
            Parts = parts.ToEquatableArray(),
        };
        return AddWeighted(operation, convolution, output, input);
    }

    /// <summary>A batch norm by itself: its one name stands where a convolution's norm has its.</summary>
    private int AddNorm(PrimitiveOperation operation, int input)
    {
        EquatableArray<LayerNames> names = operation.Names.Select(name => new LayerNames(name.Layer, name.Layer)).ToEquatableArray();
        return Activated(operation, Node(operation.Name, new BatchNorm(names), _values[input].Shape, input));
    }

    private int? AddFullyConnected(PrimitiveOperation operation, int input)
    {
        Shape map = _values[input].Shape;
        Convolution convolution = new(
            ConvolutionKind.Dense, map.Height, map.Width, 1, 1, 1, 1, new EdgePadding(0, 0, 0, 0),
            Source(operation, WeightShape.FullyConnected), default);
        return AddWeighted(operation, convolution, new Shape(1, 1, operation.OutputChannels), input);
    }

    private int? AddWeighted(PrimitiveOperation operation, Convolution convolution, Shape output, int input)
    {
        if (!Accepts(output, operation.Name, operation.Origin))
        {
            return null;
        }

        long weights = _weights + PackedWeights(convolution, _values[input].Shape.Channels, output.Channels);
        if (!InRange(operation, "weights of the network up to here", weights, 0, SizeLimits.LargestWeights))
        {
            return null;
        }

        _weights = weights;
        int value = Node(operation.Name, convolution, output, input);
        if (operation.Norm)
        {
            value = Node(FreeName(operation.Name + ".Norm"), new BatchNorm(operation.Names), output, value);
        }

        return Activated(operation, value);
    }

    /// <summary>
    /// Floats as packed: whole panels, a bias and a row a tap; below 2^53, as taps are at most 2^20 and channels at most 2^16. A convolution in groups counts
    /// as one of all channels, which its panels read at most.
    /// </summary>
    private static long PackedWeights(Convolution convolution, int inputs, int outputs)
    {
        const int Panel = SizeLimits.PanelChannels;
        if (convolution.Parts.Count == 0)
        {
            long taps = (long)convolution.KernelHeight * convolution.KernelWidth * (convolution.Kind == ConvolutionKind.Dense ? inputs : 1);
            return ((long)outputs + Panel - 1) / Panel * Panel * (1 + taps);
        }

        // Each kernel has panels of its own, in which its channels stand in the lanes that they have in the map.
        long sum = 0;
        int first = 0;
        foreach (DepthwisePart part in convolution.Parts)
        {
            long panels = ((first % Panel) + part.Channels + Panel - 1) / Panel;
            sum += panels * Panel * (1 + ((long)part.KernelHeight * part.KernelWidth));
            first += part.Channels;
        }

        return sum;
    }

    // A norm of its own keeps its names until it is folded.
    private static WeightSource Source(PrimitiveOperation operation, WeightShape shape) =>
        new(shape, operation.Bias, false, operation.Names.Select(names => names with { Norm = null }).ToEquatableArray(), operation.IsClassifier);
}
