using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Guidelines;

/// <summary>Which units of published networks the guidelines speak of, and in what words.</summary>
public sealed class UnitTests
{
    [Fact]
    public void A_bottleneck_of_MobileNetV2_has_unequal_widths_and_much_element_wise_work()
    {
        UnitSketch sketch = new(56, 24);
        int wide = sketch.Conv("Block1.Expand", UnitSketch.Input, 144, relu: true);
        int deep = sketch.Depthwise("Block1.Depthwise", wide, relu: true);
        int thin = sketch.Conv("Block1.Project", deep, 24);
        sketch.Sum("Block1.Add", UnitSketch.Input, thin);

        // 56·56 = 3136 positions: 3136·(24 + 144) + 24·144 = 530,304, the least is 2·3136·√3456 + 3456 = 372,173; √3456 = 58.788, rounded to 56: 2·56·3136 + 56² = 354,368.
        // Element-wise: activations 4·144·3136, depthwise 2·144·3136 + 9·144, sum 3·24·3136; the rest: two convolutions of 530,304.
        Assert.Equal(
            [
                "1: NETC5001: 'Block1.Expand', a 1×1 convolution from 24 to 144 channels that gives 56×56×144, accesses 530,304 elements where 372,173 are the least "
                + "for its multiply-adds: expected widths nearer to each other, such as 56 on both sides (354,368 elements)",
                "1: NETC5004: Element-wise operators make 2,936,592 of the 3,997,200 memory accesses of 'Block1', 73.5 %: expected at most 66.7 %; "
                + "the costliest is 'Block1.Depthwise' with 904,464, to be left out or made narrower",
            ],
            sketch.Texts());
    }

    [Fact]
    public void Without_activations_and_shortcut_less_is_element_wise()
    {
        UnitSketch sketch = new(56, 24);
        int wide = sketch.Conv("Block1.Expand", UnitSketch.Input, 144);
        int deep = sketch.Depthwise("Block1.Depthwise", wide);
        sketch.Conv("Block1.Project", deep, 24);
        Assert.DoesNotContain(sketch.Remarks(), remark => remark.Rule == RuleIds.ElementwiseWork);
    }

    [Fact]
    public void A_layer_s_own_bias_is_element_wise_and_a_norm_that_folds_is_not()
    {
        static UnitSketch Chain(bool norm, bool bias)
        {
            UnitSketch sketch = new(8, 16);
            int first = sketch.Conv("Block1.First", UnitSketch.Input, 16, norm: norm, bias: bias, relu: true);
            sketch.Conv("Block1.Second", first, 16, norm: norm, bias: bias, relu: true);
            return sketch;
        }

        // Convolution 2·1024 + 256, activation 2·1024, bias 2·1024 + 16: 64 % with biases.
        Assert.Empty(Chain(norm: true, bias: false).Remarks());
        Assert.Empty(Chain(norm: false, bias: true).Remarks());

        UnitSketch more = Chain(norm: false, bias: true);
        more.Sum("Block1.Add", 0, 1, relu: true);
        Assert.Equal(
            ["1: NETC5004: Element-wise operators make 13,344 of the 17,952 memory accesses of 'Block1', 74.3 %: expected at most 66.7 %; the costliest is 'Block1.Add' with 3,072, to be left out or made narrower"],
            more.Texts());
    }

    [Fact]
    public void Units_of_ShuffleNetV2_are_silent()
    {
        UnitSketch sketch = new(56, 24);
        int left = sketch.Conv("Block1.LeftPointwise", sketch.Depthwise("Block1.LeftDepthwise", UnitSketch.Input, 2), 58, relu: true);
        int right = sketch.Conv("Block1.First", UnitSketch.Input, 58, relu: true);
        right = sketch.Conv("Block1.Second", sketch.Depthwise("Block1.Depthwise", right, 2), 58, relu: true);
        int unit = sketch.Shuffle("Block1.Shuffle", sketch.Concat("Block1.Concat", left, right), 2);
        sketch.Row = 2;
        int kept = sketch.Slice("Block2.Kept", unit, 0, 58);
        int worked = sketch.Conv("Block2.First", sketch.Slice("Block2.Worked", unit, 58, 58), 58, relu: true);
        worked = sketch.Conv("Block2.Second", sketch.Depthwise("Block2.Depthwise", worked), 58, relu: true);
        sketch.Shuffle("Block2.Shuffle", sketch.Concat("Block2.Concat", kept, worked), 2);

        Assert.Empty(sketch.Remarks());
    }

