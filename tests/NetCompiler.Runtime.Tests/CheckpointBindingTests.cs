using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Which checkpoints belong to a network, and what the message says of those that do not.</summary>
public class CheckpointBindingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheDialectIsRecognisedByNames(int dialect)
    {
        NetworkDescription network = SmallNetwork.Describe(dialect == 2 ? "Keras" : "Torchvision");
        byte[] file = SmallNetwork.Checkpoint(dialect).Build();
        float[] recognised = new float[network.WeightFloats];
        float[] asked = new float[network.WeightFloats];
        NetworkSession.PackInto(network, file, recognised, null);
        NetworkSession.PackInto(network, file, asked, new WeightOptions { Dialect = (WeightDialect)dialect });
        Assert.Equal(asked, recognised);
    }

    [Fact]
    public void MissingUnexpectedAndDifferentTensorsAreToldTogether()
    {
        SafetensorsBuilder file = SmallNetwork.Checkpoint(1)
            .Remove("blocks.0.bn1.running_mean")
            .Remove("classifier.weight")
            .Reshape("conv_stem.weight", 19, 3, 2, 3)
            .Reshape("blocks.0.bn2.bias", 1, 70)
            .Add("head.extra", [2], 1, 2)
            .Add("aux.bias", "U8", [1], [1]);
        WeightMismatchException e = Refuse(file.Build());
        Assert.Equal(["blocks.0.bn1.running_mean", "classifier.weight"], e.Missing);
        Assert.Equal(["aux.bias", "head.extra"], e.Unexpected);
        Assert.Equal(["conv_stem.weight", "blocks.0.bn2.bias"], e.Different);
        Assert.Equal(
            """
            The weight file in memory does not fit the network SmallNet, by the names of timm:
            2 missing:
              blocks.0.bn1.running_mean
              classifier.weight
            2 unexpected:
              aux.bias
              head.extra
            2 different:
              conv_stem.weight: found F32 [19, 3, 2, 3], expected F32, F16 or BF16 [19, 3, 3, 2]
              blocks.0.bn2.bias: found F32 [1, 70], expected F32, F16 or BF16 [70]
            """,
            e.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void LongListsAreCutInTheMessageAlone()
    {
        SafetensorsBuilder file = SmallNetwork.Checkpoint(0);
        for (int i = 0; i < 33; i++)
        {
            file.Add($"extra.{i:00}", [1], 1);
        }

        WeightMismatchException e = Refuse(file.Build());
        Assert.Equal(33, e.Unexpected.Count);
        Assert.Contains("33 unexpected:", e.Message, StringComparison.Ordinal);
        Assert.Contains("extra.19", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("extra.20", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 13 more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointOfAnotherNetworkIsToldAsSuch()
    {
        WeightMismatchException e = Refuse(new SafetensorsBuilder().Add("encoder.weight", [1], 1).Build());
        Assert.Contains("no tensor named as in any of torchvision, timm, keras", e.Message, StringComparison.Ordinal);
        Assert.Contains("features.0.weight", e.Message, StringComparison.Ordinal);
        Assert.Equal(["encoder.weight"], e.Unexpected);
    }

    [Theory]
    [InlineData("U8")]
    [InlineData("I64")]
    public void WeightsThatAreNoFloatsAreToldWithTheirType(string type)
    {
        SafetensorsBuilder file = SmallNetwork.Checkpoint(0).Remove("classifier.1.bias").Add("classifier.1.bias", type, [5], new float[5]);
        WeightMismatchException e = Refuse(file.Build());
        Assert.Equal(["classifier.1.bias"], e.Different);
        Assert.Contains($"classifier.1.bias: found {type} [5], expected F32, F16 or BF16 [5]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANormThatIsThereInPartIsMissingTheRest()
    {
        WeightMismatchException e = Refuse(SmallNetwork.Checkpoint(0).Remove("features.1.running_var").Add("features.0.bias", [19], new float[19]).Build());
        Assert.Equal(["features.1.running_var"], e.Missing);
    }

    [Fact]
    public void ALayerWithNeitherNormNorBiasIsMissingItsNorm()
    {
        SafetensorsBuilder file = SmallNetwork.Checkpoint(0);
        string[] norm = ["features.1.weight", "features.1.bias", "features.1.running_mean", "features.1.running_var"];
        foreach (string name in norm)
        {
            file.Remove(name);
        }

        Assert.Equal(norm, Refuse(file.Build()).Missing);
    }

    [Fact]
    public void KerasMissesGammaWhereOnlyOneNormLacksIt()
    {
        WeightMismatchException e = Refuse(SmallNetwork.Checkpoint(2).Remove("dw_BN/gamma").Build());
        Assert.Equal(["dw_BN/gamma"], e.Missing);
    }

    [Fact]
    public void ABiasOfALayerThatHasNoneIsUnexpected()
    {
        WeightLayer plain = new("Plain", WeightLayerKind.Convolution, 1, 1, 1, 1, 0, false, false, "plain");
        NetworkDescription network = new(
            "PlainNet", 1, 1, 1, 1, 32, 16, 0, SmallNetwork.Fingerprint, null,
            new Preprocessing(1, 1, 1, 1, Interpolation.Box, [0], [1], ChannelOrder.Rgb), [new DialectDescription("torchvision", 1e-5, null)], [plain]);
        byte[] file = new SafetensorsBuilder().Add("plain.weight", [1, 1, 1, 1], 2).Add("plain.bias", [1], 3).Build();
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => NetworkSession.PackInto(network, file, new float[32], null));
        Assert.Equal(["plain.bias"], e.Unexpected);
    }

    [Fact]
    public void AnotherFormIsRefusedUnlessAccepted()
    {
        byte[] file = SmallNetwork.Checkpoint(2).Build();
        WeightMismatchException e = Refuse(file);
        Assert.Contains("the form Keras", e.Message, StringComparison.Ordinal);
        Assert.Contains("compiled in the form Torchvision", e.Message, StringComparison.Ordinal);
        Assert.Contains("AcceptForm = true", e.Message, StringComparison.Ordinal);
        Assert.Empty(e.Missing);

        float[] accepted = new float[SmallNetwork.Description.WeightFloats];
        float[] keras = new float[SmallNetwork.Description.WeightFloats];
        NetworkSession.PackInto(SmallNetwork.Description, file, accepted, new WeightOptions { AcceptForm = true });
        NetworkSession.PackInto(SmallNetwork.Describe("Keras"), file, keras, null);
        Assert.Equal(keras, accepted);
        NetworkSession.PackInto(SmallNetwork.Describe(null), file, keras, null);
        Assert.Equal(keras, accepted);
    }

    [Fact]
    public void ADialectThatTheNetworkLacksIsABadArgument()
    {
        NetworkDescription all = SmallNetwork.Description;
        WeightLayer layer = new("Plain", WeightLayerKind.Convolution, 1, 1, 1, 1, 0, true, false, "plain");
        NetworkDescription network = new(
            "PlainNet", 1, 1, 1, 1, 32, 16, 0, SmallNetwork.Fingerprint, null,
            new Preprocessing(1, 1, 1, 1, Interpolation.Box, [0], [1], ChannelOrder.Rgb), [new DialectDescription("timm", 1e-5, null)], [layer]);
        ArgumentException e = Assert.Throws<ArgumentException>(() => NetworkSession.PackInto(
            network, SmallNetwork.Checkpoint(0).Build(), new float[32], new WeightOptions { Dialect = WeightDialect.Keras }));
        Assert.Contains("no names of the dialect Keras; it has timm", e.Message, StringComparison.Ordinal);
        WeightMismatchException asked = Assert.Throws<WeightMismatchException>(() => NetworkSession.PackInto(
            all, SmallNetwork.Checkpoint(0).Build(), new float[all.WeightFloats], new WeightOptions { Dialect = WeightDialect.Timm }));
        Assert.Contains("by the names of timm", asked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADescriptionThatContradictsItselfIsRefused()
    {
        Preprocessing preprocessing = SmallNetwork.Description.Preprocessing;
        DialectDescription[] dialects = [new DialectDescription("timm", 1e-5, null)];
        WeightLayer outside = new("Plain", WeightLayerKind.Convolution, 1, 1, 1, 17, 0, true, false, "plain");
        Assert.Throws<ArgumentException>(() => Describe(weightFloats: 40, workspaceFloats: 64, pixelInput: 0, []));
        Assert.Throws<ArgumentException>(() => Describe(weightFloats: 48, workspaceFloats: 48, pixelInput: 0, []));
        Assert.Throws<ArgumentException>(() => Describe(weightFloats: 48, workspaceFloats: 64, pixelInput: 16, []));
        Assert.Throws<ArgumentException>(() => Describe(weightFloats: 48, workspaceFloats: 64, pixelInput: 0, [outside]));
        Assert.Throws<ArgumentException>(() => Describe(weightFloats: 64, workspaceFloats: 64, pixelInput: 0, [outside with { Names = [] }]));
        Assert.Equal(60, Describe(weightFloats: 64, workspaceFloats: 64, pixelInput: 0, [outside]).InputLength);

        NetworkDescription Describe(int weightFloats, int workspaceFloats, int pixelInput, WeightLayer[] layers) =>
            new("Net", 4, 5, 3, 5, weightFloats, workspaceFloats, pixelInput, SmallNetwork.Fingerprint, null, preprocessing, dialects, layers);
    }

    private static WeightMismatchException Refuse(byte[] file)
    {
        float[] block = [.. Enumerable.Repeat(5f, SmallNetwork.Description.WeightFloats)];
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => NetworkSession.PackInto(SmallNetwork.Description, file, block, null));
        Assert.All(block, value => Assert.Equal(5f, value));
        return e;
    }
}
