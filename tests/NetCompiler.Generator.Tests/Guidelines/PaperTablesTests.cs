using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Guidelines;

namespace NetCompiler.Generator.Tests.Guidelines;

/// <summary>
/// The measurements of ShuffleNet V2 (arXiv:1807.11164, tables 1 and 2): where the paper's machines become slower at equal multiply-adds, the memory access
/// cost that is computed here rises, and the guidelines speak of the slow ones.
/// </summary>
public sealed class PaperTablesTests
{
    /// <summary>Table 1 at 56×56: widths, and batches or pictures a second.</summary>
    public static TheoryData<(int In, int Out)[], double[]> Widths => new()
    {
        { [(128, 128), (90, 180), (52, 312), (36, 432)], [1480, 1296, 876, 748] },
        { [(32, 32), (22, 44), (13, 78), (9, 108)], [76.2, 72.9, 69.1, 57.6] },
    };

    [Theory]
    [MemberData(nameof(Widths))]
    public void Unequal_widths_access_more_memory_and_are_slower((int In, int Out)[] pairs, double[] speeds)
    {
        NodeCost[] costs = [.. pairs.Select(pair => CostOf(Pointwise(56, pair.In, pair.Out)))];

        Assert.All(costs, cost => Assert.InRange((double)cost.MultiplyAdds / costs[0].MultiplyAdds, 0.94, 1));
        Assert.Equal(speeds.OrderDescending(), speeds);
        Assert.Equal(costs.OrderBy(cost => cost.MemoryAccess), costs);
        for (int index = 0; index < pairs.Length; index++)
        {
            (int width, int outputs) = pairs[index];
            Assert.Equal((56L * 56 * (width + outputs)) + (width * outputs), costs[index].MemoryAccess);
            double least = PointwiseWidths.Least(56 * 56, costs[index].MultiplyAdds);
            Assert.InRange(least, 0, costs[index].MemoryAccess * 1.0000001);
            Assert.Equal(width == outputs, costs[index].MemoryAccess - least < 1);
        }
    }

    [Theory]
    [InlineData(128, 128, false)]
    [InlineData(90, 180, false)]
    [InlineData(52, 312, true)]
    [InlineData(36, 432, true)]
    [InlineData(312, 52, true)]
    public void A_ratio_of_widths_that_costs_two_fifths_of_the_speed_is_told(int inputs, int outputs, bool isTold) =>
        Assert.Equal(isTold ? ["NETC5001"] : [], Pointwise(56, inputs, outputs).Remarks().Select(remark => remark.Rule));

    /// <summary>Table 2 at 56×56: channels at 1, 2, 4 and 8 groups, and batches or pictures a second.</summary>
    public static TheoryData<int[], double[]> Groups => new()
    {
        { [128, 180, 256, 360], [2451, 1725, 1026, 634] },
        { [64, 90, 128, 180], [40.0, 35.0, 32.9, 27.8] },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public void Groups_access_more_memory_and_are_slower(int[] channels, double[] speeds)
    {
        // The paper's odd 90 is not divisible by 4 and 8, its even rows are: each width with its own number of groups.
        int[] groups = [1, 2, 4, 8];
        NodeCost[] costs = [.. channels.Zip(groups).Select(pair => CostOf(Grouped(pair.First - (pair.First % pair.Second), pair.Second)))];

        Assert.All(costs, cost => Assert.InRange((double)cost.MultiplyAdds / costs[0].MultiplyAdds, 0.93, 1.01));
        Assert.Equal(speeds.OrderDescending(), speeds);
        Assert.Equal(costs.OrderBy(cost => cost.MemoryAccess), costs);
        for (int index = 1; index < groups.Length; index++)
        {
            // What the rule compares with is the first column: the same multiply-adds without groups.
            Shape map = new(56, 56, channels[index] - (channels[index] % groups[index]));
            Assert.InRange(PointwiseGroups.Ungrouped(map, map, groups[index]) / costs[0].MemoryAccess, 0.96, 1.01);
        }
    }

    [Theory]
    [InlineData(128, 1, false)]
    [InlineData(180, 2, true)]
    [InlineData(256, 4, true)]
    [InlineData(360, 8, true)]
    public void Groups_are_told(int channels, int groups, bool isTold) =>
        Assert.Equal(isTold ? ["NETC5002"] : [], Grouped(channels, groups).Remarks().Select(remark => remark.Rule));

    private static UnitSketch Pointwise(int size, int inputs, int outputs)
    {
        UnitSketch sketch = new(size, inputs);
        sketch.Conv("Convolution", UnitSketch.Input, outputs);
        return sketch;
    }

    private static UnitSketch Grouped(int channels, int groups)
    {
        UnitSketch sketch = new(56, channels);
        sketch.Conv("Convolution", UnitSketch.Input, channels, groups: groups);
        return sketch;
    }

    private static NodeCost CostOf(UnitSketch sketch) => NetworkCosts.Of(sketch.Graph()).Nodes[0];
}
