using NetCompiler.Benchmarks;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;

namespace NetCompiler.Generator.Tests.Benchmarks;

/// <summary>What the benchmarks' command line makes of its words.</summary>
public class BenchmarkOptionsTests
{
    [Fact]
    public void Networks_come_with_settings()
    {
        ZooSelection[] networks = [.. ZooSelection.Parse("MobileNetV2:Alpha=0.5, SqueezeNet")];
        Assert.Equal(["MobileNetV2:Alpha=0.5", "SqueezeNet"], networks.Select(network => network.ToString()));
        Assert.Throws<FormatException>(() => ZooSelection.Parse("MobileNetV9"));
        Assert.Throws<FormatException>(() => ZooSelection.Parse("MobileNetV2:Alpha"));
    }

    [Fact]
    public void A_preset_stands_for_all_networks_that_have_a_target()
    {
        IReadOnlyList<ZooSelection> networks = ZooSelection.Parse("targets");
        Assert.Equal(18, networks.Count);
        Assert.Equal(19, ZooSelection.Parse("targets,DenseNet121").Count);
        Assert.All(networks, network =>
        {
            Assert.NotNull(PeerTargets.Of(network.ToString()));

            // Its settings are such as its table knows.
            Assert.NotNull(ZooNetwork.Read(network.Table, network.Settings));
        });
        Assert.Null(PeerTargets.Of("DenseNet121"));
    }

    [Fact]
    public void Optimizations_are_left_out_by_name()
    {
        BuildChoices choices = BuildChoices.Parse("FetchAhead, channelviews", null);
        Assert.Equal(Optimizations.All & ~Optimizations.FetchAhead & ~Optimizations.ChannelViews, choices.Options.Enabled);
        Assert.Equal(Optimizations.All, BuildChoices.Parse(null, null).Options.Enabled);
        Assert.Throws<FormatException>(() => BuildChoices.Parse("Fusion", null));
        Assert.Throws<FormatException>(() => BuildChoices.Parse("8", null));
    }

    [Fact]
    public void A_vector_unit_is_chosen_by_name()
    {
        Assert.Equal(KnownIsas.Avx2, BuildChoices.Parse(null, "avx2").Isa);
        Assert.Null(BuildChoices.Parse(null, null).Isas);
        Assert.Throws<FormatException>(() => BuildChoices.Parse(null, "Avx3"));
    }
}
