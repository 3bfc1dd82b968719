using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Takes out what does nothing at inference. A flattened map lies in memory as the map does, so that its readers read the map.
/// </summary>
internal static class RemoveIdentity
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);
        foreach (GraphNode node in graph.Nodes.Where(node => node.Op is Identity))
        {
            // As it is now: an identity above it may have been taken out.
            GraphNode identity = rewriter.Writer(node.Output)!;
            rewriter.Remove(identity, identity.Inputs[0]);
        }

        return rewriter.Finish();
    }
}
