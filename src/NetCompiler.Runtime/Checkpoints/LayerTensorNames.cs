using System.Globalization;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// What the tensors of one layer are called in one dialect; the norm's are null for a layer without one, or whose dialect
/// names none.
/// </summary>
/// <param name="Weights">For each tensor, of which there are several where the name counts groups, the usual name, then others that are read too.</param>
/// <param name="Biases">One, or as many as there are tensors of weights.</param>
/// <param name="IsCounted">The name counts groups or parts, so biases are theirs and not the map's.</param>
internal sealed record LayerTensorNames(string[][] Weights, string[] Biases, NormTensorNames? Norm, bool IsCounted)
{
    private const string Group = "{group}";

    /// <summary>The names of <paramref name="layer"/> in the dialect at that index of the network.</summary>
    public static LayerTensorNames Of(WeightLayer layer, int dialectIndex, DialectDescription dialect)
    {
        string[] parts = layer.Names[dialectIndex].Split(' ');
        if (layer.Kind == WeightLayerKind.Norm)
        {
            return new LayerTensorNames([], [], NormTensorNames.Of(parts[^1], dialect), IsCounted: false);
        }

        NormTensorNames? norm = layer.HasNorm && parts.Length > 1 ? NormTensorNames.Of(parts[1], dialect) : null;
        bool isCounted = parts[0].Contains(Group, StringComparison.Ordinal);
        string[] names = [.. Numbers(layer, isCounted).Select(number => parts[0].Replace(Group, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
        return new LayerTensorNames(
            [.. names.Select(name => WeightNames(name, layer.Kind, dialect))],
            [.. names.Select(name => name + (dialect.IsKeras ? "/bias" : ".bias"))],
            norm,
            isCounted);
    }

    /// <summary>Whether a tensor is known to have no part in inference.</summary>
    public static bool IsSkipped(string tensor, DialectDescription dialect) =>
        tensor.EndsWith(".num_batches_tracked", StringComparison.Ordinal)
        || dialect.Ignored.Any(prefix => tensor.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Every name that the layer may use.</summary>
    public IEnumerable<string> All() => [.. Weights.SelectMany(names => names), .. Biases, .. Norm?.All() ?? []];

    private static IEnumerable<int> Numbers(WeightLayer layer, bool isCounted) => (isCounted, layer.Kind) switch
    {
        (false, _) => [0],
        (true, WeightLayerKind.Depthwise) => [layer.Part],
        _ => Enumerable.Range(0, layer.Groups),
    };

    // Keras 2 calls a depthwise kernel depthwise_kernel, Keras 3 just kernel.
    private static string[] WeightNames(string name, WeightLayerKind kind, DialectDescription dialect) => (dialect.IsKeras, kind) switch
    {
        (false, _) => [name + ".weight"],
        (true, WeightLayerKind.Depthwise) => [name + "/depthwise_kernel", name + "/kernel"],
        _ => [name + "/kernel"],
    };
}

/// <summary>What a batch norm's tensors are called.</summary>
internal sealed record NormTensorNames(string Gamma, string Beta, string Mean, string Variance)
{
    public static NormTensorNames Of(string norm, DialectDescription dialect) => dialect.IsKeras
        ? new NormTensorNames(norm + "/gamma", norm + "/beta", norm + "/moving_mean", norm + "/moving_variance")
        : new NormTensorNames(norm + ".weight", norm + ".bias", norm + ".running_mean", norm + ".running_var");

    public IEnumerable<string> All() => [Gamma, Beta, Mean, Variance];
}
