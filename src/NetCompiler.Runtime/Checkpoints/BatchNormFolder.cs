using System.Globalization;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// Bias and batch norm of a layer in, one factor and one bias for each output channel out, both in double:
/// factor = gamma / √(variance + epsilon), bias = beta + (bias − mean) · factor.
/// </summary>
internal static class BatchNormFolder
{
    /// <summary>Folds one layer.</summary>
    /// <exception cref="WeightFormatException">A factor or bias is infinite or not a number.</exception>
    public static FoldedLayer Fold(BoundLayer bound, double epsilon, TensorBytes file, string source)
    {
        WeightLayer layer = bound.Layer;
        int channels = layer.OutputChannels;
        double[] factors = new double[channels];
        double[] biases = new double[channels];
        if (bound.Bias is { } bias)
        {
            Decode(file, bias.Tensors).AsSpan(bias.First, channels).CopyTo(biases);
        }

        if (bound.Norm is null)
        {
            Array.Fill(factors, 1);
            return new FoldedLayer(bound, factors, biases);
        }

        double[] gammas = Decode(file, bound.Norm.Gamma, layer, 1);
        double[] betas = Decode(file, bound.Norm.Beta, layer, 0);
        double[] means = Decode(file, bound.Norm.Mean, layer, 0);
        double[] variances = Decode(file, bound.Norm.Variance, layer, 0);
        for (int c = 0; c < channels; c++)
        {
            int channel = layer.FirstChannel + c;
            double factor = gammas[channel] / Math.Sqrt(variances[channel] + epsilon);
            double sum = betas[channel] + ((biases[c] - means[channel]) * factor);

            // Weights that the factor meets may be small enough for any; a norm that stands alone has none but the factor itself.
            bool isFinite = layer.Kind == WeightLayerKind.Norm ? float.IsFinite((float)factor) : double.IsFinite(factor);
            if (!isFinite || !float.IsFinite((float)sum))
            {
                throw new WeightFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: the batch norm of layer {layer.Name} cannot be folded at channel {channel}: '{bound.Norm.Variance.Name}' is {variances[channel]:R} there and "
                    + $"the epsilon {epsilon:R}, which gives the factor {factor:R} and the bias {sum:R}."));
            }

            factors[c] = factor;
            biases[c] = sum;
        }

        return new FoldedLayer(bound, factors, biases);
    }

    private static double[] Decode(TensorBytes file, TensorEntry? tensor, WeightLayer layer, double absent)
    {
        if (tensor is not null)
        {
            return Decode(file, [tensor]);
        }

        double[] values = new double[layer.MapChannels];
        Array.Fill(values, absent);
        return values;
    }

    private static double[] Decode(TensorBytes file, TensorEntry[] tensors)
    {
        List<double> values = [];
        foreach (TensorEntry tensor in tensors)
        {
            float[] singles = new float[tensor.Bytes / TensorEntry.ElementBytes(tensor.Type)];
            TensorDecoder.Decode(file.Of(tensor), tensor.Type, singles);
            values.AddRange(singles.Select(value => (double)value));
        }

        return [.. values];
    }
}

/// <summary>A layer with what multiplies its weights and what starts its sums, for each output channel.</summary>
internal sealed record FoldedLayer(BoundLayer Bound, double[] Factors, double[] Biases);
