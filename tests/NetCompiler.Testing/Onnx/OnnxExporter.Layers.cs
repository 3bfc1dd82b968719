using System.Globalization;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Testing.Onnx;

/// <summary>Layers with weights, activations, and the constants of both.</summary>
internal sealed partial class OnnxExporter
{
    private void WriteConvolution(GraphNode node, Convolution op, Shape shape, Shape output)
    {
        bool isDense = op.Kind == ConvolutionKind.Dense;
        int inputs = isDense ? shape.Channels / op.Groups : 1;
        string weights = Reals(node.Name + ".weight", [output.Channels, inputs, op.KernelHeight, op.KernelWidth], _tensors.Weights(op, shape.Channels, output.Channels));
        _maps[node.Output] = Emit(
            node.Name, "Conv", [Map(node.Inputs[0]), weights, .. Biases(node, op, output.Channels)],
            [
                .. Window(op.KernelHeight, op.KernelWidth, op.StrideHeight, op.StrideWidth, op.Padding),
                OnnxAttribute.List("dilations", op.DilationHeight, op.DilationWidth),
                OnnxAttribute.Number("group", isDense ? op.Groups : output.Channels),
            ]);
    }

    /// <summary>Several kernels over parts of the channels, as papers draw them: split, a depthwise convolution for each part, joined.</summary>
    private void WriteMixed(GraphNode node, Convolution op, Shape output)
    {
        string[] parts = [.. op.Parts.Select((_, number) => $"/{node.Name}.{number.ToString(CultureInfo.InvariantCulture)}.Input")];
        _nodes.Add(new OnnxNode(
            node.Name + ".Split", "Split", [Map(node.Inputs[0]), Numbers("split", [.. op.Parts.Select(part => (long)part.Channels)])], parts, [OnnxAttribute.Number("axis", 1)]));
        float[][] weights = _tensors.PartWeights(op);
        float[] biases = _tensors.Biases(op, output.Channels);
        bool hasBiases = op.Weights.Bias || biases.Any(bias => bias != 0);
        List<string> results = [];
        int first = 0;
        for (int number = 0; number < op.Parts.Count; number++)
        {
            DepthwisePart part = op.Parts[number];
            string name = node.Name + "." + number.ToString(CultureInfo.InvariantCulture);
            string kernel = Reals(name + ".weight", [part.Channels, 1, part.KernelHeight, part.KernelWidth], weights[number]);
            string[] bias = hasBiases ? [Reals(name + ".bias", [part.Channels], biases[first..(first + part.Channels)])] : [];
            results.Add(Emit(
                name, "Conv", [parts[number], kernel, .. bias],
                [
                    .. Window(part.KernelHeight, part.KernelWidth, op.StrideHeight, op.StrideWidth, part.Padding),
                    OnnxAttribute.List("dilations", part.DilationHeight, part.DilationWidth),
                    OnnxAttribute.Number("group", part.Channels),
                ]));
            first += part.Channels;
        }

        _maps[node.Output] = Emit(node.Name, "Concat", [.. results], OnnxAttribute.Number("axis", 1));
    }

    /// <summary>
    /// A matrix over the flattened map. The checkpoint's columns are in the order channels, height, width, as <c>Flatten</c> of ONNX's maps yields them, so
    /// that the matrix is taken as it is.
    /// </summary>
    private void WriteGemm(GraphNode node, Convolution op, Shape shape, Shape output)
    {
        if (op.KernelHeight != shape.Height || op.KernelWidth != shape.Width || output.Pixels != 1 || op.Groups != 1)
        {
            throw new InvalidOperationException($"{node.Name} is fully connected and does not see its whole map.");
        }

        string weights = Reals(node.Name + ".weight", [output.Channels, shape.Length], _tensors.Weights(op, shape.Channels, output.Channels));
        _vectors[node.Output] = Emit(
            node.Name, "Gemm", [Vector(node.Inputs[0]), weights, .. Biases(node, op, output.Channels)], OnnxAttribute.Number("transB", 1));
    }

