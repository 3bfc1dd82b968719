using System.Diagnostics;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Zoo.Tests;

[MobileNetV2(Alpha = 0.35, Height = 48, Width = 64, Classes = 10, Workers = 2)]
internal sealed partial class SharedV2;

[MobileNetV2(Alpha = 0.35, Height = 48, Width = 64, Classes = 10, Workers = 3)]
[Tap("C2", Stride = 4)]
[Tap("C4", Stride = 16)]
internal sealed partial class SharedTaps;

[MobileNetV2(Alpha = 0.35, Height = 48, Width = 64, Classes = 10)]
[Tap("C2", Stride = 4)]
[Tap("C4", Stride = 16)]
internal sealed partial class LonelyTaps;

/// <summary>Memory and processor time of the whole process are looked at here, so nothing runs beside these tests.</summary>
[CollectionDefinition(nameof(WorkerTests), DisableParallelization = true)]
public class WorkerCollection;

/// <summary>Classes with <c>Workers</c>, as users call them: the same bits, and none of the promises lost.</summary>
[Collection(nameof(WorkerTests))]
public class WorkerTests
{
    private static readonly byte[] s_checkpoint = CheckpointWriter.Write(
        ZooNetwork.Graph("MobileNetV2", "Alpha=0.35", "Height=48", "Width=64", "Classes=10"), 0, new FormulaTensors());

    private static readonly float[] s_input = FormulaTensors.Input(48, 64, 3);
    private static readonly byte[] s_pixels = [.. Enumerable.Range(0, 48 * 64 * 3).Select(i => (byte)(i * 7919 >> 4))];

    [Fact]
    public void The_bits_are_those_of_one_thread()
    {
        using SmallV2 alone = SmallV2.Load(s_checkpoint);
        using SharedV2 shared = SharedV2.Load(s_checkpoint);
        using SharedV2 other = shared.NewSession();
        float[] expected = new float[10];
        float[] actual = new float[10];
        for (int run = 0; run < 200; run++)
        {
            alone.Run(s_input, expected);
            (run % 2 == 0 ? shared : other).Run(s_input, actual);
            Assert.Equal(expected, actual);
            alone.Run(s_pixels, expected);
            shared.Run(s_pixels, actual);
            Assert.Equal(expected, actual);
        }

        // One packed file serves both.
        Assert.Equal((SmallV2.WeightBytes, SmallV2.Fingerprint), (SharedV2.WeightBytes, SharedV2.Fingerprint));
    }

    [Fact]
    public void Taps_have_them_too()
    {
        using LonelyTaps alone = LonelyTaps.Load(s_checkpoint);
        using SharedTaps shared = SharedTaps.Load(s_checkpoint);
        float[][] expected = [new float[LonelyTaps.OutputLength], new float[LonelyTaps.C2Length], new float[LonelyTaps.C4Length]];
        float[][] actual = [.. expected.Select(output => new float[output.Length])];
        alone.Run(s_input, expected[0], expected[1], expected[2]);
        shared.Run(s_input, actual[0], actual[1], actual[2]);
        Assert.Equal(expected, actual);
        alone.Run(s_pixels, expected[0], expected[1], expected[2]);
        shared.Run(s_pixels, actual[0], actual[1], actual[2]);
        Assert.Equal(expected, actual);
    }

    [GuardedFact]
    public void Nothing_outside_of_the_callers_memory_is_touched()
    {
        float[] expected = new float[10];
        using (SmallV2 alone = SmallV2.Load(s_checkpoint))
        {
            alone.Run(s_input, expected);
        }

        foreach (GuardSide side in new[] { GuardSide.Before, GuardSide.After })
        {
            using GuardedMemory<float> weights = new(SharedV2.WeightBytes / sizeof(float), side);
            using GuardedMemory<float> workspace = new(SharedV2.WorkspaceBytes / sizeof(float), side);
            using GuardedMemory<float> input = new(SharedV2.InputLength, side);
            using GuardedMemory<float> output = new(SharedV2.OutputLength, side);
            SharedV2.PackInto(s_checkpoint, weights.GetSpan());
            s_input.CopyTo(input.GetSpan());
            weights.MakeReadOnly();
            input.MakeReadOnly();
            workspace.GetSpan().Fill(float.NaN);
            using SharedV2 shared = SharedV2.Over(weights.Memory, workspace.Memory);
            shared.Run(input.GetSpan(), output.GetSpan());
            Assert.Equal(expected, output.GetSpan().ToArray());
        }
    }

    [Fact]
    public void Runs_allocate_nothing_on_any_thread()
    {
        using SharedV2 shared = SharedV2.Load(s_checkpoint);
        float[] output = new float[10];

        // What else the process does, such as telling of tests, may fall into one round and not into all of them: they are short, so that it does on a busy machine, too.
        long least = long.MaxValue;
        for (int round = 0; round < 100; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int run = 0; run < 2; run++)
            {
                shared.Run(s_input, output);
                shared.Run(s_pixels, output);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void An_idle_session_takes_no_time()
    {
        using SharedV2 shared = SharedV2.Load(s_checkpoint);
        shared.Run(s_input, new float[10]);
        double least = double.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            Process process = Process.GetCurrentProcess();
            TimeSpan before = process.TotalProcessorTime;
            Thread.Sleep(200);
            process.Refresh();
            least = Math.Min(least, (process.TotalProcessorTime - before).TotalMilliseconds);
        }

        // A thread that spun would have taken 200 ms.
        Assert.InRange(least, 0, 50);
    }

    public static TheoryData<string, int> Networks => new()
    {
        { "MobileNetV1", 2 }, { "MobileNetV3Large", 3 }, { "ShuffleNetV1", 2 }, { "ShuffleNetV2", 8 }, { "MixNetS", 3 }, { "EfficientNetB0", 2 }, { "SqueezeNet", 3 },
        { "ResNeXt50", 2 }, { "GoogLeNet", 8 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Networks_of_the_zoo_keep_every_promise_too(string name, int workers)
    {
        ZooCase zoo = new(name, ZooVariant.All.First(variant => variant.Network == name).AtSmallestOddResolution());
        NetworkClass network = zoo.Compile(new NetworkBuild(ExecutionPath.Best) { Workers = workers }).Single();
        CheckedData data = zoo.Data(network);
        MemoryChecks.Guarded(network, data, GuardSide.After);
        MemoryChecks.Guarded(network, data, GuardSide.Before);
        using CheckedSession session = zoo.Load(network);
        AllocationChecks.OnAnyThread(network, session, data, rounds: 20, runs: 2);
    }
}
