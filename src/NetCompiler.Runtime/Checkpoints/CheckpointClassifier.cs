using System.Globalization;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// How many classes a checkpoint's classifier has, where it is not the network's, and what a message says to that. A classifier is told from a damaged
/// one by its shape: the layer's but for the number of classes.
/// </summary>
/// <param name="Classes">0 without a classifier.</param>
internal sealed record CheckpointClassifier(WeightLayer Layer, long Classes)
{
    /// <summary>The checkpoint's classifier where it is another than the network's; null where it is the same, or none that could be told.</summary>
    public static CheckpointClassifier? FindOther(
        WeightLayer layer, LayerTensorNames names, IReadOnlyDictionary<string, TensorEntry> tensors, bool inputsFirst)
    {
        if (!layer.IsClassifier || names.Weights is not [string[] alternatives])
        {
            return null;
        }

        if (!names.All().Any(tensors.ContainsKey))
        {
            return new CheckpointClassifier(layer, 0);
        }

        string? name = alternatives.FirstOrDefault(tensors.ContainsKey);
        long? classes = name is null ? null : TensorShapes.CountOutputs(layer, tensors[name].Shape, inputsFirst);
        bool fitsBias = !tensors.TryGetValue(names.Biases[0], out TensorEntry? bias) || (bias.Shape is [long length] && length == classes);
        return classes is { } count && fitsBias && count != layer.OutputChannels ? new CheckpointClassifier(layer, count) : null;
    }

    /// <summary>What to do about it.</summary>
    public string Advise()
    {
        string features = "IncludeTop = false, where its table knows that";
        string zero = $"load it with new {nameof(WeightOptions)} {{ {nameof(WeightOptions.AllowMissingClassifier)} = true }}, which leaves {Layer.Name} zero";
        return Classes == 0
            ? $"The checkpoint has no classifier: declare the network with {features}; or {zero}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The classifier of the checkpoint has {Classes} classes, that of the network {Layer.OutputChannels}: declare the network with Classes = {Classes}, or with {features}; or {zero}.");
    }
}
