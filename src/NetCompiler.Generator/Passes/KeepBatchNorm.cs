using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A batch norm that no convolution can take, because its value has other readers or is a concatenation, becomes a depthwise 1×1 convolution: scale and
/// shift are known when weights are loaded.
/// </summary>
internal static class KeepBatchNorm
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is BatchNorm norm)
            {
                WeightSource weights = new(
                    WeightShape.Norm, false, true, norm.Names.Select(names => new LayerNames(names.Norm!, null)).ToEquatableArray());
                rewriter.Replace(node, node with
                {
                    Op = new Convolution(ConvolutionKind.Depthwise, 1, 1, 1, 1, 1, 1, new EdgePadding(0, 0, 0, 0), weights, default),
                });
            }
        }

        return rewriter.Finish();
    }
}
