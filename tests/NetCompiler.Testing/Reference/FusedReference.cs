using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Testing.Reference;

// Inside of the namespace: the runtime library has an enumeration of this name.
using Activation = NetCompiler.Generator.Graph.Activation;

/// <summary>
/// Evaluates a graph after its passes in float32, bit for bit as <c>docs/numerics.md</c> says, one scalar operation after another. It reads
/// raw tensors and folds batch norms itself.
/// </summary>
/// <param name="tensors">The checkpoint, in torchvision's layout.</param>
/// <param name="dialect">Which of the layers' names are the checkpoint's.</param>
/// <param name="epsilon">Of batch norms.</param>
/// <param name="fused">Whether products and sums are rounded once together, or apart as on machines without the instruction.</param>
internal sealed class FusedReference(TensorSource tensors, int dialect, double epsilon, bool fused = true)
{
    /// <summary>What the network yields.</summary>
    public float[] Output(NetworkGraph graph, ReadOnlySpan<float> input)
    {
        float[][] values = new float[graph.Values.Count][];
        values[0] = input.ToArray();
        foreach (GraphNode node in graph.Nodes)
        {
            float[][] inputs = [.. node.Inputs.Select(id => values[id])];
            Shape shape = graph.Values[node.Inputs[0]].Shape;
            Shape output = graph.Values[node.Output].Shape;
            values[node.Output] = node.Op switch
            {
                Convolution convolution => Convolve(convolution, inputs, shape, output),
                Activation activation => Array.ConvertAll(inputs[0], x => Activated(activation.Kind, x)),
                Add add => Summed(add, inputs),
                AveragePool pool => Pool(pool, inputs[0], shape, output),
                Softmax => Probabilities(inputs[0]),
                _ => throw new NotSupportedException($"{node.Op} is left over by the passes."),
            };
        }

        return values[graph.Output];
    }

    /// <summary>The weights and biases of a layer, folded: weights as [output][ky][kx][input].</summary>
    public (float[] Weights, float[] Biases) Fold(Convolution op, int inputChannels, int outputChannels)
    {
        string layer = op.Weights.Names[dialect].Layer;
        int kernel = op.KernelHeight * op.KernelWidth;
        int meets = op.Kind == ConvolutionKind.Dense ? inputChannels : 1;
        float[] raw = op.Weights.Shape == WeightShape.FullyConnected
            ? tensors.Read(layer + ".weight", outputChannels, kernel * meets)
            : tensors.Read(layer + ".weight", outputChannels, meets, op.KernelHeight, op.KernelWidth);
        double[] scales = new double[outputChannels];
        Array.Fill(scales, 1);
        float[] biases = op.Weights.Bias || tensors.Contains(layer + ".bias")
            ? [.. tensors.Read(layer + ".bias", outputChannels)]
            : new float[outputChannels];
        if (op.Weights.Norm && op.Weights.Names[dialect].Norm is string norm && tensors.Contains(norm + ".running_var"))
        {
            float[] gamma = tensors.Read(norm + ".weight", outputChannels);
            float[] beta = tensors.Read(norm + ".bias", outputChannels);
            float[] mean = tensors.Read(norm + ".running_mean", outputChannels);
            float[] variance = tensors.Read(norm + ".running_var", outputChannels);
            for (int o = 0; o < outputChannels; o++)
            {
                scales[o] = gamma[o] / Math.Sqrt(variance[o] + epsilon);
                biases[o] = (float)(beta[o] + (((double)biases[o] - mean[o]) * scales[o]));
            }
        }

        float[] weights = new float[raw.Length];
        for (int o = 0; o < outputChannels; o++)
        {
            for (int i = 0; i < meets; i++)
            {
                for (int tap = 0; tap < kernel; tap++)
                {
                    weights[(((o * kernel) + tap) * meets) + i] = (float)(raw[(((o * meets) + i) * kernel) + tap] * scales[o]);
                }
            }
        }

        return (weights, biases);
    }

    private float[] Convolve(Convolution op, float[][] inputs, Shape shape, Shape output)
    {
        (float[] weights, float[] biases) = Fold(op, shape.Channels, output.Channels);
        bool dense = op.Kind == ConvolutionKind.Dense;
        int meets = dense ? shape.Channels : 1;
        int taps = op.KernelHeight * op.KernelWidth * meets;

        // [ky][kx][input][output]: sums of one pixel advance together, each in its own order.
        float[] rows = new float[weights.Length];
        for (int o = 0; o < output.Channels; o++)
        {
            for (int k = 0; k < taps; k++)
            {
                rows[(k * output.Channels) + o] = weights[(o * taps) + k];
            }
        }

        float[] result = new float[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                int at = ((y * output.Width) + x) * output.Channels;
                Span<float> sums = result.AsSpan(at, output.Channels);
                biases.CopyTo(sums);
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

                        ReadOnlySpan<float> pixel = inputs[0].AsSpan(((row * shape.Width) + column) * shape.Channels, shape.Channels);
                        ReadOnlySpan<float> weight =
                            rows.AsSpan(((ky * op.KernelWidth) + kx) * meets * output.Channels, meets * output.Channels);
                        if (dense)
                        {
                            MultiplyAddRows(pixel, weight, sums);
                        }
                        else
                        {
                            MultiplyAddEach(pixel, weight, sums);
                        }
                    }
                }

