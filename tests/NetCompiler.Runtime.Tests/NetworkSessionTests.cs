using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;
using NetCompiler.Testing;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Checks before a run, one run at a time, and memory that lives exactly as long as somebody uses it.</summary>
public class NetworkSessionTests
{
    private static readonly NetworkDescription Network = SmallNetwork.Description;

    private static readonly byte[] Checkpoint = SmallNetwork.Checkpoint(0).Build();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(-60)]
    public void LengthsAreExact(int difference)
    {
        using NetworkSession session = Load();
        float[] input = new float[Network.InputLength + difference];
        byte[] pixels = new byte[Network.InputLength + difference];
        float[] output = new float[Network.OutputLength];
        float[] wrongOutput = new float[Math.Max(0, Network.OutputLength + difference)];
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.Begin(input, output)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.BeginPixels(pixels, output)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => session.Begin(new float[Network.InputLength], wrongOutput)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => session.BeginPixels(new byte[Network.InputLength], wrongOutput)).ParamName);

        // A refused call leaves the session free.
        session.Begin(new float[Network.InputLength], output);
        session.End();
    }

    [Fact]
    public void InputAndOutputMayNotOverlapButMayTouch()
    {
        using NetworkSession session = Load();
        int inputs = Network.InputLength;
        int outputs = Network.OutputLength;
        float[] memory = new float[inputs + outputs];
        for (int at = 0; at <= inputs; at++)
        {
            int start = at;
            if (start == inputs)
            {
                session.Begin(memory.AsSpan(0, inputs), memory.AsSpan(start, outputs));
                session.End();
                continue;
            }

            Assert.Throws<ArgumentException>(() => session.Begin(memory.AsSpan(0, inputs), memory.AsSpan(start, outputs)));
        }

        session.Begin(memory.AsSpan(outputs, inputs), memory.AsSpan(0, outputs));
        session.End();
        Assert.Throws<ArgumentException>(
            () => session.BeginPixels(MemoryMarshal.AsBytes(memory.AsSpan()).Slice(3, inputs), memory.AsSpan(0, outputs)));
    }

    [Fact]
    public void MemoryGivenToASessionIsNoInputOrOutput()
    {
        using AlignedFloats weights = new(Network.WeightFloats);
        using AlignedFloats workspace = new(Network.WorkspaceFloats);
        NetworkSession.PackInto(Network, Checkpoint, weights.Memory.Span, null);
        using NetworkSession session = NetworkSession.Over(Network, weights.Memory, workspace.Memory);
        float[] input = new float[Network.InputLength];
        float[] output = new float[Network.OutputLength];
        float[] before = weights.Memory.ToArray();
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => session.Begin(workspace.Memory.Span[..input.Length], output)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => session.Begin(input, workspace.Memory.Span[^output.Length..])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => session.Begin(input, weights.Memory.Span[^output.Length..])).ParamName);
        Assert.Equal(
            "input",
            Assert.Throws<ArgumentException>(() => session.BeginPixels(MemoryMarshal.AsBytes(workspace.Memory.Span)[^input.Length..], output)).ParamName);
        Assert.Equal(before, weights.Memory.ToArray());

        // Weights are only read, so they may be an input, odd as that is.
        session.Begin(weights.Memory.Span[..input.Length], output);
        Assert.True(Unsafe.AreSame(ref session.Weights, ref weights.Memory.Span[0]));
        Assert.True(Unsafe.AreSame(ref session.Workspace, ref workspace.Memory.Span[0]));
        session.End();
    }

    [Fact]
    public void MemoryTooSmallMisalignedOrSharedIsRefused()
    {
        using AlignedFloats weights = new(Network.WeightFloats + 16);
        using AlignedFloats workspace = new(Network.WorkspaceFloats + 16);
        Assert.Equal("weights", Refuse(weights.Memory[..(Network.WeightFloats - 1)], workspace.Memory));
        Assert.Equal("workspace", Refuse(weights.Memory, workspace.Memory[..(Network.WorkspaceFloats - 1)]));
        Assert.Equal("workspace", Refuse(weights.Memory, default));
        Assert.Equal("weights", Refuse(default, workspace.Memory));
        Assert.Equal("weights", Refuse(weights.Memory[1..], workspace.Memory));
        Assert.Equal("workspace", Refuse(weights.Memory, workspace.Memory[8..]));
        Assert.Equal("workspace", Refuse(weights.Memory, weights.Memory));
        using NetworkSession session = NetworkSession.Over(Network, weights.Memory[16..], workspace.Memory[16..]);
        Assert.Equal("workspace", Assert.Throws<ArgumentException>(() => session.NewSession(workspace.Memory)).ParamName);
        Assert.Equal("workspace", Assert.Throws<ArgumentException>(() => session.NewSession(weights.Memory)).ParamName);
        using AlignedFloats other = new(Network.WorkspaceFloats);
        using NetworkSession second = session.NewSession(other.Memory);
        second.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        Assert.True(Unsafe.AreSame(ref second.Workspace, ref other.Memory.Span[0]));
        second.End();

        string? Refuse(Memory<float> someWeights, Memory<float> someWorkspace) =>
            Assert.Throws<ArgumentException>(() => NetworkSession.Over(Network, someWeights, someWorkspace)).ParamName;
    }

    [Fact]
    public void PinsAreReleasedWithTheirLastUser()
    {
        using AlignedFloats weights = new(Network.WeightFloats);
        using AlignedFloats workspace = new(Network.WorkspaceFloats);
        using AlignedFloats other = new(Network.WorkspaceFloats);
        NetworkSession first = NetworkSession.Over(Network, weights.Memory, workspace.Memory);
        NetworkSession second = first.NewSession(other.Memory);
        Assert.Equal((1, 1, 1), (weights.Pins, workspace.Pins, other.Pins));
        first.Dispose();
        Assert.Equal((1, 0, 1), (weights.Pins, workspace.Pins, other.Pins));
        second.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        second.Dispose();
        Assert.Equal((1, 0, 1), (weights.Pins, workspace.Pins, other.Pins));
        second.End();
        Assert.Equal((0, 0, 0), (weights.Pins, workspace.Pins, other.Pins));
        second.Dispose();
        first.Dispose();
        Assert.Equal((0, 0, 0), (weights.Pins, workspace.Pins, other.Pins));

        // A refused call holds on to nothing.
        Assert.Throws<ArgumentException>(() => NetworkSession.Over(Network, weights.Memory, workspace.Memory[1..]));
        Assert.Equal((0, 0), (weights.Pins, workspace.Pins));
    }

    [Fact]
    public void DisposedSessionsRefuseEverything()
    {
        NetworkSession session = Load();
        NetworkSession other = session.NewSession();
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Begin(new float[Network.InputLength], new float[Network.OutputLength]));
        Assert.Throws<ObjectDisposedException>(() => session.Begin([], []));
        Assert.Throws<ObjectDisposedException>(() => session.BeginPixels(new byte[Network.InputLength], new float[Network.OutputLength]));
        Assert.Throws<ObjectDisposedException>(session.NewSession);
        Assert.Throws<ObjectDisposedException>(() => session.NewSession(new float[4096]));

        // The other one still has the weights.
        other.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        float[] expected = new float[Network.WeightFloats];
        NetworkSession.PackInto(Network, Checkpoint, expected, null);
        Assert.Equal(expected, MemoryMarshal.CreateSpan(ref other.Weights, expected.Length).ToArray());
        other.End();
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(other.NewSession);
    }

    [Fact]
    public void DisposingARunningSessionWaitsForItsEnd()
    {
        NetworkSession session = Load();
        session.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        float weight = session.Weights;
        session.Dispose();
        Assert.Equal(weight, session.Weights);
        session.Workspace = 3;
        Assert.Throws<ObjectDisposedException>(session.NewSession);
        Assert.Throws<ObjectDisposedException>(() => session.Begin(new float[Network.InputLength], new float[Network.OutputLength]));
        session.End();
        Assert.Throws<ObjectDisposedException>(() => session.Begin(new float[Network.InputLength], new float[Network.OutputLength]));
        session.Dispose();
    }

    [Fact]
    public void ASecondThreadIsRefused()
    {
        using NetworkSession session = Load();
        session.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        Exception? seen = null;
        Thread thread = new(() => seen = Record.Exception(() => session.Begin(new float[Network.InputLength], new float[Network.OutputLength])));
        thread.Start();
        thread.Join();
        Assert.Contains("NewSession()", Assert.IsType<InvalidOperationException>(seen).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => session.BeginPixels(new byte[Network.InputLength], new float[Network.OutputLength]));
        session.End();
        session.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
        session.End();
    }

    [Fact]
    public void NeverTwoAtOnceWhoeverTries()
    {
        using NetworkSession session = Load();
        int inside = 0;
        int ran = 0;
        int overlaps = 0;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            float[] input = new float[Network.InputLength];
            float[] output = new float[Network.OutputLength];
            for (int i = 0; i < 3000; i++)
            {
                try
                {
                    session.Begin(input, output);
                }
                catch (InvalidOperationException)
                {
                    Thread.Yield();
                    continue;
                }

                Interlocked.Add(ref overlaps, Interlocked.Increment(ref inside) - 1);
                Interlocked.Increment(ref ran);
                Thread.Yield();
                Interlocked.Decrement(ref inside);
                session.End();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, overlaps);
        Assert.True(ran > 0);
    }

    [Fact]
    public void SessionsComeAndGoInManyThreads()
    {
        // The first session is disposed at any moment while others are made, run and disposed; memory that is freed too early would end the process.
        float expected = 0;
        for (int round = 0; round < 50; round++)
        {
            NetworkSession first = Load();
            first.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
            expected = first.Weights;
            first.End();
            int wrong = 0;
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                float[] input = new float[Network.InputLength];
                float[] output = new float[Network.OutputLength];
                for (int i = 0; i < 40; i++)
                {
                    try
                    {
                        using NetworkSession mine = first.NewSession();
                        mine.Begin(input, output);
                        Interlocked.Add(ref wrong, mine.Weights != expected ? 1 : 0);
                        MemoryMarshal.CreateSpan(ref mine.Workspace, Network.WorkspaceFloats).Fill(1);
                        mine.End();
                    }
                    catch (ObjectDisposedException)
                    {
                        return;
                    }
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Thread.Yield();
            first.Dispose();
            Array.ForEach(threads, thread => thread.Join());
            Assert.Equal(0, wrong);
        }
    }

    [Fact]
    public void ARunAllocatesNothing()
    {
        using NetworkSession session = Load();
        float[] input = new float[Network.InputLength];
        byte[] pixels = new byte[Network.InputLength];
        float[] output = new float[Network.OutputLength];
        Run(session, input, pixels, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Run(session, input, pixels, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run(NetworkSession session, float[] input, byte[] pixels, float[] output)
        {
            session.Begin(input, output);
            session.End();
            session.BeginPixels(pixels, output);
            session.End();
        }
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb)]
    [InlineData(ChannelOrder.Bgr)]
    public void PixelsBecomeTheFloatInputInTheWorkspace(ChannelOrder order)
    {
        NetworkDescription network = SmallNetwork.Describe("Torchvision", order: order);
        using NetworkSession session = NetworkSession.Load(network, Checkpoint, null);
        byte[] pixels = [.. Enumerable.Range(0, network.InputLength).Select(i => (byte)(i * 37))];
        session.BeginPixels(pixels, new float[network.OutputLength]);
        float[] input = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref session.Workspace, network.PixelInputOffset), network.InputLength).ToArray();
        session.End();
        double[] mean = [0.485, 0.456, 0.406];
        double[] deviation = [0.229, 0.224, 0.225];
        for (int i = 0; i < input.Length; i++)
        {
            int channel = i % 3;
            byte pixel = pixels[i - channel + (order == ChannelOrder.Bgr ? 2 - channel : channel)];
            Assert.Equal((float)(((pixel / 255.0) - mean[channel]) / deviation[channel]), input[i]);
        }

        // A picture of the input's own size passes through the resizing untouched.
        float[] applied = new float[network.InputLength];
        network.Preprocessing.Apply(pixels, SmallNetwork.Width, SmallNetwork.Height, applied);
        Assert.Equal(applied, input);
    }

    [GuardedFact]
    public void NothingOutsideTheSpansIsTouched()
    {
        foreach (GuardSide side in new[] { GuardSide.Before, GuardSide.After })
        {
            using GuardedMemory<byte> file = new(Checkpoint.Length, side);
            using GuardedMemory<float> weights = new(Network.WeightFloats, side);
            using GuardedMemory<float> workspace = new(Network.WorkspaceFloats, side);
            using GuardedMemory<byte> pixels = new(Network.InputLength, side);
            using GuardedMemory<float> output = new(Network.OutputLength, side);
            using GuardedMemory<byte> picture = new(3 * 37 * 23, side);
            Checkpoint.CopyTo(file.GetSpan());
            file.MakeReadOnly();
            NetworkSession.PackInto(Network, file.GetSpan(), weights.GetSpan(), null);
            weights.MakeReadOnly();
            using NetworkSession session = NetworkSession.Over(Network, weights.Memory, workspace.Memory);
            Network.Preprocessing.ApplyPixels(picture.GetSpan(), 37, 23, pixels.GetSpan());
            session.BeginPixels(pixels.GetSpan(), output.GetSpan());
            session.End();
            SoftmaxKernel.Apply(output.GetSpan());
            Assert.Equal(1, output.GetSpan().ToArray().Sum(), 5);
        }
    }

    [Fact]
    public void ForgottenSessionsAreReleased()
    {
        using AlignedFloats weights = new(Network.WeightFloats);
        using AlignedFloats workspace = new(Network.WorkspaceFloats);
        Forget(weights, workspace);
        for (int i = 0; i < 10 && weights.Pins + workspace.Pins > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal((0, 0), (weights.Pins, workspace.Pins));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(AlignedFloats weights, AlignedFloats workspace) => _ = NetworkSession.Over(Network, weights.Memory, workspace.Memory);
    }

    private static NetworkSession Load() => NetworkSession.Load(Network, Checkpoint, null);
}