    private void WriteNorm(GraphNode node, BatchNorm norm, Shape output)
    {
        if (_tensors.Norm(norm.Names[_dialect].Norm, output.Channels) is not NormTensors tensors)
        {
            // Folded in the checkpoint: its convolution has the bias.
            SetLike(node, Same(node.Inputs[0]));
            return;
        }

        int[] shape = [output.Channels];
        SetLike(node, Emit(
            node.Name, "BatchNormalization",
            [
                Same(node.Inputs[0]), Reals(node.Name + ".weight", shape, tensors.Gamma), Reals(node.Name + ".bias", shape, tensors.Beta),
                Reals(node.Name + ".running_mean", shape, tensors.Mean), Reals(node.Name + ".running_var", shape, tensors.Variance),
            ],
            OnnxAttribute.Real("epsilon", _epsilon)));
    }

    private string WriteActivation(string name, ActivationKind kind, string input) => kind switch
    {
        ActivationKind.None => input,
        ActivationKind.Relu => Emit(name, "Relu", [input]),
        ActivationKind.Relu6 => Emit(name, "Clip", [input, Real("zero", 0), Real("six", 6)]),
        ActivationKind.LeakyRelu => Emit(name, "LeakyRelu", [input], OnnxAttribute.Real("alpha", 0.01)),
        ActivationKind.Sigmoid => Emit(name, "Sigmoid", [input]),
        ActivationKind.Swish => Emit(name, "Mul", [input, Emit(name + ".Sigmoid", "Sigmoid", [input])]),
        ActivationKind.HardSigmoid => WriteHardSigmoid(name, input),
        ActivationKind.HardSwish => Emit(name, "Mul", [input, WriteHardSigmoid(name + ".HardSigmoid", input)]),
        ActivationKind.Tanh => Emit(name, "Tanh", [input]),
        _ => throw new NotSupportedException($"{name}: {kind} has no ONNX operator yet."),
    };

    /// <summary>relu6(x + 3) / 6 is max(0, min(1, x / 6 + 1 / 2)); ONNX's own slope would be 0.2.</summary>
    private string WriteHardSigmoid(string name, string input) =>
        Emit(name, "HardSigmoid", [input], OnnxAttribute.Real("alpha", 1.0 / 6), OnnxAttribute.Real("beta", 0.5));

    private string[] Biases(GraphNode node, Convolution op, int channels)
    {
        float[] biases = _tensors.Biases(op, channels);
        return op.Weights.Bias || biases.Any(bias => bias != 0) ? [Reals(node.Name + ".bias", [channels], biases)] : [];
    }

    /// <summary>Attributes of a window that slides; the padding is that of each side, and the number of results follows from it.</summary>
    private static OnnxAttribute[] Window(int height, int width, int strideHeight, int strideWidth, EdgePadding padding) =>
    [
        OnnxAttribute.List("kernel_shape", height, width),
        OnnxAttribute.List("strides", strideHeight, strideWidth),
        OnnxAttribute.List("pads", padding.Top, padding.Left, padding.Bottom, padding.Right),
    ];

    private string Reals(string name, int[] shape, float[] elements)
    {
        _constants.Add(name, new OnnxConstant(name, shape, elements));
        return name;
    }

    /// <summary>A number that several nodes may share.</summary>
    private string Real(string name, float value)
    {
        string constant = "/constants/" + name;
        _constants.TryAdd(constant, new OnnxConstant(constant, [], new[] { value }));
        return constant;
    }

    /// <summary>Integers that an operator takes as a tensor; nodes with the same share it.</summary>
    private string Numbers(string role, params long[] values)
    {
        string constant = $"/constants/{role}_{string.Join('x', values)}";
        _constants.TryAdd(constant, new OnnxConstant(constant, [values.Length], values));
        return constant;
    }
}