                for (int o = 0; o < sums.Length; o++)
                {
                    sums[o] = Finished(op.Epilogue, inputs, sums[o], at + o);
                }
            }
        }

        return result;
    }

    private void MultiplyAddRows(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights, Span<float> sums)
    {
        for (int i = 0; i < pixel.Length; i++)
        {
            float input = pixel[i];
            ReadOnlySpan<float> row = weights.Slice(i * sums.Length, sums.Length);
            for (int o = 0; o < sums.Length; o++)
            {
                sums[o] = MultiplyAdd(input, row[o], sums[o]);
            }
        }
    }

    private void MultiplyAddEach(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights, Span<float> sums)
    {
        for (int c = 0; c < sums.Length; c++)
        {
            sums[c] = MultiplyAdd(pixel[c], weights[c], sums[c]);
        }
    }

    private float MultiplyAdd(float a, float b, float c) => fused ? MathF.FusedMultiplyAdd(a, b, c) : (float)(a * b) + c;

    private static float[] Summed(Add add, float[][] inputs)
    {
        float[] result = new float[inputs[0].Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Finished(add.Epilogue, inputs, inputs[0][i] + inputs[1][i], i);
        }

        return result;
    }

    private static float Finished(IReadOnlyList<EpilogueOp> epilogue, float[][] inputs, float value, int index)
    {
        for (int i = 0; i < epilogue.Count; i++)
        {
            value = epilogue[i] switch
            {
                AddResidual residual => value + inputs[residual.Input][index],
                Activate activate => Activated(activate.Activation, value),
                _ => throw new NotSupportedException(epilogue[i].ToString()),
            };
        }

        return value;
    }

    private static float[] Pool(AveragePool op, float[] input, Shape shape, Shape output)
    {
        float[] result = new float[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            int top = Math.Max(0, (y * op.StrideHeight) - op.Padding.Top);
            int bottom = Math.Min(shape.Height, (y * op.StrideHeight) - op.Padding.Top + op.WindowHeight);
            for (int x = 0; x < output.Width; x++)
            {
                int left = Math.Max(0, (x * op.StrideWidth) - op.Padding.Left);
                int right = Math.Min(shape.Width, (x * op.StrideWidth) - op.Padding.Left + op.WindowWidth);
                for (int c = 0; c < output.Channels; c++)
                {
                    float total = 0;
                    for (int row = top; row < bottom; row++)
                    {
                        float partial = 0;
                        for (int column = left; column < right; column++)
                        {
                            partial += input[(((row * shape.Width) + column) * shape.Channels) + c];
                        }

                        total = row == top ? partial : total + partial;
                    }

                    result[(((y * output.Width) + x) * output.Channels) + c] = total / ((bottom - top) * (right - left));
                }
            }
        }

        return result;
    }

    /// <summary>The softmax of the page.</summary>
    public static float[] Probabilities(float[] input)
    {
        double largest = input.Max();
        double[] powers = Array.ConvertAll(input, value => Exp(value - (input.Any(float.IsNaN) ? double.NaN : largest)));
        double[] partials = new double[16];
        for (int i = 0; i < powers.Length; i++)
        {
            partials[i % 16] += powers[i];
        }

        for (int step = 8; step > 0; step /= 2)
        {
            for (int i = 0; i < step; i++)
            {
                partials[i] += partials[i + step];
            }
        }

        double total = partials[0];
        return Array.ConvertAll(powers, power => (float)(power / total));
    }

    /// <summary>The exponential of the page, for d ≤ 0.</summary>
    public static double Exp(double d)
    {
        if (!(d >= -700))
        {
            return double.IsNaN(d) ? d : 0;
        }

        double k = Math.Floor((d * 1.4426950408889634) + 0.5);
        double r = (d - (k * 0.693147180369123816490)) - (k * 1.90821492927058770002e-10);
        double p = 1.0 / 6227020800;
        for (int n = 12; n >= 0; n--)
        {
            p = (p * r) + (1.0 / Factorial(n));
        }

        return p * Math.Pow(2, k);
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private static float Activated(ActivationKind kind, float x) => kind switch
    {
        ActivationKind.Relu => Max(x, 0),
        ActivationKind.Relu6 => Min(Max(x, 0), 6),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    private static float Max(float a, float b) => a > b ? a : b;

    private static float Min(float a, float b) => a < b ? a : b;
}
