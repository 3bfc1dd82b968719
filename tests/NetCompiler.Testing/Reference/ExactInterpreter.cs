using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Testing.Reference;

// Inside of the namespace: the runtime library has an enumeration of this name.
using Activation = NetCompiler.Generator.Graph.Activation;

/// <summary>
/// Evaluates a graph in float64, node by node, from the operators' definitions: explicit loops over raw tensors, batch norm with its
/// epsilon apart. Shares nothing with passes, plans and kernels, and is meant for graphs that no pass has touched.
/// </summary>
/// <param name="tensors">The checkpoint, in torchvision's layout.</param>
/// <param name="dialect">Which of the layers' names are the checkpoint's.</param>
/// <param name="epsilon">Of batch norms.</param>
internal sealed class ExactInterpreter(TensorSource tensors, int dialect, double epsilon)
{
    private readonly LayerTensors _tensors = new(tensors, dialect);

    /// <summary>Every value of the graph, by the name of the node that writes it; maps are height × width × channels.</summary>
    public Dictionary<string, double[]> Run(NetworkGraph graph, ReadOnlySpan<float> input)
    {
        double[][] values = Values(graph, input);
        return graph.Nodes.ToDictionary(node => node.Name, node => values[node.Output]);
    }

    /// <summary>What the network yields first.</summary>
    public double[] Output(NetworkGraph graph, ReadOnlySpan<float> input) => Outputs(graph, input)[0];

    /// <summary>All that the network yields, in order.</summary>
    public double[][] Outputs(NetworkGraph graph, ReadOnlySpan<float> input)
    {
        double[][] values = Values(graph, input);
        return [.. graph.Outputs.Select(output => values[output.Value])];
    }

    private double[][] Values(NetworkGraph graph, ReadOnlySpan<float> input)
    {
        double[][] values = new double[graph.Values.Count][];
        values[0] = Array.ConvertAll(input.ToArray(), value => (double)value);
        foreach (GraphNode node in graph.Nodes)
        {
            double[][] inputs = [.. node.Inputs.Select(id => values[id])];
            Shape[] shapes = [.. node.Inputs.Select(id => graph.Values[id].Shape)];
            Shape output = graph.Values[node.Output].Shape;
            values[node.Output] = node.Op switch
            {
                Convolution { Kind: ConvolutionKind.Dense } dense => Dense(dense, inputs[0], shapes[0], output),
                Convolution { Parts.Count: > 0 } mixed => Mixed(mixed, inputs[0], shapes[0], output),
                Convolution depthwise => Depthwise(
                    depthwise, _tensors.Weights(depthwise, output.Channels, output.Channels), _tensors.Biases(depthwise, output.Channels),
                    inputs[0], shapes[0], output),
                BatchNorm norm => Norm(norm, inputs[0], output.Channels),
                Activation activation => Array.ConvertAll(inputs[0], x => ExactActivations.Activate(activation.Kind, x)),
                Add => [.. inputs[0].Zip(inputs[1], (x, y) => x + y)],
                Multiply => [.. inputs[0].Select((x, i) => x * inputs[1][i % inputs[1].Length])],
                AveragePool pool => ExactMaps.Average(pool, inputs[0], shapes[0], output),
                AdaptiveAveragePool => ExactMaps.AdaptiveAverage(inputs[0], shapes[0], output),
                MaxPool pool => ExactMaps.Largest(pool, inputs[0], shapes[0], output),
                Concat => ExactMaps.Concatenate(inputs, shapes, output),
                Slice slice => ExactMaps.Slice(slice.FirstChannel, inputs[0], shapes[0], output),
                Shuffle shuffle => ExactMaps.Shuffle(shuffle.Groups, inputs[0], output),
                LocalResponseNorm norm => ExactMaps.ResponseNorm(norm.Rule, inputs[0], output),
                Softmax => Probabilities(inputs[0]),
                Identity => inputs[0],
                _ => throw new NotSupportedException(node.Op.ToString()),
            };
        }

        return values;
    }

