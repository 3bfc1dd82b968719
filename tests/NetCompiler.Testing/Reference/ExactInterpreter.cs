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
    /// <summary>Every value of the graph, by the name of the node that writes it; maps are height × width × channels.</summary>
    public Dictionary<string, double[]> Run(NetworkGraph graph, ReadOnlySpan<float> input)
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
                Convolution depthwise => Depthwise(depthwise, inputs[0], output, shapes[0]),
                BatchNorm norm => Norm(norm, inputs[0], output.Channels),
                Activation activation => Array.ConvertAll(inputs[0], x => Activate(activation.Kind, x)),
                Add => [.. inputs[0].Zip(inputs[1], (x, y) => x + y)],
                AveragePool pool => Pool(pool, inputs[0], shapes[0], output),
                Softmax => Probabilities(inputs[0]),
                Identity => inputs[0],
                _ => throw new NotSupportedException(node.Op.ToString()),
            };
        }

        return graph.Nodes.ToDictionary(node => node.Name, node => values[node.Output]);
    }

    /// <summary>What the network yields.</summary>
    public double[] Output(NetworkGraph graph, ReadOnlySpan<float> input) =>
        graph.Output == 0 ? Array.ConvertAll(input.ToArray(), value => (double)value) : Run(graph, input)[graph.Values[graph.Output].Name];

    private double[] Dense(Convolution op, double[] input, Shape shape, Shape output)
    {
        string layer = op.Weights.Names[dialect].Layer;
        int kernel = op.KernelHeight * op.KernelWidth;
        int taps = kernel * shape.Channels;
        float[] weights = op.Weights.Shape == WeightShape.FullyConnected
            ? tensors.Read(layer + ".weight", output.Channels, taps)
            : tensors.Read(layer + ".weight", output.Channels, shape.Channels, op.KernelHeight, op.KernelWidth);
        double[] biases = Biases(op, layer, output.Channels);

        // Input channels side by side, as in the map: [output][tap][input].
        double[] reordered = new double[weights.Length];
        for (int o = 0; o < output.Channels; o++)
        {
            for (int i = 0; i < shape.Channels; i++)
            {
                for (int tap = 0; tap < kernel; tap++)
                {
                    reordered[(((o * kernel) + tap) * shape.Channels) + i] = weights[(((o * shape.Channels) + i) * kernel) + tap];
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

                            ReadOnlySpan<double> pixel = input.AsSpan(((row * shape.Width) + column) * shape.Channels, shape.Channels);
                            ReadOnlySpan<double> weight =
                                reordered.AsSpan(((o * kernel) + (ky * op.KernelWidth) + kx) * shape.Channels, shape.Channels);
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

    private double[] Depthwise(Convolution op, double[] input, Shape output, Shape shape)
    {
        string layer = op.Weights.Names[dialect].Layer;
        float[] weights = tensors.Read(layer + ".weight", shape.Channels, 1, op.KernelHeight, op.KernelWidth);
        double[] biases = Biases(op, layer, output.Channels);
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

    // A checkpoint whose norms are folded has biases that the trained network did not have.
    private double[] Biases(Convolution op, string layer, int channels) =>
        op.Weights.Bias || tensors.Contains(layer + ".bias")
            ? Array.ConvertAll(tensors.Read(layer + ".bias", channels), value => (double)value)
            : new double[channels];

    private double[] Norm(BatchNorm norm, double[] input, int channels)
    {
        string? name = norm.Names[dialect].Norm;
        if (name is null || !tensors.Contains(name + ".running_var"))
        {
            // Folded in the checkpoint: its convolution has the bias.
            return input;
        }

        float[] gamma = tensors.Read(name + ".weight", channels);
        float[] beta = tensors.Read(name + ".bias", channels);
        float[] mean = tensors.Read(name + ".running_mean", channels);
        float[] variance = tensors.Read(name + ".running_var", channels);
        double[] result = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            int c = i % channels;
            result[i] = ((input[i] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * gamma[c]) + beta[c];
        }

        return result;
    }

    private static double[] Pool(AveragePool op, double[] input, Shape shape, Shape output)
    {
        double[] result = new double[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    double sum = 0;
                    int count = 0;
                    for (int ky = 0; ky < op.WindowHeight; ky++)
                    {
                        for (int kx = 0; kx < op.WindowWidth; kx++)
                        {
                            int row = (y * op.StrideHeight) + ky - op.Padding.Top;
                            int column = (x * op.StrideWidth) + kx - op.Padding.Left;
                            if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                            {
                                sum += input[(((row * shape.Width) + column) * shape.Channels) + c];
                                count++;
                            }
                        }
                    }

                    result[(((y * output.Width) + x) * output.Channels) + c] = sum / count;
                }
            }
        }

        return result;
    }

    private static double[] Probabilities(double[] input)
    {
        double largest = input.Max();
        double total = input.Sum(x => Math.Exp(x - largest));
        return Array.ConvertAll(input, x => Math.Exp(x - largest) / total);
    }

    private static double Activate(ActivationKind kind, double x) => kind switch
    {
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Relu6 => Math.Min(Math.Max(x, 0), 6),
        _ => throw new NotSupportedException(kind.ToString()),
    };
}
