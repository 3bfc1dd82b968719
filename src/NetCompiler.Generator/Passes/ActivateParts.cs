using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>An activation of a concatenation that nothing else reads becomes one of each part: the layers before it can then take theirs.</summary>
internal static class ActivateParts
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);

        // Last ones first: a part may be a concatenation too.
        foreach (int output in graph.Nodes.Reverse().Where(node => node.Op is Concat).Select(node => node.Output))
        {
            GraphNode concat = rewriter.Writer(output)!;
            if (!rewriter.HasSingleReader(output) || rewriter.Reader(output) is not { Op: Activation activation } reader)
            {
                continue;
            }

            EquatableArray<int> parts = concat.Inputs
                .Select((part, index) => rewriter.InsertBefore(concat, $"{reader.Name}.{index.ToString(CultureInfo.InvariantCulture)}", activation, part))
                .ToEquatableArray();
            rewriter.Replace(concat, concat with { Inputs = parts });
            rewriter.Remove(reader, output);
        }

        return rewriter.Finish();
    }
}
