using NetCompiler.Generator.Graph;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

[MobileNetV1(Alpha = 0.25, Resolution = 64, Classes = 10, Softmax = true)]
internal sealed partial class SmallV1;

[MobileNetV2(Alpha = 0.35, Height = 48, Width = 64, Classes = 10)]
internal sealed partial class SmallV2;

[MobileNetV1(Alpha = 0.25, Resolution = 33, Classes = 10, Kernels = new[] { 3, 5, 7 }, Partition = KernelPartition.Exponential)]
internal sealed partial class MixedV1;

[Network(Height = 20, Width = 24, Channels = 4, Classes = 6, Blocks = "MobileNetV2")]
[Row("conv2d 3x3", C = 16, S = 2)]
[Row("bottleneck", T = 3, C = 16, N = 2, S = 1)]
[Row("avgpool")]
[Row("fc", C = "Classes")]
internal sealed partial class RowsOfAttributes;

/// <summary>What the class that users call promises of its runs, on classes that the generator completes in this very project.</summary>
public class PromisesTests
{
    private static readonly byte[] s_v1 = Checkpoint("MobileNetV1", "Alpha=0.25", "Resolution=64", "Classes=10");
    private static readonly byte[] s_v2 = Checkpoint("MobileNetV2", "Alpha=0.35", "Height=48", "Width=64", "Classes=10");

