using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// What the tensors of one layer are called in one dialect; the norm's are null for a layer without one, or whose dialect
/// names none.
/// </summary>
/// <param name="Weights">The usual name, then others that are read too.</param>
internal sealed record LayerTensorNames(string[] Weights, string Bias, NormTensorNames? Norm)
{
    /// <summary>The names of <paramref name="layer"/> in the dialect at that index of the network.</summary>
    public static LayerTensorNames Of(WeightLayer layer, int dialectIndex, DialectDescription dialect)
    {
        string[] parts = layer.Names[dialectIndex].Split(' ');
        string name = parts[0];
        string? norm = layer.HasNorm && parts.Length > 1 ? parts[1] : null;
        if (!dialect.IsKeras)
        {
            return new LayerTensorNames(
                [name + ".weight"],
                name + ".bias",
                norm is null ? null : new NormTensorNames(norm + ".weight", norm + ".bias", norm + ".running_mean", norm + ".running_var"));
        }

        // Keras 2 calls a depthwise kernel depthwise_kernel, Keras 3 just kernel.
        return new LayerTensorNames(
            layer.Kind == WeightLayerKind.Depthwise ? [name + "/depthwise_kernel", name + "/kernel"] : [name + "/kernel"],
            name + "/bias",
            norm is null ? null : new NormTensorNames(norm + "/gamma", norm + "/beta", norm + "/moving_mean", norm + "/moving_variance"));
    }

    /// <summary>Whether a tensor is known to have no part in inference.</summary>
    public static bool IsSkipped(string tensor) => tensor.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>Every name that the layer may use.</summary>
    public IEnumerable<string> All() => Norm is null ? [.. Weights, Bias] : [.. Weights, Bias, .. Norm.All()];
}

/// <summary>What a batch norm's tensors are called.</summary>
internal sealed record NormTensorNames(string Gamma, string Beta, string Mean, string Variance)
{
    public IEnumerable<string> All() => [Gamma, Beta, Mean, Variance];
}
