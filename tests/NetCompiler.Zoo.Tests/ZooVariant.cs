using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>A network of the zoo in one of its forms.</summary>
/// <param name="Network">The zoo's name.</param>
/// <param name="Settings">Its parameters.</param>
internal sealed record ZooVariant(string Network, params string[] Settings)
{
    // Above this, a network without any fitting input is a mistake of the table.
    private const int LargestResolution = 129;

    /// <summary>Every table, and what its parameters change in the graph.</summary>
    public static IReadOnlyList<ZooVariant> All { get; } =
    [
        new("AlexNet"),
    ];

    /// <summary>All of them, for theories over their numbers.</summary>
    public static IEnumerable<object[]> Indices => Enumerable.Range(0, All.Count).Select(i => new object[] { i });

    /// <summary>The dialect whose names the first of each layer's are.</summary>
    public static WeightDialect DialectOf(UnrolledNetwork network) => Enum.Parse<WeightDialect>(network.Dialects[0].Name, ignoreCase: true);

    /// <summary>
    /// The settings with the smallest odd resolution at which no map vanishes; unchanged for a network whose input is not square, which runs as it is.
    /// </summary>
    public string[] AtSmallestOddResolution()
    {
        UnrolledNetwork usual = ZooNetwork.Read(Network, Settings);
        if (usual.Height != usual.Width)
        {
            return Settings;
        }

        for (int resolution = 1; resolution <= LargestResolution; resolution += 2)
        {
            string[] settings = [.. Settings.Where(setting => !setting.StartsWith("Resolution=", StringComparison.Ordinal)), $"Resolution={resolution}"];
            if (GraphBuilder.Build(ZooNetwork.Read(Network, settings)).Graph is not null)
            {
                return settings;
            }
        }

        throw new InvalidOperationException($"{this} has no input up to {LargestResolution}×{LargestResolution}.");
    }

    public override string ToString() => $"{Network} {string.Join(" ", Settings)}".TrimEnd();
}
