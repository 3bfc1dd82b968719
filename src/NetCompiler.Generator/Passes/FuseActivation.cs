using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>An activation becomes the end of the epilogue of the convolution or sum that it alone reads.</summary>
internal static class FuseActivation
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        GraphRewriter rewriter = new(graph);
        foreach (int output in graph.Nodes.Where(node => node.Op is Activation).Select(node => node.Output))
        {
            GraphNode activation = rewriter.Writer(output)!;
            if (rewriter.Writer(activation.Inputs[0]) is GraphNode node
                && rewriter.HasSingleReader(node.Output)
                && Extended(node.Op, new Activate(((Activation)activation.Op).Kind)) is Op fused)
            {
                rewriter.Replace(node, node with { Op = fused });
                rewriter.Remove(activation, node.Output);
            }
        }

        return rewriter.Finish();
    }

    private static Op? Extended(Op op, EpilogueOp last) => op switch
    {
        Convolution convolution => convolution with { Epilogue = convolution.Epilogue.Append(last).ToEquatableArray() },
        Multiply multiply => multiply with { Epilogue = multiply.Epilogue.Append(last).ToEquatableArray() },
        Add add => add with { Epilogue = add.Epilogue.Append(last).ToEquatableArray() },
        _ => null,
    };
}
