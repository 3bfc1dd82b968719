using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Checkpoints with another classifier or none, and tensors that inference does not need.</summary>
public class MissingClassifierTests
{
    private static readonly WeightLayer[] Layers = BranchedNetwork.Layers();

    private static readonly NetworkDescription Network = BranchedNetwork.Describe(Layers);

    private static readonly WeightOptions Allow = new() { AllowMissingClassifier = true };

    [Fact]
    public void AnotherNumberOfClassesIsToldWithWhatToDo()
    {
        SafetensorsBuilder file = With(false, 1000, 1000);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Pack(file, null));
        Assert.Equal(["fc.weight", "fc.bias"], e.Different);
        Assert.EndsWith(
            "\nThe classifier of the checkpoint has 1000 classes, that of the network 10: declare the network with Classes = 1000, or with IncludeTop = false, where its "
            + "table knows that; or load it with new WeightOptions { AllowMissingClassifier = true }, which leaves Classifier zero.",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NoClassifierIsToldWithWhatToDo()
    {
        SafetensorsBuilder file = Without(false);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Pack(file, null));
        Assert.Equal(["fc.weight", "fc.bias"], e.Missing);
        Assert.Contains("\nThe checkpoint has no classifier: declare the network with IncludeTop = false", e.Message, StringComparison.Ordinal);
        Assert.Contains("AllowMissingClassifier = true", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1000)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 1000)]
    public void AMissingClassifierIsZeroWhereThatIsAllowed(bool keras, int classes)
    {
        SafetensorsBuilder file = classes == 0 ? Without(keras) : With(keras, classes, classes);
        float[] expected = BranchedNetwork.Pack(Layers, keras ? 1e-3 : 1e-5);
        Assert.Contains(expected[Layers[^1].Offset..], value => value != 0);
        Array.Clear(expected, Layers[^1].Offset, BranchedNetwork.Floats(Layers[^1]));
        Assert.Equal(expected, Pack(file, Allow));
    }

    [Fact]
    public void AClassifierThatFitsIsLoadedAllTheSame() =>
        Assert.Equal(BranchedNetwork.Pack(Layers, 1e-5), Pack(BranchedNetwork.Checkpoint(Layers, false), Allow));

    [Fact]
    public void NothingElseMayBeMissing()
    {
        SafetensorsBuilder file = Without(false).Remove("halves.0.weight").Add("other.weight", [1], 1);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Pack(file, Allow));
        Assert.Equal(["halves.0.weight"], e.Missing);
        Assert.Equal(["other.weight"], e.Unexpected);
        Assert.DoesNotContain("classifier", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedClassifierIsNotAMissingOne()
    {
        // Weights without their bias, a bias of another length than the weights, or weights over other channels.
        Assert.Equal(["fc.bias"], Refuse(BranchedNetwork.Checkpoint(Layers, false).Remove("fc.bias")).Missing);
        Assert.Equal(["fc.weight"], Refuse(BranchedNetwork.Checkpoint(Layers, false).Remove("fc.weight")).Missing);
        Assert.Equal(["fc.weight", "fc.bias"], Refuse(With(false, 12, 13)).Different);
        Assert.Equal(["fc.weight"], Refuse(BranchedNetwork.Checkpoint(Layers, false).Reshape("fc.weight", 40, 10)).Different);

        static WeightMismatchException Refuse(SafetensorsBuilder file)
        {
            WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Pack(file, Allow));
            Assert.DoesNotContain("Classes =", e.Message, StringComparison.Ordinal);
            return e;
        }
    }

    [Fact]
    public void ACheckpointOfAnotherNetworkGetsNoAdvice()
    {
        SafetensorsBuilder file = new SafetensorsBuilder().Add("encoder.weight", [1], 1);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Pack(file, null));
        Assert.Contains("no tensor named as in any of authors, keras", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowMissingClassifier", e.Message, StringComparison.Ordinal);

        // Nor is it taken for one whose classifier alone is missing.
        e = Assert.Throws<WeightMismatchException>(() => Pack(file, Allow));
        Assert.Contains("no tensor named as in any of authors, keras", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IgnoredTensorsAreNotUnexpected()
    {
        NetworkDescription network = BranchedNetwork.Describe(Layers, "aux1.", "aux2.");
        SafetensorsBuilder file = BranchedNetwork.Checkpoint(Layers, false).Add("aux1.fc.weight", [2], 1, 2).Add("aux2.bias", "I64", [1], [3]);
        float[] block = new float[network.WeightFloats];
        NetworkSession.PackInto(network, file.Build(), block, new WeightOptions { Dialect = WeightDialect.Authors });
        Assert.Equal(BranchedNetwork.Pack(Layers, 1e-5), block);

        file.Add("Aux1.fc.weight", [1], 1).Add("aux3.weight", [1], 1);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => NetworkSession.PackInto(network, file.Build(), block, null));
        Assert.Equal(["Aux1.fc.weight", "aux3.weight"], e.Unexpected);
    }

    private static SafetensorsBuilder Without(bool keras) =>
        BranchedNetwork.Checkpoint(Layers, keras).Remove(keras ? "fc/kernel" : "fc.weight").Remove(keras ? "fc/bias" : "fc.bias");

    private static SafetensorsBuilder With(bool keras, int classes, int biases) => Without(keras)
        .Add(keras ? "fc/kernel" : "fc.weight", keras ? [40, classes] : [classes, 40], new float[40 * classes])
        .Add(keras ? "fc/bias" : "fc.bias", [biases], new float[biases]);

    private static float[] Pack(SafetensorsBuilder file, WeightOptions? options)
    {
        float[] block = [.. Enumerable.Repeat(123f, Network.WeightFloats)];
        NetworkSession.PackInto(Network, file.Build(), block, options);
        return block;
    }
}