    [Fact]
    public void Runs_allocate_nothing()
    {
        using SmallV1 v1 = SmallV1.Load(s_v1, new WeightOptions { AcceptForm = true });
        using SmallV2 v2 = SmallV2.Load(s_v2);
        float[] input1 = FormulaTensors.Input(64, 64, 3);
        float[] input2 = FormulaTensors.Input(48, 64, 3);
        byte[] pixels = Pixels(SmallV2.InputLength);
        float[] output = new float[10];
        long allocated = 0;

        // The first round loads and compiles what the second only runs.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int run = 0; run < 20; run++)
            {
                v1.Run(input1, output);
                v2.Run(input2, output);
                v2.Run(pixels, output);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task Sessions_on_many_threads_give_the_same_bits()
    {
        using SmallV2 model = SmallV2.Load(s_v2);
        float[] input = FormulaTensors.Input(48, 64, 3);
        float[] expected = new float[SmallV2.OutputLength];
        model.Run(input, expected);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using SmallV2 session = model.NewSession();
            float[] output = new float[SmallV2.OutputLength];
            for (int run = 0; run < 50; run++)
            {
                output.AsSpan().Fill(float.NaN);
                session.Run(input, output);
                Assert.Equal(expected, output);
            }
        })));
    }

    [Fact]
    public void A_session_outlives_the_model_that_it_came_from()
    {
        SmallV2 model = SmallV2.Load(s_v2);
        float[] input = FormulaTensors.Input(48, 64, 3);
        float[] expected = new float[SmallV2.OutputLength];
        model.Run(input, expected);
        using SmallV2 session = model.NewSession();
        model.Dispose();
        float[] output = new float[SmallV2.OutputLength];
        session.Run(input, output);
        Assert.Equal(expected, output);
        Assert.Throws<ObjectDisposedException>(() => model.Run(input, output));
    }

    [Fact]
    public void A_packed_file_gives_the_bits_of_its_checkpoint()
    {
        string folder = Directory.CreateTempSubdirectory("netcompiler-").FullName;
        try
        {
            string checkpoint = Path.Combine(folder, "weights.safetensors");
            string packed = Path.Combine(folder, "weights.ncw");
            File.WriteAllBytes(checkpoint, s_v2);
            SmallV2.Pack(checkpoint, packed);
            float[] input = FormulaTensors.Input(48, 64, 3);
            float[] expected = new float[SmallV2.OutputLength];
            float[] actual = new float[SmallV2.OutputLength];
            using SmallV2 loaded = SmallV2.Load(checkpoint);
            using (SmallV2 mapped = SmallV2.Load(packed))
            {
                loaded.Run(input, expected);
                mapped.Run(input, actual);
            }

            Assert.Equal(expected, actual);

            // Of another network: refused by its fingerprint.
            Assert.ThrowsAny<FormatException>(() => SmallV1.Load(packed));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Bad_calls_throw_and_write_nothing()
    {
        using SmallV2 model = SmallV2.Load(s_v2);
        float[] input = FormulaTensors.Input(48, 64, 3);
        float[] output = new float[SmallV2.OutputLength];
        Array.Fill(output, 7);
        float[] memory = new float[SmallV2.InputLength + SmallV2.OutputLength];
        Assert.Throws<ArgumentException>(() => model.Run(input.AsSpan(1), output));
        Assert.Throws<ArgumentException>(() => model.Run(input, output.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => model.Run(new byte[SmallV2.InputLength + 1], output));
        Assert.Throws<ArgumentException>(() => model.Run(memory.AsSpan(0, SmallV2.InputLength), memory.AsSpan(SmallV2.InputLength - 1, SmallV2.OutputLength)));
        Assert.All(output, value => Assert.Equal(7, value));
        Assert.All(memory, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentNullException>(() => SmallV2.Load((string)null!));
        Assert.Throws<FileNotFoundException>(() => SmallV2.Load(Path.Combine(Path.GetTempPath(), "no such file.safetensors")));
    }

    [Fact]
    public void A_softmax_sums_to_one()
    {
        using SmallV1 model = SmallV1.Load(s_v1, new WeightOptions { AcceptForm = true });
        float[] output = new float[SmallV1.OutputLength];
        model.Run(FormulaTensors.Input(64, 64, 3), output);
        Assert.All(output, value => Assert.InRange(value, float.Epsilon, 1));
        Assert.Equal(1, output.Sum(value => (double)value), 6);
    }

    [Fact]
    public void Lists_and_enumerations_of_an_attribute_are_its_tables_parameters()
    {
        string[] settings = ["Alpha=0.25", "Resolution=33", "Classes=10", "Kernels=3, 5, 7", "Partition=exponential"];
        NetworkGraph graph = ZooNetwork.Graph("MobileNetV1", settings);
        Assert.Contains(graph.Nodes, node => node.Op is Convolution { Parts.Count: 3 });
        Assert.Equal(MixedV1.ParameterCount, NetworkCosts.Of(graph).Parameters);
        using MixedV1 model = MixedV1.Load(Checkpoint("MobileNetV1", settings), new WeightOptions { AcceptForm = true, Epsilon = 1e-3 });
        float[] input = FormulaTensors.Input(33, 33, 3);
        float[] output = new float[MixedV1.OutputLength];
        model.Run(input, output);
        Golden.AssertClose([.. new ExactInterpreter(new FormulaTensors(), 0, 1e-3).Output(graph, input).Select(value => (float)value)], output);
    }

    [Fact]
    public void Constants_tell_sizes()
    {
        Assert.Equal((48, 64, 3, 48 * 64 * 3, 10), (SmallV2.InputHeight, SmallV2.InputWidth, SmallV2.InputChannels, SmallV2.InputLength, SmallV2.OutputLength));
        Assert.Equal((20 * 24 * 4, 6), (RowsOfAttributes.InputLength, RowsOfAttributes.OutputLength));

        // conv 4→16; two bottlenecks of 16→48→16 (the first has one norm a layer too); the classifier 16→6 with its bias.
        const int Bottleneck = (16 * 48) + (2 * 48) + (9 * 48) + (2 * 48) + (48 * 16) + (2 * 16);
        Assert.Equal((9 * 4 * 16) + (2 * 16) + (2 * Bottleneck) + (16 * 6) + 6, RowsOfAttributes.ParameterCount);
    }

    private static byte[] Checkpoint(string network, params string[] settings) =>
        CheckpointWriter.Write(ZooNetwork.Graph(network, settings), 0, new FormulaTensors());

    private static byte[] Pixels(int length)
    {
        byte[] pixels = new byte[length];
        new Random(1).NextBytes(pixels);
        return pixels;
    }
}