    [Fact]
    public void The_unit_of_ShuffleNetV1_has_groups()
    {
        UnitSketch sketch = new(28, 240);
        int narrow = sketch.Shuffle("Block1.Shuffle", sketch.Conv("Block1.First", UnitSketch.Input, 60, groups: 3, relu: true), 3);
        int wide = sketch.Conv("Block1.Second", sketch.Depthwise("Block1.Depthwise", narrow), 240, groups: 3);
        sketch.Sum("Block1.Add", UnitSketch.Input, wide, relu: true);

        // Both convolutions cost the same: 784·300 + 4800 = 240,000; without groups 784·300/√3 + 4800 = 140,592.8. One remark for the row.
        Assert.Equal(
            ["1: NETC5002: 'Block1.First', a 1×1 convolution in 3 groups from 240 to 60 channels that gives 28×28×60, accesses 240,000 elements where one without groups "
            + "accesses 140,593 for its multiply-adds: expected fewer groups, such as none from 139 to 35 channels"],
            sketch.Texts().Where(text => !text.Contains("NETC5004", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_module_of_GoogLeNet_is_fragmented()
    {
        UnitSketch sketch = new(28, 192);
        int one = sketch.Conv("Inception3a.One", UnitSketch.Input, 64, relu: true, bias: true, norm: false);
        int three = sketch.Conv("Inception3a.Three", sketch.Conv("Inception3a.ThreeReduce", UnitSketch.Input, 96, relu: true), 128, 3, relu: true);
        int five = sketch.Conv("Inception3a.Five", sketch.Conv("Inception3a.FiveReduce", UnitSketch.Input, 16, relu: true), 32, 5, relu: true);
        int pool = sketch.Conv("Inception3a.PoolProject", sketch.MaxPool("Inception3a.Pool", UnitSketch.Input), 32, relu: true);
        sketch.Concat("Inception3a.Concat", one, three, five, pool);

        long multiplyAdds = 784L * ((192 * 64) + (192 * 96) + (96 * 128 * 9) + (192 * 16) + (16 * 32 * 25) + (192 * 32));
        Assert.Contains(
            $"1: NETC5003: 'Inception3a' has 4 branches side by side, 7 convolutions and pools, of {multiplyAdds:N0} multiply-adds in all: "
            + $"expected at most 2 branches and 8 operators, such as 2 branches of {multiplyAdds / 2:N0} multiply-adds each",
            sketch.Texts());
    }

    // Table 3 and figure 1 of the appendix: one, two and four fragments, in series and side by side and then added up, at equal multiply-adds; the more there
    // are, the slower a GPU is, and four side by side are the slowest.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    public void Fragments_that_are_added_up_are_counted(int fragments, bool isTold)
    {
        UnitSketch sketch = new(56, 128);
        int entered = sketch.Conv("Block1.Enter", UnitSketch.Input, 128);
        int[] branches = [.. Enumerable.Range(0, fragments).Select(index => sketch.Conv($"Block1.Fragment{index + 1}", entered, 128 / fragments))];
        int widened = sketch.Conv("Block1.Widened1", branches[0], 128);
        for (int index = 1; index < fragments; index++)
        {
            widened = sketch.Sum($"Block1.Sum{index}", widened, sketch.Conv($"Block1.Widened{index + 1}", branches[index], 128));
        }

        Assert.Equal(isTold, sketch.Remarks().Any(remark => remark.Rule == RuleIds.Fragmented));
        Assert.Equal(
            isTold ? 1 : 0,
            sketch.Texts().Count(text => text.Contains("'Block1' has 4 branches side by side", StringComparison.Ordinal)));
    }

    [Fact]
    public void Branches_that_end_in_a_row_of_the_network_are_seen_too()
    {
        UnitSketch sketch = new(8, 32);
        int[] branches = [.. Enumerable.Range(0, 3).Select(index => sketch.Conv($"Branch{index + 1}", UnitSketch.Input, 32, relu: true))];
        sketch.Row = 2;
        sketch.Concat("Concat", branches);
        Assert.Equal(
            ["2: NETC5003: 'Concat' has 3 branches side by side, of 196,608 multiply-adds in all: expected at most 2 branches and 8 operators, such as 2 branches of 98,304 multiply-adds each"],
            sketch.Texts());
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void Many_operators_one_after_another_are_fragments(int operators, bool isTold)
    {
        UnitSketch sketch = new(8, 32);
        int last = UnitSketch.Input;
        for (int index = 0; index < operators; index++)
        {
            last = sketch.Conv($"Block1.Step{index + 1}", last, 32);
        }

        Assert.Equal(
            isTold
                ? ["1: NETC5003: 'Block1' has 9 convolutions and pools, of 589,824 multiply-adds in all: expected at most 2 branches and 8 operators, such as 8 operators of 73,728 multiply-adds each"]
                : [],
            sketch.Texts());
    }

    [Fact]
    public void Blocks_inside_a_unit_belong_to_it_and_blocks_that_string_units_together_are_none()
    {
        UnitSketch sketch = new(8, 32);
        int last = UnitSketch.Input;
        for (int unit = 1; unit <= 4; unit++)
        {
            last = sketch.Conv($"Stage1.Unit{unit}.First", last, 32);
            last = sketch.Conv($"Stage1.Unit{unit}.Squeeze.Reduce", last, 32);
            last = sketch.Conv($"Stage1.Unit{unit}.Squeeze.Expand", last, 32);
        }

        // Three each: were the stage the unit, it had twelve.
        Assert.Empty(sketch.Remarks());
    }

    [Fact]
    public void Repeats_of_a_row_are_told_once()
    {
        UnitSketch sketch = new(28, 32);
        int last = UnitSketch.Input;
        for (int repeat = 1; repeat <= 3; repeat++)
        {
            last = sketch.Conv($"Block{repeat}.Expand", last, repeat == 2 ? 384 : 192);
            last = sketch.Conv($"Block{repeat}.Project", last, 32);
        }

        string text = Assert.Single(sketch.Texts());
        Assert.StartsWith("1: NETC5001: 'Block2.Expand', a 1×1 convolution from 32 to 384 channels", text);
    }

    [Fact]
    public void MobileNetV2_speaks_at_the_rows_of_its_wide_maps()
    {
        UnrolledNetwork network = ZooNetwork.Read("MobileNetV2");
        Problem[] remarks = [.. GuidelineCheck.Check(network, ZooNetwork.Graph(network))];

        // Rows 3 to 7 widen maps of 112² to 14² six times; at 7² weights outweigh maps, and row 2 (t = 1) narrows 32 to 16 only.
        Assert.Equal([3, 4, 5, 6, 7], remarks.Where(remark => remark.Rule == RuleIds.UnequalWidths).Select(remark => remark.Cell!.Row));
        Assert.DoesNotContain(remarks, remark => remark.Rule is RuleIds.ManyGroups or RuleIds.Fragmented);
        Assert.Contains(remarks, remark => remark.Rule == RuleIds.ElementwiseWork);
    }

    [Fact]
    public void MobileNetV1_has_equal_widths()
    {
        UnrolledNetwork network = ZooNetwork.Read("MobileNetV1");
        Assert.DoesNotContain(GuidelineCheck.Check(network, ZooNetwork.Graph(network)), remark => remark.Rule != RuleIds.ElementwiseWork);
    }
}
