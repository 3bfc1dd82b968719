using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A batch norm whose convolution has no other reader becomes a note on the convolution's weights: the loader scales them, in double
/// precision, and rounds once.
/// </summary>
internal static class FoldBatchNorm
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);
        foreach (int output in graph.Nodes.Where(node => node.Op is BatchNorm).Select(node => node.Output))
        {
            GraphNode norm = rewriter.Writer(output)!;
            if (rewriter.Writer(norm.Inputs[0]) is not { Op: Convolution { Epilogue.Count: 0, Weights.Norm: false } convolution } node
                || !rewriter.HasSingleReader(node.Output))
            {
                continue;
            }

            // A norm that stood in a row of its own knows its own name only.
            EquatableArray<LayerNames> names = convolution.Weights.Names
                .Zip(((BatchNorm)norm.Op).Names, (layer, its) => layer with { Norm = its.Norm })
                .ToEquatableArray();
            rewriter.Replace(node, node with { Op = convolution with { Weights = convolution.Weights with { Norm = true, Names = names } } });
            rewriter.Remove(norm, node.Output);
        }

        return rewriter.Finish();
    }
}
