using System.Globalization;
using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>One network that PyTorch ran by its paper, not by the zoo's table, with weights that follow a formula over names.</summary>
/// <param name="file">Of the output, in <c>Data/peer</c>.</param>
internal sealed class PeerNetwork(string file)
{
    /// <summary>What <c>make_goldens.py</c> lists.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "alexnet_two_towers",
        "autoencoder",
        "densenet121",
        "fbnet_c",
        "fbnet_c_mobile_vision",
        "googlenet_paper",
        "mixnet_l",
        "mixnet_m",
        "mixnet_s",
        "mixnet_s_same",
        "mnasnet_a1",
        "mnasnet_small",
        "mobilenet_v1_convolutions",
        "mobilenet_v1_mixed",
        "mobilenet_v1_mixed_dilated",
        "mobilenet_v1_mixed_exponential",
        "mobilenet_v3_large_0.75_same",
        "network_in_network",
        "proxyless_cpu",
        "proxyless_gpu",
        "proxyless_mobile",
        "proxyless_mobile_14",
        "resnet50_v1",
        "shufflenet_v1_g1",
        "shufflenet_v1_g2",
        "shufflenet_v1_g3",
        "shufflenet_v1_g3_megvii",
        "shufflenet_v1_g4",
        "shufflenet_v1_g8",
        "shufflenet_v1_g8_0.5_megvii",
        "shufflenet_v2_0.5_megvii",
        "shufflenet_v2_1.0_megvii",
        "shufflenet_v2_164",
        "shufflenet_v2_50",
        "shufflenet_v2_large",
        "shufflenet_v2_residual",
        "shufflenet_v2_se",
        "squeezenet_complex",
        "vgg16_bn",
        "xception",
        "xception_same",
    ];

    private readonly TensorFile _golden = TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "peer", file + ".safetensors"));

    /// <summary>All of them, for theories over their names.</summary>
    public static IEnumerable<object[]> Names => Files.Select(file => new object[] { file });

    /// <summary>What the peer gave.</summary>
    public double[] Output => [.. _golden["output"].Select(value => (double)value)];

    /// <summary>Trainable parameters of the peer.</summary>
    public string Parameters => _golden.Metadata["parameters"];

    /// <summary>Of the peer's batch norms.</summary>
    public double Epsilon => double.Parse(_golden.Metadata["epsilon"], CultureInfo.InvariantCulture);

    /// <summary>The zoo's network in the same form.</summary>
    public UnrolledNetwork Read() =>
        ZooNetwork.Read(_golden.Metadata["network"], _golden.Metadata["settings"].Split(';', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Which of its dialects has the names that the peer's weights follow.</summary>
    public int DialectIndex(UnrolledNetwork network)
    {
        int index = network.Dialects.Select(dialect => dialect.Name).ToList().IndexOf(_golden.Metadata["dialect"]);
        Assert.NotEqual(-1, index);
        return index;
    }
}
