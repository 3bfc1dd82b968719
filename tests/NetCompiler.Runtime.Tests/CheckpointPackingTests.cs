using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Folding and packing, against the layout's definition and batch norm's formula, one weight at a time.</summary>
public class CheckpointPackingTests
{
    private static readonly NetworkDescription Network = SmallNetwork.Description;

    [Theory]
    [InlineData(0, "F32", 1e-5)]
    [InlineData(1, "F32", 1e-5)]
    [InlineData(2, "F32", 1e-3)]
    [InlineData(0, "F16", 1e-5)]
    [InlineData(1, "BF16", 1e-5)]
    [InlineData(2, "F16", 1e-3)]
    public void EveryWeightLiesWhereTheLayoutPutsIt(int dialect, string type, double epsilon)
    {
        // Names, values and shapes are the F32 builder's; 1/64ths are exact in every type.
        SafetensorsBuilder values = SmallNetwork.Checkpoint(dialect);
        byte[] file = SmallNetwork.Checkpoint(dialect, type).Build();
        AssertPacked(Pack(file, new WeightOptions { AcceptForm = dialect == 2 }), values, dialect, epsilon);
    }

    [Fact]
    public void FloatsMayLieAtAnyAddress()
    {
        SafetensorsBuilder checkpoint = SmallNetwork.Checkpoint(0);
        float[] expected = Pack(checkpoint.Build());
        for (int padding = 0; padding < 8; padding++)
        {
            Assert.Equal(expected, Pack(checkpoint.Build(padding)));
        }
    }

    [Fact]
    public void LanesPastTheLastChannelAreZeroEvenInUsedMemory()
    {
        float[] block = new float[Network.WeightFloats];
        Array.Fill(block, 123f);
        NetworkSession.PackInto(Network, SmallNetwork.Checkpoint(0).Build(), block, null);
        HashSet<int> used = [];
        foreach (WeightLayer layer in SmallNetwork.Layers)
        {
            ForEachWeight(layer, (y, x, input, output) => used.Add(SmallNetwork.WeightIndex(layer, y, x, input, output)));
            used.UnionWith(Enumerable.Range(0, layer.OutputChannels).Select(output => SmallNetwork.BiasIndex(layer, output)));
        }

        Assert.True(used.Count < block.Length);
        Assert.All(Enumerable.Range(0, block.Length).Where(i => !used.Contains(i)), i => Assert.Equal(0, BitConverter.SingleToInt32Bits(block[i])));
    }

