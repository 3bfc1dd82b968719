using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Guidelines.CostedNetwork;

namespace NetCompiler.Generator.Guidelines;

/// <summary>Guideline 3: few fragments. Many small operators, side by side or one after another, use a machine worse than one of the same multiply-adds.</summary>
internal static class Fragments
{
    /// <summary>Branches of a unit: a shortcut or a second path beside the main one. Table 3 of the paper: four take three times as long as one on a GPU.</summary>
    public const int MostBranches = 2;

    /// <summary>
    /// Convolutions and pools of a unit. The paper counts 2 or 3 in ResNet's units and 13 in NASNet-A's; a bottleneck with squeeze-and-excitation has 6,
    /// Xception's unit with its shortcut 8.
    /// </summary>
    public const int MostOperators = 8;

    public static IEnumerable<Remark> Check(CostedNetwork network)
    {
        foreach (Unit unit in network.Units)
        {
            int operators = unit.Nodes.Count(node => node.Node.Op is Convolution or AveragePool or AdaptiveAveragePool or MaxPool);
            int branches = unit.Nodes.Max(node => Branches(network, node));
            if (Report(unit.Name, unit.Row, unit.Nodes.Sum(node => node.Cost.MultiplyAdds), branches, operators) is Remark remark)
            {
                yield return remark;
            }
        }

        foreach (CostedNode join in network.Nodes.Where(node => node.Unit.Length == 0))
        {
            long multiplyAdds = join.Node.Op is Concat ? join.Node.Inputs.Distinct().Sum(input => WorkOf(network, input)) : 0;
            if (Report(join.Node.Name, join.Operation.NetworkRow, multiplyAdds, Branches(network, join), 0) is Remark remark)
            {
                yield return remark;
            }
        }
    }

    private static Remark? Report(string name, CellReference row, long multiplyAdds, int branches, int operators)
    {
        bool isWide = branches > MostBranches;
        if (!isWide && operators <= MostOperators)
        {
            return null;
        }

        int most = isWide ? MostBranches : MostOperators;
        string found = (isWide ? $"{Count(branches)} branches side by side" : "")
            + (isWide && operators > 0 ? ", " : "") + (operators > 0 ? $"{Count(operators)} convolutions and pools" : "");
        return new Remark(RuleIds.Fragmented, row, multiplyAdds, EquatableArray.Of(
            name, found, Count(multiplyAdds), Count(MostBranches), Count(MostOperators),
            Count(most) + (isWide ? " branches" : " operators"), Count((double)multiplyAdds / most)));
    }

    // What only passes through (a slice, what enters the unit) is no branch: nothing is computed there. Branches are joined by a concatenation, or by
    // sums of sums that nothing else reads.
    private static int Branches(CostedNetwork network, CostedNode node) => node.Node.Op is not (Concat or Add)
        ? 0
        : node.Node.Inputs.Distinct().Sum(input =>
            network.Writer(input) is not { Node.Op: not Slice } writer || writer.Unit != node.Unit ? 0
            : node.Node.Op is Add && writer.Node.Op is Add && network.Nodes.Count(reader => reader.Node.Inputs.Contains(input)) == 1 ? Branches(network, writer)
            : 1);

    // Of a branch outside of blocks its last operation alone is known.
    private static long WorkOf(CostedNetwork network, int value)
    {
        CostedNode? node = network.Writer(value);
        while (node?.Node.Op is Activation or BatchNorm)
        {
            node = network.Writer(node.Node.Inputs[0]);
        }

        return node?.Cost.MultiplyAdds ?? 0;
    }
}
