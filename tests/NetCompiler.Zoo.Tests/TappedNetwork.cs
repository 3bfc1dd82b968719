using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>A network of the zoo, some of its results, and which rows of the whole network they are.</summary>
/// <param name="Network">The zoo's name.</param>
/// <param name="Settings">Its parameters.</param>
/// <param name="Taps">What is asked for.</param>
internal sealed record TappedNetwork(string Network, string[] Settings, params ExpectedTap[] Taps)
{
    /// <summary>The declaration, each tap named as in <see cref="NameOf"/>.</summary>
    public NetworkDeclaration Declare() => ZooNetwork.Declare(Network, Settings) with
    {
        Taps = Taps.Select((tap, i) => new TapRequest(NameOf(i), tap.Stride > 0 ? null : tap.Row, tap.Stride > 0 ? tap.Stride : null)).ToEquatableArray(),
    };

    /// <summary>The network without taps and with its top: where the expected results come from.</summary>
    public NetworkGraph Whole() => ZooNetwork.Graph(Network, [.. Settings.Where(setting => setting != "IncludeTop=no")]);

    public static string NameOf(int tap) => $"Tap{tap}";

    /// <summary>The node that yields a row's result: the last whose name is the row's or begins with it.</summary>
    public static GraphNode Find(NetworkGraph graph, string row) =>
        graph.Nodes.Last(node => node.Name == row || node.Name.StartsWith(row + ".", StringComparison.Ordinal));

    public override string ToString() => $"{Network} {string.Join(" ", Settings)}";
}

/// <summary>One tap.</summary>
/// <param name="Stride">Asked for by this stride; or 0, where it is by the row.</param>
/// <param name="Row">The row whose result it has to be.</param>
/// <param name="Side">Height and width that it has to have.</param>
/// <param name="Channels">Channels that it has to have.</param>
internal sealed record ExpectedTap(int Stride, string Row, int Side, int Channels);
