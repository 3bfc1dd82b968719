using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Groups, parts of mixed kernels and lone batch norms: found, folded and packed, the whole block against its definition.</summary>
public class BranchedPackingTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void EveryNumberLiesWhereTheLayoutPutsIt(bool keras, bool counted)
    {
        WeightLayer[] layers = BranchedNetwork.Layers(counted);
        float[] block = Pack(layers, BranchedNetwork.Checkpoint(layers, keras));
        Assert.Equal(BranchedNetwork.Pack(layers, keras ? 1e-3 : 1e-5), block);
        Assert.Contains(block, value => value != 0);
    }

    [Fact]
    public void WeightsOfOtherGroupsAreZero()
    {
        // One group's weights alone: whatever is not zero stands in its 6 lanes and, of the 16 rows of a tap, in its 4.
        WeightLayer grouped = BranchedNetwork.Layers(counted: false)[0];
        float[] weights = new float[36 * 4 * 6];
        Array.Fill(weights, 1, 2 * 6 * 24, 6 * 24);
        SafetensorsBuilder file = new SafetensorsBuilder().Add("grouped.weight", [36, 4, 3, 2], weights).Add("grouped.bias", [36], new float[36]);
        float[] block = Pack([grouped], file);
        int panelFloats = 16 * (1 + (6 * 16));
        List<(int Panel, int Row, int Lane)> found = [];
        for (int i = 0; i < block.Length; i++)
        {
            int row = (i % panelFloats / 16) - 1;
            if (block[i] != 0)
            {
                found.Add((i / panelFloats, row % 16, i % 16));
            }
        }

        // Group 2: outputs 12 to 17, inputs 8 to 11; panel 0's window begins at 0, panel 1's at 8.
        (int, int, int)[] expected =
        [
            .. from lane in new[] { 12, 13, 14, 15 } from row in new[] { 8, 9, 10, 11 } select (0, row, lane),
            .. from lane in new[] { 0, 1 } from row in new[] { 0, 1, 2, 3 } select (1, row, lane),
        ];
        Assert.Equal(expected.Order(), found.Distinct().Order());
        Assert.Equal(6 * expected.Length, found.Count);
    }

    [Fact]
    public void ALoneNormIsScaleAndShift()
    {
        WeightLayer norm = new("Alone", WeightLayerKind.Norm, 1, 1, 3, 3, 0, false, true, "alone", "alone");
        SafetensorsBuilder file = new SafetensorsBuilder()
            .Add("alone.weight", [3], 6, 2, -1)
            .Add("alone.bias", [3], 0, 1, 2)
            .Add("alone.running_mean", [3], 1, 0, 4)
            .Add("alone.running_var", [3], 4, 1, 0.25f);
        float[] block = Pack([norm], file, new WeightOptions { Epsilon = 0 });
        Assert.Equal([-3f, 1, 10], block[..3]);
        Assert.Equal([3f, 2, -2], block[16..19]);
    }

    [Theory]
    [InlineData("alone.running_mean")]
    [InlineData("alone.weight")]
    public void ALoneNormMayNotBeMissing(string tensor)
    {
        WeightLayer[] layers = BranchedNetwork.Layers();
        WeightMismatchException e = Refuse(layers, BranchedNetwork.Checkpoint(layers, false).Remove(tensor));
        Assert.Equal([tensor], e.Missing);
        Assert.Empty(e.Unexpected);
    }

    [Fact]
    public void AnInfiniteScaleOfALoneNormIsRefused()
    {
        WeightLayer norm = new("Alone", WeightLayerKind.Norm, 1, 1, 1, 1, 0, false, true, "alone", "alone");
        SafetensorsBuilder file = new SafetensorsBuilder()
            .Add("alone.weight", [1], 3e38f).Add("alone.bias", [1], 0).Add("alone.running_mean", [1], 0).Add("alone.running_var", [1], 0.01f);
        WeightFormatException e = Assert.Throws<WeightFormatException>(() => Pack([norm], file));
        Assert.Contains("layer Alone cannot be folded at channel 0", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANormThatPartsShareIsMissingOnce()
    {
        WeightLayer[] layers = BranchedNetwork.Layers();
        SafetensorsBuilder file = BranchedNetwork.Checkpoint(layers, false).Remove("mixed_bn.running_var").Reshape("mixed_bn.bias", 1, 40).Remove("mixed.1.weight");
        WeightMismatchException e = Refuse(layers, file);
        Assert.Equal(["mixed_bn.running_var", "mixed.1.weight"], e.Missing);
        Assert.Equal(["mixed_bn.bias"], e.Different);
        Assert.Contains("1 different:\n  mixed_bn.bias: found F32 [1, 40], expected F32, F16 or BF16 [40]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachMissingGroupIsTold()
    {
        WeightLayer[] layers = BranchedNetwork.Layers();
        SafetensorsBuilder file = BranchedNetwork.Checkpoint(layers, false)
            .Remove("grouped.4.weight").Remove("grouped.5.bias").Reshape("halves.1.weight", 4, 20, 1, 1).Add("halves.2.weight", [1], 1);
        WeightMismatchException e = Refuse(layers, file);
        Assert.Equal(["grouped.4.weight", "grouped.5.bias"], e.Missing);
        Assert.Equal(["halves.2.weight"], e.Unexpected);
        Assert.Equal(["halves.1.weight"], e.Different);
        Assert.Contains("expected F32, F16 or BF16 [20, 4, 1, 1] or [20, 4]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldedFilesHaveABiasForEachGroupAndPart()
    {
        // Factors of 1 and sums that are the biases: what a folded file says in fewer tensors.
        WeightLayer[] layers = BranchedNetwork.Layers();
        SafetensorsBuilder normed = BranchedNetwork.Checkpoint(layers, false);
        SafetensorsBuilder folded = BranchedNetwork.Checkpoint(layers, false);
        foreach (string norm in new[] { "halves_bn", "mixed_bn" })
        {
            foreach (string suffix in new[] { ".weight", ".bias", ".running_mean", ".running_var" })
            {
                folded.Remove(norm + suffix);
                normed.Remove(norm + suffix);
                float[] values = suffix is ".weight" or ".running_var" ? [.. Enumerable.Repeat(1f, 40)] : suffix == ".bias" ? SmallNetwork.Numbers(norm, 40) : new float[40];
                normed.Add(norm + suffix, [40], values);
            }
        }

        float[] halves = SmallNetwork.Numbers("halves_bn", 40);
        float[] mixed = SmallNetwork.Numbers("mixed_bn", 40);
        folded.Add("halves.0.bias", [20], halves[..20]).Add("halves.1.bias", [20], halves[20..]);
        folded.Add("mixed.0.bias", [21], mixed[..21]).Add("mixed.1.bias", [13], mixed[21..34]).Add("mixed.2.bias", [6], mixed[34..]);
        WeightOptions exact = new() { Epsilon = 0 };
        Assert.Equal(Pack(layers, normed, exact), Pack(layers, folded, exact));
    }

    [Fact]
    public void OneTensorWithoutGroupsCountsFromZero()
    {
        WeightLayer layer = new("One", WeightLayerKind.Depthwise, 1, 1, 2, 2, 0, false, false, "one.{group}", "one");
        float[] block = Pack([layer], new SafetensorsBuilder().Add("one.0.weight", [2, 1, 1, 1], 5, 6));
        Assert.Equal([5f, 6], block[16..18]);
    }

    private static float[] Pack(WeightLayer[] layers, SafetensorsBuilder file, WeightOptions? options = null)
    {
        NetworkDescription network = BranchedNetwork.Describe(layers);
        float[] block = [.. Enumerable.Repeat(123f, network.WeightFloats)];
        NetworkSession.PackInto(network, file.Build(), block, options);
        return block;
    }

    private static WeightMismatchException Refuse(WeightLayer[] layers, SafetensorsBuilder file) =>
        Assert.Throws<WeightMismatchException>(() => Pack(layers, file));
}
