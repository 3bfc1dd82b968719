using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Emit;

/// <summary>One output of a network, as its class offers it.</summary>
/// <param name="Name">An identifier, with which the output's constants begin: <see cref="Main"/> or a tap's name.</param>
/// <param name="Shape">Null where the network could not be compiled.</param>
internal sealed record ApiOutput(string Name, Shape? Shape)
{
    /// <summary>The name of the network's own result.</summary>
    public const string Main = "Output";

    /// <summary>Whether it is the network's own result and not a tap.</summary>
    public bool IsMain => Name == Main;
}
