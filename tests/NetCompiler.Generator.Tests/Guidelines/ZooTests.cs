using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Guidelines;

/// <summary>Which published networks keep the guidelines, and which of them the others break, at their defaults.</summary>
public sealed class ZooTests
{
    /// <summary>The network, and the guidelines that are told.</summary>
    [Theory]
    [InlineData("ShuffleNetV2")]
    [InlineData("ShuffleNetV2Deep50")]
    [InlineData("ResNet18")]
    [InlineData("ResNet50")]
    [InlineData("VGG16")]
    [InlineData("MobileNetV1", RuleIds.ElementwiseWork)]
    [InlineData("MobileNetV2", RuleIds.UnequalWidths, RuleIds.ElementwiseWork)]
    [InlineData("ShuffleNetV1", RuleIds.ManyGroups)]
    [InlineData("SqueezeNet", RuleIds.UnequalWidths)]
    [InlineData("GoogLeNet", RuleIds.UnequalWidths, RuleIds.Fragmented)]
    [InlineData("InceptionV3", RuleIds.UnequalWidths, RuleIds.Fragmented)]
    [InlineData("MixNetS", RuleIds.UnequalWidths, RuleIds.ManyGroups, RuleIds.ElementwiseWork)]
    public void A_network_breaks_these_guidelines(string name, params string[] rules)
    {
        UnrolledNetwork network = ZooNetwork.Read(name);
        Assert.Equal(rules, GuidelineCheck.Check(network, ZooNetwork.Graph(network)).Select(remark => remark.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_inception_module_is_fragmented()
    {
        UnrolledNetwork network = ZooNetwork.Read("GoogLeNet");
        Assert.Equal(9, GuidelineCheck.Check(network, ZooNetwork.Graph(network)).Count(remark => remark.Rule == RuleIds.Fragmented));
    }
}
