using System.Globalization;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Data;

/// <summary>A published network as the zoo spells it.</summary>
/// <param name="Network">The zoo's name.</param>
/// <param name="Settings">Its parameters, such as <c>Alpha=0.75</c>.</param>
internal sealed record PublishedVariant(string Network, string[] Settings)
{
    public NetworkGraph Graph() => ZooNetwork.Graph(Network, Settings);

    public override string ToString() => $"{Network} {string.Join(" ", Settings)}";
}

/// <summary>Which network of the zoo each row of <c>counts.csv</c> and <c>figures.csv</c> is, from the two lists beside them.</summary>
internal static class PublishedVariants
{
    private const string Exclusion = "excluded:";

    static PublishedVariants()
    {
        foreach (Dictionary<string, string> row in CsvTable.Rows("variants_mobile.csv").Concat(CsvTable.Rows("variants_classic.csv")))
        {
            string settings = row["settings"].Trim();
            PublishedVariant variant = new(row["network"], settings.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (row["source"] == "counts")
            {
                Counts.Add(row["line_or_key"], variant);
            }
            else if (settings.StartsWith(Exclusion, StringComparison.Ordinal))
            {
                Excluded.Add(int.Parse(row["line_or_key"], CultureInfo.InvariantCulture), settings[Exclusion.Length..].Trim());
            }
            else
            {
                Figures.Add(int.Parse(row["line_or_key"], CultureInfo.InvariantCulture), variant);
            }
        }
    }

    /// <summary>By the keys of <c>counts.csv</c>.</summary>
    public static Dictionary<string, PublishedVariant> Counts { get; } = [];

    /// <summary>By the lines of <c>figures.csv</c>.</summary>
    public static Dictionary<int, PublishedVariant> Figures { get; } = [];

    /// <summary>Lines of <c>figures.csv</c> that no network of the zoo is, with the reason.</summary>
    public static Dictionary<int, string> Excluded { get; } = [];
}
