using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Runs with several outputs: each is checked against everything else before a run is entered. Also what descriptions may not say.</summary>
public class SeveralOutputsTests
{
    private static readonly NetworkDescription Network = Describe(new("output", 10), new("c3", 64), new("c4", 32));

    [Fact]
    public void EveryOutputHasItsLength()
    {
        using NetworkSession session = Load();
        float[] input = new float[Network.InputLength];
        for (int i = 0; i < Network.Outputs.Length; i++)
        {
            OutputDescription output = Network.Outputs[i];
            foreach (int length in new[] { output.Length - 1, output.Length + 1, 0 })
            {
                ArgumentException e = Assert.Throws<ArgumentException>(() => session.CheckOutput(i, new float[length], input));
                Assert.Equal(output.Name, e.ParamName);
                Assert.StartsWith($"BranchedNet writes {output.Length} values to {output.Name}, but it has {length}.", e.Message, StringComparison.Ordinal);
                Assert.Throws<ArgumentException>(() => session.CheckOutput(i, new float[length], new byte[Network.InputLength]));
            }
        }

        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.CheckInput(input.AsSpan(1))).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.CheckInput(new byte[Network.InputLength + 1])).ParamName);
        Enter(session, input, new float[10], new float[64], new float[32]);
    }

    [Fact]
    public void OutputsMayTouchButNotOverlap()
    {
        using NetworkSession session = Load();
        float[] input = new float[Network.InputLength];
        float[] memory = new float[200];
        Enter(session, input, memory.AsSpan(0, 10), memory.AsSpan(10, 64), memory.AsSpan(74, 32));
        Enter(session, input, memory.AsSpan(96, 10), memory.AsSpan(32, 64), memory.AsSpan(0, 32));
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => Enter(session, input, memory.AsSpan(0, 10), memory.AsSpan(10, 64), memory.AsSpan(73, 32)));
        Assert.Equal("c4", e.ParamName);
        Assert.StartsWith("The c4 overlaps c3.", e.Message, StringComparison.Ordinal);
        Assert.Equal("c3", Refuse(session, input, memory.AsSpan(0, 10), memory.AsSpan(9, 64), memory.AsSpan(80, 32)));
        Assert.Equal("c4", Refuse(session, input, memory.AsSpan(31, 10), memory.AsSpan(100, 64), memory.AsSpan(0, 32)));

        // A refused call leaves the session free.
        Enter(session, input, new float[10], new float[64], new float[32]);
    }

    [Fact]
    public void OutputsAreApartFromInputWeightsAndWorkspace()
    {
        using AlignedFloats weights = new(Network.WeightFloats);
        using AlignedFloats workspace = new(Network.WorkspaceFloats);
        using NetworkSession session = NetworkSession.Over(Network, weights.Memory, workspace.Memory);
        float[] input = new float[Network.InputLength];
        Assert.Equal("c3", Assert.Throws<ArgumentException>(() => session.CheckOutput(1, weights.Memory.Span[..64], input)).ParamName);
        Assert.Equal("c3", Assert.Throws<ArgumentException>(() => session.CheckOutput(1, workspace.Memory.Span[^64..], input)).ParamName);
        Assert.Equal("c4", Assert.Throws<ArgumentException>(() => session.CheckOutput(2, input.AsSpan(^32..), input)).ParamName);
        Assert.Equal(
            "c4", Assert.Throws<ArgumentException>(() => session.CheckOutput(2, input.AsSpan(0, 32), MemoryMarshal.AsBytes(input.AsSpan())[7..])).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.CheckInput(workspace.Memory.Span)).ParamName);
    }

    [Fact]
    public void ASessionServesOneRunAndThenNone()
    {
        NetworkSession session = Load();
        session.Begin();
        Assert.Throws<InvalidOperationException>(session.Begin);
        Assert.Throws<InvalidOperationException>(() => session.BeginPixels(new byte[Network.InputLength]));
        session.End();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(session.Begin);
        Assert.Throws<ObjectDisposedException>(() => session.CheckInput(new float[Network.InputLength]));
    }

    [Fact]
    public void CheckingAllocatesNothing()
    {
        using NetworkSession session = Load();
        float[] input = new float[Network.InputLength];
        float[][] outputs = [new float[10], new float[64], new float[32]];
        Enter(session, input, outputs[0], outputs[1], outputs[2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Enter(session, input, outputs[0], outputs[1], outputs[2]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ATapAloneIsCalledByItsName()
    {
        NetworkDescription network = Describe(new OutputDescription("c5", 10));
        using NetworkSession session = NetworkSession.Load(network, BranchedNetwork.Checkpoint(BranchedNetwork.Layers(), false).Build(), null);
        ArgumentException e = Assert.Throws<ArgumentException>(() => session.Begin(new float[network.InputLength], new float[9]));
        Assert.Equal("c5", e.ParamName);
        Assert.StartsWith("BranchedNet writes 10 values, but the output has 9.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsMustBeginWithTheOneOfTheConstructor()
    {
        Assert.Throws<ArgumentException>(() => Describe());
        Assert.Throws<ArgumentException>(() => Describe(new OutputDescription("c3", 11)));
        Assert.Throws<ArgumentException>(() => Describe(new("output", 10), new("c3", 0)));
        Assert.Equal(10, Network.OutputLength);
        Assert.Equal([new OutputDescription("output", 10)], SmallOutputs());

        static OutputDescription[] SmallOutputs() => BranchedNetwork.Describe(BranchedNetwork.Layers()).Outputs;
    }

    [Fact]
    public void LayersThatContradictThemselvesAreRefused()
    {
        WeightLayer[] layers = BranchedNetwork.Layers();
        WeightLayer grouped = layers[0];
        WeightLayer part = layers[3];
        WeightLayer norm = layers[5];
        WeightLayer apart = layers[6];
        WeightLayer ordered = layers[7];
        Assert.NotNull(BranchedNetwork.Describe(layers));
        WeightLayer[] wrong =
        [
            grouped with { Groups = 5 },
            grouped with { Groups = 0 },
            grouped with { PanelInputs = null },
            grouped with { PanelInputs = [0, 8] },
            grouped with { PanelInputs = [0, 9, 8] },
            grouped with { PanelInputs = [0, 8, 3] },
            grouped with { PanelInputs = [-1, 8, 8] },
            grouped with { ReadChannels = 15 },
            grouped with { ReadChannels = 17 },
            grouped with { FirstChannel = 1, MapChannels = 40 },
            grouped with { Kind = WeightLayerKind.Depthwise },
            part with { FirstChannel = 28 },
            part with { MapChannels = 33 },
            part with { Part = -1 },
            norm with { KernelHeight = 2 },
            norm with { OutputChannels = 0 },
            apart with { PanelInputs = [0, 0, 5, 0, 10, 10] },
            apart with { Lanes = null },
            ordered with { Lanes = [.. ordered.Lanes!.Take(19)] },
            ordered with { Lanes = [.. ordered.Lanes!.Skip(1).Append(20)] },
            ordered with { Lanes = [.. ordered.Lanes!.Skip(1).Append(-2)] },
            ordered with { Lanes = [.. ordered.Lanes!.Append(3)] },
        ];
        foreach (WeightLayer layer in wrong)
        {
            // The block is long enough for any of them.
            WeightLayer filler = new("Filler", WeightLayerKind.Convolution, 1, 1, 1, 160_000, 0, false, false, "filler", "filler");
            ArgumentException e = Assert.Throws<ArgumentException>(() => BranchedNetwork.Describe([filler, layer with { Offset = 0 }]));
            Assert.StartsWith($"Layer {layer.Name} ", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("outside", e.Message, StringComparison.Ordinal);
        }
    }

    private static NetworkDescription Describe(params OutputDescription[] outputs)
    {
        WeightLayer[] layers = BranchedNetwork.Layers();
        return new NetworkDescription(
            "BranchedNet", 2, 2, 24, 10, layers.Sum(BranchedNetwork.Floats), 96, 0, SmallNetwork.Fingerprint, null,
            new Preprocessing(2, 2, 24, 1, Interpolation.Box, [0], [1], ChannelOrder.Rgb),
            [new DialectDescription("authors", 1e-5, null), new DialectDescription("keras", 1e-3, null)],
            layers)
        {
            Outputs = outputs,
        };
    }

    private static NetworkSession Load() => NetworkSession.Load(Network, BranchedNetwork.Checkpoint(BranchedNetwork.Layers(), false).Build(), null);

    /// <summary>What a generated Run with three outputs does.</summary>
    private static void Enter(NetworkSession session, ReadOnlySpan<float> input, Span<float> output, Span<float> c3, Span<float> c4)
    {
        session.CheckInput(input);
        session.CheckOutput(0, output, input);
        session.CheckOutput(1, c3, input);
        session.CheckApart(0, output, 1, c3);
        session.CheckOutput(2, c4, input);
        session.CheckApart(0, output, 2, c4);
        session.CheckApart(1, c3, 2, c4);
        session.Begin();
        session.End();
    }

    private static string? Refuse(NetworkSession session, float[] input, Span<float> output, Span<float> c3, Span<float> c4)
    {
        try
        {
            Enter(session, input, output, c3, c4);
        }
        catch (ArgumentException e)
        {
            return e.ParamName;
        }

        return null;
    }
}
