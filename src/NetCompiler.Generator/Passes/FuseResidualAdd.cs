using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// An addition becomes part of the epilogue of the convolution that computes the later of its two values, where nothing else reads that
/// value; the earlier one is then already computed. One addition a convolution: its kernel reads one other map.
/// </summary>
internal static class FuseResidualAdd
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);
        foreach (int output in graph.Nodes.Where(node => node.Op is Add).Select(node => node.Output))
        {
            GraphNode add = rewriter.Writer(output)!;
            int first = rewriter.Position(rewriter.Writer(add.Inputs[0]));
            int second = rewriter.Position(rewriter.Writer(add.Inputs[1]));
            int later = first > second ? add.Inputs[0] : add.Inputs[1];
            int earlier = first > second ? add.Inputs[1] : add.Inputs[0];
            if (rewriter.Writer(later) is not { Op: Convolution convolution } node
                || convolution.Epilogue.Any(op => op is AddResidual)
                || !rewriter.HasSingleReader(later))
            {
                continue;
            }

            EquatableArray<EpilogueOp> epilogue = convolution.Epilogue
                .Append(new AddResidual(node.Inputs.Count))
                .Concat(((Add)add.Op).Epilogue)
                .ToEquatableArray();
            rewriter.Replace(node, node with
            {
                Op = convolution with { Epilogue = epilogue },
                Inputs = node.Inputs.Append(earlier).ToEquatableArray(),
            });
            rewriter.Remove(add, later);
        }

        return rewriter.Finish();
    }
}
