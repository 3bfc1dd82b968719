using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Testing.Models;

/// <summary>Networks of the zoo as a declaration would ask for them, for tests that start behind the front door.</summary>
internal static class ZooNetwork
{
    /// <summary>A network with parameters such as <c>Alpha=0.5</c>.</summary>
    public static UnrolledNetwork Read(string name, params string[] settings) => Read(Declare(name, settings), default);

    /// <summary>A declared network, written out.</summary>
    public static UnrolledNetwork Read(NetworkDeclaration declaration, EquatableArray<TableFile> files)
    {
        ReadResult result = NetworkReader.Read(declaration, files);
        return result.Network
            ?? throw new InvalidOperationException(string.Join("\n", result.Problems.Select(problem => $"{problem.Rule} {string.Join(" | ", problem.Arguments)}")));
    }

    /// <summary>The declaration of such a network on a class <c>Zoo.Network</c>.</summary>
    public static NetworkDeclaration Declare(string name, params string[] settings) => new(
        new TypeHierarchy("Zoo", default, "public", "Network"), "zoo:" + name, null, default,
        settings.Select(setting => setting.Split('=')).Select(parts => new ParameterSetting(parts[0], parts[1])).ToEquatableArray(),
        false, PreprocessingSettings.Unset);

    /// <summary>Its graph before any pass.</summary>
    public static NetworkGraph Graph(string name, params string[] settings) => Graph(Read(name, settings));

    /// <summary>The graph of a network before any pass.</summary>
    public static NetworkGraph Graph(UnrolledNetwork network)
    {
        BuildResult result = GraphBuilder.Build(network);
        return result.Graph
            ?? throw new InvalidOperationException(string.Join("\n", result.Problems.Select(problem => $"{problem.Rule} {string.Join(" | ", problem.Arguments)}")));
    }
}
