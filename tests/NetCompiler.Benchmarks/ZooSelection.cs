using NetCompiler.Generator.Architecture;

namespace NetCompiler.Benchmarks;

/// <summary>A network of the zoo with settings, as the command line names it: <c>MobileNetV1:Alpha=0.5:Resolution=160</c>.</summary>
/// <param name="Table">Its table in the zoo.</param>
/// <param name="Settings">Parameters such as <c>Alpha=0.5</c>.</param>
internal sealed record ZooSelection(string Table, string[] Settings)
{
    /// <summary>Every network of the zoo with its own settings.</summary>
    public static IReadOnlyList<ZooSelection> All { get; } = [.. ZooCatalog.Names.Select(name => new ZooSelection(name, []))];

    /// <summary>
    /// Networks separated by commas; by semicolons where there is one, so that settings may hold commas. The word of <see cref="PeerTargets.Preset"/>
    /// stands for the networks that have a target; no word at all for the whole zoo.
    /// </summary>
    /// <exception cref="FormatException">A word is no network of the zoo, or a setting has no value.</exception>
    public static IReadOnlyList<ZooSelection> Parse(string? list)
    {
        char separator = list?.Contains(';') == true ? ';' : ',';
        string[] words = list?.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return words.Length == 0 ? All : [.. words.SelectMany(word => word == PeerTargets.Preset ? PeerTargets.Names : [word]).Select(One)];
    }

    public override string ToString() => string.Join(':', Settings.Prepend(Table));

    private static ZooSelection One(string word)
    {
        string[] parts = word.Split(':');
        if (!ZooCatalog.Names.Contains(parts[0]))
        {
            throw new FormatException($"The zoo has no network {parts[0]}: it has {string.Join(", ", ZooCatalog.Names)}.");
        }

        return parts.Skip(1).FirstOrDefault(setting => !setting.Contains('=')) is string wrong
            ? throw new FormatException($"A setting reads Name=value, and not {wrong}.")
            : new ZooSelection(parts[0], parts[1..]);
    }
}