    private double[] Dense(Convolution op, double[] input, Shape shape, Shape output)
    {
        float[] weights = _tensors.Weights(op, shape.Channels, output.Channels);
        float[] biases = _tensors.Biases(op, output.Channels);
        int kernel = op.KernelHeight * op.KernelWidth;
        int inputs = shape.Channels / op.Groups;

        // Input channels of a group side by side, as in the map: [output][tap][input].
        double[] reordered = new double[weights.Length];
        for (int o = 0; o < output.Channels; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int tap = 0; tap < kernel; tap++)
                {
                    reordered[(((o * kernel) + tap) * inputs) + i] = weights[(((o * inputs) + i) * kernel) + tap];
                }
            }
        }

        double[] result = new double[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int o = 0; o < output.Channels; o++)
                {
                    double sum = biases[o];
                    int group = o / (output.Channels / op.Groups);
                    for (int ky = 0; ky < op.KernelHeight; ky++)
                    {
                        for (int kx = 0; kx < op.KernelWidth; kx++)
                        {
                            int row = (y * op.StrideHeight) + (ky * op.DilationHeight) - op.Padding.Top;
                            int column = (x * op.StrideWidth) + (kx * op.DilationWidth) - op.Padding.Left;
                            if (row < 0 || row >= shape.Height || column < 0 || column >= shape.Width)
                            {
                                continue;
                            }

                            ReadOnlySpan<double> pixel =
                                input.AsSpan((((row * shape.Width) + column) * shape.Channels) + (group * inputs), inputs);
                            ReadOnlySpan<double> weight = reordered.AsSpan(((o * kernel) + (ky * op.KernelWidth) + kx) * inputs, inputs);
                            for (int i = 0; i < pixel.Length; i++)
                            {
                                sum += pixel[i] * weight[i];
                            }
                        }
                    }

                    result[(((y * output.Width) + x) * output.Channels) + o] = sum;
                }
            }
        }

        return result;
    }

    private static double[] Depthwise(Convolution op, float[] weights, float[] biases, double[] input, Shape shape, Shape output)
    {
        double[] result = new double[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    double sum = biases[c];
                    for (int ky = 0; ky < op.KernelHeight; ky++)
                    {
                        for (int kx = 0; kx < op.KernelWidth; kx++)
                        {
                            int row = (y * op.StrideHeight) + (ky * op.DilationHeight) - op.Padding.Top;
                            int column = (x * op.StrideWidth) + (kx * op.DilationWidth) - op.Padding.Left;
                            if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                            {
                                sum += input[(((row * shape.Width) + column) * shape.Channels) + c]
                                    * weights[(((c * op.KernelHeight) + ky) * op.KernelWidth) + kx];
                            }
                        }
                    }

                    result[(((y * output.Width) + x) * output.Channels) + c] = sum;
                }
            }
        }

        return result;
    }

    /// <summary>As papers say it: the map split by channels, a depthwise convolution for each part, the results joined.</summary>
    private double[] Mixed(Convolution op, double[] input, Shape shape, Shape output)
    {
        float[] biases = _tensors.Biases(op, output.Channels);
        float[][] weights = _tensors.PartWeights(op);
        List<double[]> results = [];
        List<Shape> shapes = [];
        int first = 0;
        for (int part = 0; part < op.Parts.Count; part++)
        {
            DepthwisePart kernel = op.Parts[part];
            Shape inside = shape with { Channels = kernel.Channels };
            Convolution alone = op with
            {
                KernelHeight = kernel.KernelHeight, KernelWidth = kernel.KernelWidth, DilationHeight = kernel.DilationHeight,
                DilationWidth = kernel.DilationWidth, Padding = kernel.Padding, Parts = default,
            };
            shapes.Add(output with { Channels = kernel.Channels });
            results.Add(Depthwise(
                alone, weights[part], biases[first..(first + kernel.Channels)], ExactMaps.Slice(first, input, shape, inside), inside, shapes[part]));
            first += kernel.Channels;
        }

        return ExactMaps.Concatenate([.. results], [.. shapes], output);
    }

    private double[] Norm(BatchNorm norm, double[] input, int channels)
    {
        if (_tensors.Norm(norm.Names[dialect].Norm, channels) is not NormTensors tensors)
        {
            // Folded in the checkpoint: its convolution has the bias.
            return input;
        }

        double[] result = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            int c = i % channels;
            result[i] = ((input[i] - tensors.Mean[c]) / Math.Sqrt(tensors.Variance[c] + epsilon) * tensors.Gamma[c]) + tensors.Beta[c];
        }

        return result;
    }

    private static double[] Probabilities(double[] input)
    {
        double largest = input.Max();
        double total = input.Sum(x => Math.Exp(x - largest));
        return Array.ConvertAll(input, x => Math.Exp(x - largest) / total);
    }
}
