using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Guidelines.CostedNetwork;

namespace NetCompiler.Generator.Guidelines;

/// <summary>
/// Guideline 4: little element-wise work. Activations, sums, products, biases and, as the paper counts, depthwise convolutions compute next to nothing and
/// move whole maps. Batch norms count only where they cannot fold into a convolution.
/// </summary>
internal static class ElementwiseShare
{
    /// <summary>
    /// The share of a unit's memory access that is still silent. ShuffleNet V2's own unit has about half, ResNet's bottleneck just below two thirds,
    /// MobileNetV2's bottleneck about three quarters.
    /// </summary>
    public const double MostShare = 2.0 / 3;

    public static IEnumerable<Remark> Check(CostedNetwork network)
    {
        foreach (Unit unit in network.Units)
        {
            List<(string Name, double Access)> work = [];
            double whole = 0;
            foreach (CostedNode node in unit.Nodes)
            {
                if (node.Node.Op is BatchNorm && network.Writer(node.Node.Inputs[0])?.Node.Op is Convolution)
                {
                    continue;
                }

                whole += node.Cost.MemoryAccess;
                if (IsElementwise(node.Node.Op))
                {
                    work.Add((node.Node.Name, node.Cost.MemoryAccess));
                }

                if (node.Cost.Biases > 0)
                {
                    // Read, added, written.
                    double bias = (2.0 * network.Output(node).Length) + node.Cost.Biases;
                    whole += bias;
                    work.Add((node.Node.Name + "'s bias", bias));
                }
            }

            double share = work.Sum(each => each.Access) / whole;
            if (share > MostShare)
            {
                (string name, double access) = work.OrderByDescending(each => each.Access).First();
                yield return new Remark(RuleIds.ElementwiseWork, unit.Row, work.Sum(each => each.Access), EquatableArray.Of(
                    unit.Name, Count(work.Sum(each => each.Access)), Count(whole), Percent(share), Percent(MostShare), name, Count(access)));
            }
        }
    }

    private static bool IsElementwise(Op op) =>
        op is Activation or Add or Multiply or BatchNorm or Convolution { Kind: ConvolutionKind.Depthwise };

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
