using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>A graph, or what stood in its way.</summary>
/// <param name="Graph">Null where there are problems.</param>
/// <param name="Problems">In the order of the operations.</param>
internal sealed record BuildResult(NetworkGraph? Graph, EquatableArray<Problem> Problems);
