using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Guidelines.CostedNetwork;

namespace NetCompiler.Generator.Guidelines;

/// <summary>
/// Guideline 1: equal widths. A 1×1 convolution of B multiply-adds over h·w positions has a memory access cost of h·w·(c1 + c2) + c1·c2, which is at
/// least 2·√(h·w·B) + B / (h·w), reached where c1 = c2.
/// </summary>
internal static class PointwiseWidths
{
    /// <summary>Widths are proposed in such steps: a vector of 8 numbers.</summary>
    private const int Step = 8;

    public static IEnumerable<Remark> Check(CostedNetwork network)
    {
        foreach (CostedNode node in network.Nodes)
        {
            // With a stride the input is larger than the formula has it, and over one position weights are all that counts.
            if (node.Node.Op is not Convolution { Kind: ConvolutionKind.Dense, KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, Groups: 1 }
                || network.Output(node).Pixels == 1)
            {
                continue;
            }

            Shape input = network.Input(node);
            Shape output = network.Output(node);
            double least = Least(output.Pixels, node.Cost.MultiplyAdds);
            long width = Math.Max(Step, (long)Math.Floor((Math.Sqrt((double)input.Channels * output.Channels) / Step) + 0.5) * Step);
            long proposed = (2 * width * output.Pixels) + (width * width);
            if (node.Cost.MemoryAccess > GuidelineCheck.FarFromLeast * least && proposed < node.Cost.MemoryAccess)
            {
                yield return new Remark(RuleIds.UnequalWidths, node.Operation.NetworkRow, node.Cost.MemoryAccess - least, EquatableArray.Of(
                    node.Node.Name, Count(input.Channels), Count(output.Channels), output.ToString(), Count(node.Cost.MemoryAccess), Count(least),
                    Count(width), Count(proposed)));
            }
        }
    }

    /// <summary>The least memory access cost of a 1×1 convolution.</summary>
    /// <param name="pixels">Positions of its map.</param>
    /// <param name="multiplyAdds">B.</param>
    public static double Least(int pixels, long multiplyAdds) =>
        (2 * Math.Sqrt((double)pixels * multiplyAdds)) + ((double)multiplyAdds / pixels);
}