    [Fact]
    public void EpsilonCanBeGiven()
    {
        SafetensorsBuilder checkpoint = SmallNetwork.Checkpoint(0);
        AssertPacked(Pack(checkpoint.Build(), new WeightOptions { Epsilon = 0.125 }), checkpoint, 0, 0.125);
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void EpsilonMustBeANumberThatIsNotNegative(double epsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightOptions { Epsilon = epsilon });

    [Fact]
    public void FoldedFilesHaveBiasesInPlaceOfNorms()
    {
        SafetensorsBuilder file = new();
        foreach (WeightLayer layer in SmallNetwork.Layers)
        {
            string name = layer.Names[0].Split(' ')[0];
            long[] shape = SmallNetwork.Shape(layer, false);
            file.Add(name + ".weight", shape, SmallNetwork.Numbers(name, (int)shape.Aggregate(1L, (a, b) => a * b)));
            file.Add(name + ".bias", [layer.OutputChannels], SmallNetwork.Numbers(name + "b", layer.OutputChannels));
        }

        float[] block = Pack(file.Build());
        foreach (WeightLayer layer in SmallNetwork.Layers)
        {
            string name = layer.Names[0].Split(' ')[0];
            float[] weights = file.Values(name + ".weight");
            float[] biases = file.Values(name + ".bias");
            ForEachWeight(layer, (y, x, input, output) => Assert.Equal(
                weights[SourceIndex(layer, false, y, x, input, output)],
                block[SmallNetwork.WeightIndex(layer, y, x, input, output)]));
            Assert.All(Enumerable.Range(0, layer.OutputChannels), o => Assert.Equal(biases[o], block[SmallNetwork.BiasIndex(layer, o)]));
        }
    }

    [Fact]
    public void ABiasBeforeTheNormIsFoldedToo()
    {
        SafetensorsBuilder with = SmallNetwork.Checkpoint(0).Add("features.0.bias", [19], SmallNetwork.Numbers("bias", 19));
        AssertPacked(Pack(with.Build()), with, 0, 1e-5);
    }

    [Fact]
    public void MatricesStandForOneByOneKernelsAndKernelsForMatrices()
    {
        float[] expected = Pack(SmallNetwork.Checkpoint(0).Build());
        Assert.Equal(expected, Pack(SmallNetwork.Checkpoint(0).Reshape("features.4.weight", 70, 19).Build()));
        Assert.Equal(expected, Pack(SmallNetwork.Checkpoint(0).Reshape("classifier.1.weight", 5, 70, 2, 2).Build()));
        WeightOptions accept = new() { AcceptForm = true };
        float[] keras = Pack(SmallNetwork.Checkpoint(2).Build(), accept);
        Assert.Equal(keras, Pack(SmallNetwork.Checkpoint(2).Reshape("pw/kernel", 19, 70).Build(), accept));
        Assert.Equal(keras, Pack(SmallNetwork.Checkpoint(2).Reshape("preds/kernel", 2, 2, 70, 5).Build(), accept));
        Assert.Equal(keras, Pack(SmallNetwork.Checkpoint(2).Rename("dw/depthwise_kernel", "dw/kernel").Build(), accept));
    }

    [Fact]
    public void KerasMayLeaveGammaOutOfEveryNorm()
    {
        SafetensorsBuilder without = SmallNetwork.Checkpoint(2);
        SafetensorsBuilder ones = SmallNetwork.Checkpoint(2);
        foreach (string norm in new[] { "bn_Conv1", "dw_BN", "pw_BN" })
        {
            int channels = without.Values(norm + "/gamma").Length;
            without.Remove(norm + "/gamma");
            ones.Remove(norm + "/gamma").Add(norm + "/gamma", [channels], [.. Enumerable.Repeat(1f, channels)]);
        }

        WeightOptions accept = new() { AcceptForm = true };
        Assert.Equal(Pack(ones.Build(), accept), Pack(without.Build(), accept));
    }

    [Theory]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    [InlineData(-1e-5f)]
    public void AVarianceThatHasNoRootIsRefused(float variance)
    {
        float[] variances = [.. Enumerable.Repeat(1f, 19)];
        variances[17] = variance;
        SafetensorsBuilder file = SmallNetwork.Checkpoint(0).Remove("features.3.running_var").Add("features.3.running_var", [19], variances);
        float[] block = [.. Enumerable.Repeat(5f, Network.WeightFloats)];
        WeightFormatException e = Assert.Throws<WeightFormatException>(
            () => NetworkSession.PackInto(Network, file.Build(), block, new WeightOptions { Epsilon = (double)1e-5f }));
        Assert.Contains("Block.Depthwise", e.Message, StringComparison.Ordinal);
        Assert.Contains("channel 17", e.Message, StringComparison.Ordinal);
        Assert.Contains("features.3.running_var", e.Message, StringComparison.Ordinal);
        Assert.All(block, value => Assert.Equal(5f, value));
    }

    [Fact]
    public void TheBlockMustBeLongEnoughAndApart()
    {
        byte[] file = SmallNetwork.Checkpoint(0).Build();
        ArgumentException e = Assert.Throws<ArgumentException>(() => NetworkSession.PackInto(Network, file, new float[Network.WeightFloats - 1], null));
        Assert.Contains(Network.WeightFloats.ToString(), e.Message, StringComparison.Ordinal);
        float[] both = new float[Network.WeightFloats + file.Length];
        Assert.Throws<ArgumentException>(() => NetworkSession.PackInto(
            Network, System.Runtime.InteropServices.MemoryMarshal.AsBytes(both.AsSpan())[..file.Length], both, null));

        float[] longer = [.. Enumerable.Repeat(9f, Network.WeightFloats + 3)];
        NetworkSession.PackInto(Network, file, longer, null);
        Assert.Equal([9f, 9f, 9f], longer[^3..]);
    }

    private static float[] Pack(byte[] file, WeightOptions? options = null)
    {
        float[] block = new float[Network.WeightFloats];
        NetworkSession.PackInto(Network, file, block, options);
        return block;
    }

    private static void AssertPacked(float[] block, SafetensorsBuilder file, int dialect, double epsilon)
    {
        bool keras = dialect == 2;
        string[] suffixes = keras ? ["/gamma", "/beta", "/moving_mean", "/moving_variance"] : [".weight", ".bias", ".running_mean", ".running_var"];
        foreach (WeightLayer layer in SmallNetwork.Layers)
        {
            string[] names = layer.Names[dialect].Split(' ');
            float[] weights = file.Values(file.Names.Single(n => n == names[0] + ".weight" || n == names[0] + "/kernel" || n == names[0] + "/depthwise_kernel"));
            string biasName = names[0] + (keras ? "/bias" : ".bias");
            float[] own = file.Names.Contains(biasName) ? file.Values(biasName) : new float[layer.OutputChannels];
            double[] factors = [.. Enumerable.Repeat(1.0, layer.OutputChannels)];
            for (int output = 0; output < layer.OutputChannels; output++)
            {
                double bias = own[output];
                if (layer.HasNorm)
                {
                    double gamma = file.Values(names[1] + suffixes[0])[output];
                    double beta = file.Values(names[1] + suffixes[1])[output];
                    double mean = file.Values(names[1] + suffixes[2])[output];
                    double variance = file.Values(names[1] + suffixes[3])[output];
                    factors[output] = gamma / Math.Sqrt(variance + epsilon);
                    bias = beta + ((bias - mean) * factors[output]);
                }

                Assert.Equal((float)bias, block[SmallNetwork.BiasIndex(layer, output)]);
            }

            ForEachWeight(layer, (y, x, input, output) => Assert.Equal(
                (float)(weights[SourceIndex(layer, keras, y, x, input, output)] * factors[output]),
                block[SmallNetwork.WeightIndex(layer, y, x, input, output)]));
        }
    }

    private static int SourceIndex(WeightLayer layer, bool keras, int y, int x, int input, int output)
    {
        int inputs = layer.Kind == WeightLayerKind.Depthwise ? 1 : layer.InputChannels;
        return keras
            ? (((((y * layer.KernelWidth) + x) * inputs) + input) * layer.OutputChannels) + output
            : (((((output * inputs) + input) * layer.KernelHeight) + y) * layer.KernelWidth) + x;
    }

    private static void ForEachWeight(WeightLayer layer, Action<int, int, int, int> check)
    {
        int inputs = layer.Kind == WeightLayerKind.Depthwise ? 1 : layer.InputChannels;
        for (int output = 0; output < layer.OutputChannels; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int y = 0; y < layer.KernelHeight; y++)
                {
                    for (int x = 0; x < layer.KernelWidth; x++)
                    {
                        check(y, x, input, output);
                    }
                }
            }
        }
    }
}
