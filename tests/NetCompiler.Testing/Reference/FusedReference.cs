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
    private readonly FusedArithmetic _arithmetic = new(fused);
    private readonly LayerTensors _tensors = new(tensors, dialect);

    /// <summary>What the network yields first.</summary>
    public float[] Output(NetworkGraph graph, ReadOnlySpan<float> input) => Outputs(graph, input)[0];

    /// <summary>All that the network yields, in order.</summary>
    public float[][] Outputs(NetworkGraph graph, ReadOnlySpan<float> input)
    {
        float[][] values = new float[graph.Values.Count][];
        values[0] = input.ToArray();
        foreach (GraphNode node in graph.Nodes)
        {
            float[][] inputs = [.. node.Inputs.Select(id => values[id])];
            Shape[] shapes = [.. node.Inputs.Select(id => graph.Values[id].Shape)];
            Shape output = graph.Values[node.Output].Shape;
            values[node.Output] = node.Op switch
            {
                Convolution convolution => Convolve(convolution, inputs, shapes[0], output),
                Activation activation => Array.ConvertAll(inputs[0], x => _arithmetic.Activated(activation.Kind, x)),
                Add add => Combined(add.Epilogue, inputs, i => inputs[0][i] + inputs[1][i]),
                Multiply multiply => Combined(multiply.Epilogue, inputs, i => inputs[0][i] * inputs[1][i % inputs[1].Length]),
                AveragePool pool => FusedPools.Average(pool, inputs[0], shapes[0], output),
                AdaptiveAveragePool => FusedPools.Adaptive(inputs[0], shapes[0], output),
                MaxPool pool => FusedPools.Largest(pool, inputs[0], shapes[0], output),
                Concat => Joined(inputs, shapes, output),
                Slice slice => Taken(inputs[0], shapes[0], output, c => slice.FirstChannel + c),
                Shuffle shuffle => Taken(inputs[0], shapes[0], output, c => (c % shuffle.Groups * (output.Channels / shuffle.Groups)) + (c / shuffle.Groups)),
                LocalResponseNorm norm => Normalized(norm.Rule, inputs[0], output.Channels),
                Softmax => FusedSoftmax.Probabilities(inputs[0]),
                _ => throw new NotSupportedException($"{node.Op} is left over by the passes."),
            };
        }

        return [.. graph.Outputs.Select(each => values[each.Value])];
    }

    /// <summary>The weights and biases of a layer, its norm folded in.</summary>
    public FoldedLayer Fold(Convolution op, int inputChannels, int outputChannels) =>
        FoldedLayer.Of(op, _tensors, dialect, epsilon, inputChannels, outputChannels);

    private float[] Convolve(Convolution op, float[][] inputs, Shape shape, Shape output)
    {
        FoldedLayer folded = Fold(op, shape.Channels, output.Channels);
        float[] sums = op.Kind == ConvolutionKind.Depthwise ? FusedConvolution.Depthwise(op, folded, inputs[0], shape, output, _arithmetic)
            : op.Algorithm != ConvolutionAlgorithm.Direct ? FusedWinograd.Sums(op, folded, inputs[0], shape, output, _arithmetic)
            : FusedConvolution.Dense(op, folded, inputs[0], shape, output, _arithmetic);
        return Combined(op.Epilogue, inputs, i => sums[i], sums.Length);
    }

    private float[] Combined(IReadOnlyList<EpilogueOp> epilogue, float[][] inputs, Func<int, float> combine, int? length = null)
    {
        float[] result = new float[length ?? inputs[0].Length];
        for (int i = 0; i < result.Length; i++)
        {
            float value = combine(i);
            for (int part = 0; part < epilogue.Count; part++)
            {
                value = epilogue[part] switch
                {
                    AddResidual residual => value + inputs[residual.Input][i],
                    Activate activate => _arithmetic.Activated(activate.Activation, value),
                    _ => throw new NotSupportedException(epilogue[part].ToString()),
                };
            }

            result[i] = value;
        }

        return result;
    }

    private static float[] Joined(float[][] inputs, Shape[] shapes, Shape output)
    {
        float[] result = new float[output.Length];
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            Span<float> rest = result.AsSpan(pixel * output.Channels, output.Channels);
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i].AsSpan(pixel * shapes[i].Channels, shapes[i].Channels).CopyTo(rest);
                rest = rest[shapes[i].Channels..];
            }
        }

        return result;
    }

    private static float[] Taken(float[] input, Shape shape, Shape output, Func<int, int> channelOf)
    {
        float[] result = new float[output.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = input[(i / output.Channels * shape.Channels) + channelOf(i % output.Channels)];
        }

        return result;
    }

    private static float[] Normalized(ResponseNormRule rule, float[] input, int channels)
    {
        float share = (float)(rule.Alpha / rule.Size);
        float[] result = new float[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            int channel = i % channels;
            float sum = 0;
            for (int c = Math.Max(0, channel - (rule.Size / 2)); c <= Math.Min(channels - 1, channel + (rule.Size / 2)); c++)
            {
                float neighbour = input[i - channel + c];
                sum += (float)(neighbour * neighbour);
            }

            float divisor = (float)rule.Offset + (float)(share * sum);
            float root = MathF.Sqrt(divisor);
            result[i] = input[i] / (rule.Beta == 1 ? divisor : rule.Beta == 0.5 ? root : (float)(root * MathF.Sqrt(root)));
        }

        return result;
    }
}
