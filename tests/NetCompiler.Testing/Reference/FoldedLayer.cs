using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Reference;

/// <summary>
/// A convolution's weights and biases with its norm folded in. Each output channel has a row of its own: of a mixed convolution they differ in length.
/// </summary>
/// <param name="Exact">For each output channel [ky][kx][input of its group], before it is rounded to float.</param>
/// <param name="Biases">One for each output channel.</param>
internal sealed record FoldedLayer(double[][] Exact, float[] Biases)
{
    /// <summary>For each output channel [ky][kx][input of its group].</summary>
    public float[][] Weights { get; } = Array.ConvertAll(Exact, row => Array.ConvertAll(row, weight => (float)weight));

    /// <summary>Folds as <c>docs/numerics.md</c> says: in float64, each number rounded once.</summary>
    public static FoldedLayer Of(Convolution op, LayerTensors tensors, int dialect, double epsilon, int inputChannels, int outputChannels)
    {
        double[][] rows = op.Parts.Count == 0
            ? Rows(tensors.Weights(op, inputChannels, outputChannels), outputChannels, op.KernelHeight * op.KernelWidth)
            : [.. op.Parts.Zip(tensors.PartWeights(op), (part, weights) => Rows(weights, part.Channels, part.KernelHeight * part.KernelWidth)).SelectMany(part => part)];
        float[] biases = tensors.Biases(op, outputChannels);

        // A norm by itself is the layer.
        string? name = op.Weights.Shape == WeightShape.Norm ? op.Weights.Names[dialect].Layer : op.Weights.Names[dialect].Norm;
        if (!op.Weights.Norm || tensors.Norm(name, outputChannels) is not NormTensors norm)
        {
            return new FoldedLayer(rows, biases);
        }

        for (int o = 0; o < outputChannels; o++)
        {
            double scale = norm.Gamma[o] / Math.Sqrt(norm.Variance[o] + epsilon);
            biases[o] = (float)(norm.Beta[o] + (((double)biases[o] - norm.Mean[o]) * scale));
            rows[o] = Array.ConvertAll(rows[o], weight => weight * scale);
        }

        return new FoldedLayer(rows, biases);
    }

    /// <summary>[output][input][tap] to rows of [tap][input].</summary>
    private static double[][] Rows(float[] weights, int outputs, int kernel)
    {
        int inputs = weights.Length / outputs / kernel;
        double[][] rows = new double[outputs][];
        for (int o = 0; o < outputs; o++)
        {
            rows[o] = new double[kernel * inputs];
            for (int i = 0; i < inputs; i++)
            {
                for (int tap = 0; tap < kernel; tap++)
                {
                    rows[o][(tap * inputs) + i] = weights[(((o * inputs) + i) * kernel) + tap];
                }
            }
        }

        return rows;
    }
}
