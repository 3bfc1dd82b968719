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
        int channels = bound.Layer.OutputChannels;
        double[] factors = new double[channels];
        double[] biases = Decode(file, bound.Bias, channels, 0);
        if (bound.Norm is null)
        {
            Array.Fill(factors, 1);
            return new FoldedLayer(bound, factors, biases);
        }

        double[] gammas = Decode(file, bound.Norm.Gamma, channels, 1);
        double[] betas = Decode(file, bound.Norm.Beta, channels, 0);
        double[] means = Decode(file, bound.Norm.Mean, channels, 0);
        double[] variances = Decode(file, bound.Norm.Variance, channels, 0);
        for (int c = 0; c < channels; c++)
        {
            double factor = gammas[c] / Math.Sqrt(variances[c] + epsilon);
            double bias = betas[c] + ((biases[c] - means[c]) * factor);
            if (!double.IsFinite(factor) || !float.IsFinite((float)bias))
            {
                throw new WeightFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: the batch norm of layer {bound.Layer.Name} cannot be folded at channel {c}: '{bound.Norm.Variance.Name}' is {variances[c]:R} there and "
                    + $"the epsilon {epsilon:R}, which gives the factor {factor:R} and the bias {bias:R}."));
            }

            factors[c] = factor;
            biases[c] = bias;
        }

        return new FoldedLayer(bound, factors, biases);
    }

    private static double[] Decode(TensorBytes file, TensorEntry? tensor, int length, double absent)
    {
        double[] values = new double[length];
        if (tensor is null)
        {
            Array.Fill(values, absent);
            return values;
        }

        float[] singles = new float[length];
        TensorDecoder.Decode(file.Of(tensor), tensor.Type, singles);
        for (int i = 0; i < length; i++)
        {
            values[i] = singles[i];
        }

        return values;
    }
}

/// <summary>A layer with what multiplies its weights and what starts its sums, for each output channel.</summary>
internal sealed record FoldedLayer(BoundLayer Bound, double[] Factors, double[] Biases);
