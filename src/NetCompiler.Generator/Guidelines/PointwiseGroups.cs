using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Guidelines.CostedNetwork;

namespace NetCompiler.Generator.Guidelines;

/// <summary>
/// Guideline 2: few groups. For the same multiply-adds and the same ratio of widths, a 1×1 convolution in g groups has maps √g times as wide as one without
/// groups, and as many weights.
/// </summary>
internal static class PointwiseGroups
{
    public static IEnumerable<Remark> Check(CostedNetwork network)
    {
        foreach (CostedNode node in network.Nodes)
        {
            if (node.Node.Op is not Convolution { Kind: ConvolutionKind.Dense, KernelHeight: 1, KernelWidth: 1, Groups: > 1 } convolution)
            {
                continue;
            }

            Shape input = network.Input(node);
            Shape output = network.Output(node);
            double ungrouped = Ungrouped(input, output, convolution.Groups);
            if (node.Cost.MemoryAccess > GuidelineCheck.FarFromLeast * ungrouped)
            {
                double root = Math.Sqrt(convolution.Groups);
                yield return new Remark(RuleIds.ManyGroups, node.Operation.NetworkRow, node.Cost.MemoryAccess - ungrouped, EquatableArray.Of(
                    node.Node.Name, Count(convolution.Groups), Count(input.Channels), Count(output.Channels), output.ToString(),
                    Count(node.Cost.MemoryAccess), Count(ungrouped), Count(input.Channels / root), Count(output.Channels / root)));
            }
        }
    }

    /// <summary>The memory access cost without groups, for as many multiply-adds.</summary>
    public static double Ungrouped(Shape input, Shape output, int groups) =>
        ((input.Length + (double)output.Length) / Math.Sqrt(groups)) + ((double)input.Channels * output.Channels / groups);
}
