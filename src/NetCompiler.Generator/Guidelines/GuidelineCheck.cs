using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Guidelines;

/// <summary>
/// The four guidelines of ShuffleNet V2 (Ma, Zhang, Zheng, Sun: arXiv:1807.11164, section 2) as remarks on a network. Costs are the paper's: of the graph
/// before any pass, each map and weight counted once for each operator that reads or writes it. A remark stands at the row of the network's table,
/// where widths and groups are chosen; of several in one row the one with most to gain is told.
/// </summary>
internal static class GuidelineCheck
{
    /// <summary>
    /// How many times the least memory access is far from it. Table 1 of the paper: widths of 1:2 cost 6 % more access and an eighth of the speed,
    /// widths of 1:6 cost 42 % and two fifths. A quarter is what 1:4 costs on a large map.
    /// </summary>
    public const double FarFromLeast = 1.25;

    /// <summary>The remarks, in the order of rows.</summary>
    /// <param name="network">The operations.</param>
    /// <param name="graph">Their graph, before any pass.</param>
    public static EquatableArray<Problem> Check(UnrolledNetwork network, NetworkGraph graph)
    {
        CostedNetwork costed = new(network, graph);
        List<Remark> remarks = [.. PointwiseWidths.Check(costed), .. PointwiseGroups.Check(costed), .. Fragments.Check(costed), .. ElementwiseShare.Check(costed)];
        Dictionary<CellReference, int> places = [];
        foreach (PrimitiveOperation operation in network.Operations.Where(operation => !places.ContainsKey(operation.NetworkRow)))
        {
            places.Add(operation.NetworkRow, places.Count);
        }

        return remarks
            .GroupBy(remark => (remark.Row, remark.Rule))
            .Select(row => row.OrderByDescending(remark => remark.Gain).First())
            .OrderBy(remark => places[remark.Row])
            .ThenBy(remark => remark.Rule, System.StringComparer.Ordinal)
            .Select(remark => new Problem(remark.Rule, remark.Row, null, remark.Arguments))
            .ToEquatableArray();
    }
}

/// <summary>What there is to say about an operation or a unit.</summary>
/// <param name="Rule">The guideline.</param>
/// <param name="Row">The network's row that it comes from.</param>
/// <param name="Gain">By which remarks of one row and rule are compared.</param>
/// <param name="Arguments">Of the rule's message.</param>
internal sealed record Remark(string Rule, CellReference Row, double Gain, EquatableArray<string> Arguments);
