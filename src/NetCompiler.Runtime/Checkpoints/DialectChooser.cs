using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>Finds the dialect whose names a checkpoint has, or the one that is asked for.</summary>
internal static class DialectChooser
{
    /// <summary>The index of the dialect among the network's.</summary>
    /// <exception cref="ArgumentException">The network does not know the dialect that is asked for.</exception>
    /// <exception cref="WeightMismatchException">The network knows no dialect at all.</exception>
    public static int Choose(NetworkDescription network, IReadOnlyDictionary<string, TensorEntry> tensors, WeightOptions options)
    {
        if (options.Dialect is WeightDialect asked)
        {
            int index = Array.FindIndex(network.Dialects, d => d.Name.Equals(asked.ToString(), StringComparison.OrdinalIgnoreCase));
            return index >= 0
                ? index
                : throw new ArgumentException(
                    $"{network.Name} has no names of the dialect {asked}; it has {Listing(network)}.", nameof(options));
        }

        if (network.Dialects.Length == 0)
        {
            throw new WeightMismatchException($"{network.Name} declares no checkpoint names, so only packed files can be loaded.");
        }

        // Most names found wins; among equals one that is trained for the compiled form, then the first.
        int best = 0;
        int bestScore = -1;
        for (int i = 0; i < network.Dialects.Length; i++)
        {
            DialectDescription dialect = network.Dialects[i];
            int index = i;

            // Parts of one layer share their norm, which counts once.
            int found = network.Layers.SelectMany(layer => LayerTensorNames.Of(layer, index, dialect).All()).Distinct(StringComparer.Ordinal).Count(tensors.ContainsKey);
            int score = (2 * found) + (FitsForm(network, dialect) ? 1 : 0);
            if (score > bestScore)
            {
                best = i;
                bestScore = score;
            }
        }

        return best;
    }

    /// <summary>Whether the dialect's checkpoints usually are trained for the compiled form, as far as forms are told.</summary>
    public static bool FitsForm(NetworkDescription network, DialectDescription dialect) =>
        network.Form is null || dialect.Form is null || network.Form.Equals(dialect.Form, StringComparison.OrdinalIgnoreCase);

    /// <summary>The network's dialects, for messages.</summary>
    public static string Listing(NetworkDescription network) =>
        network.Dialects.Length == 0 ? "none" : string.Join(", ", network.Dialects.Select(d => d.Name));
}
