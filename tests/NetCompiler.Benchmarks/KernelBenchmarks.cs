using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using NetCompiler.Testing.Models;

namespace NetCompiler.Benchmarks;

[Network(Height = 112, Width = 112, Channels = 32)]
[Row("conv2d 1x1", C = 64)]
internal sealed partial class Pointwise112x32To64;

[Network(Height = 56, Width = 56, Channels = 144)]
[Row("conv2d 1x1", C = 24)]
internal sealed partial class Pointwise56x144To24;

[Network(Height = 14, Width = 14, Channels = 96)]
[Row("conv2d 1x1", C = 576)]
internal sealed partial class Pointwise14x96To576;

[Network(Height = 7, Width = 7, Channels = 1024)]
[Row("conv2d 1x1", C = 1024)]
internal sealed partial class Pointwise7x1024To1024;

[Network(Height = 112, Width = 112, Channels = 96)]
[Row("dwconv 3x3", S = 2)]
internal sealed partial class Depthwise112x96Stride2;

[Network(Height = 14, Width = 14, Channels = 512)]
[Row("dwconv 3x3")]
internal sealed partial class Depthwise14x512;

[Network(Height = 224, Width = 224, Channels = 3)]
[Row("conv2d 3x3", C = 32, S = 2)]
internal sealed partial class Dense224x3To32;

/// <summary>Single kernels, each a network of one row as it occurs in MobileNet V1 and V2.</summary>
[InProcess]
public class KernelBenchmarks
{
    private readonly Action _pointwise112 = Prepare(
        Pointwise112x32To64.WeightBytes, Pointwise112x32To64.WorkspaceBytes, Pointwise112x32To64.InputLength, Pointwise112x32To64.OutputLength,
        (weights, workspace) => Pointwise112x32To64.Over(weights, workspace).Run);

    private readonly Action _pointwise56 = Prepare(
        Pointwise56x144To24.WeightBytes, Pointwise56x144To24.WorkspaceBytes, Pointwise56x144To24.InputLength, Pointwise56x144To24.OutputLength,
        (weights, workspace) => Pointwise56x144To24.Over(weights, workspace).Run);

    private readonly Action _pointwise14 = Prepare(
        Pointwise14x96To576.WeightBytes, Pointwise14x96To576.WorkspaceBytes, Pointwise14x96To576.InputLength, Pointwise14x96To576.OutputLength,
        (weights, workspace) => Pointwise14x96To576.Over(weights, workspace).Run);

    private readonly Action _pointwise7 = Prepare(
        Pointwise7x1024To1024.WeightBytes, Pointwise7x1024To1024.WorkspaceBytes, Pointwise7x1024To1024.InputLength, Pointwise7x1024To1024.OutputLength,
        (weights, workspace) => Pointwise7x1024To1024.Over(weights, workspace).Run);

    private readonly Action _depthwise112 = Prepare(
        Depthwise112x96Stride2.WeightBytes, Depthwise112x96Stride2.WorkspaceBytes, Depthwise112x96Stride2.InputLength, Depthwise112x96Stride2.OutputLength,
        (weights, workspace) => Depthwise112x96Stride2.Over(weights, workspace).Run);

    private readonly Action _depthwise14 = Prepare(
        Depthwise14x512.WeightBytes, Depthwise14x512.WorkspaceBytes, Depthwise14x512.InputLength, Depthwise14x512.OutputLength,
        (weights, workspace) => Depthwise14x512.Over(weights, workspace).Run);

    private readonly Action _dense224 = Prepare(
        Dense224x3To32.WeightBytes, Dense224x3To32.WorkspaceBytes, Dense224x3To32.InputLength, Dense224x3To32.OutputLength,
        (weights, workspace) => Dense224x3To32.Over(weights, workspace).Run);

    private delegate void FloatRun(ReadOnlySpan<float> input, Span<float> output);

    [Benchmark(Description = "1x1, 112x112x32 to 64")]
    public void Pointwise112() => _pointwise112();

    [Benchmark(Description = "1x1, 56x56x144 to 24")]
    public void Pointwise56() => _pointwise56();

    [Benchmark(Description = "1x1, 14x14x96 to 576")]
    public void Pointwise14() => _pointwise14();

    [Benchmark(Description = "1x1, 7x7x1024 to 1024")]
    public void Pointwise7() => _pointwise7();

    [Benchmark(Description = "depthwise 3x3 /2, 112x112x96")]
    public void Depthwise112() => _depthwise112();

    [Benchmark(Description = "depthwise 3x3, 14x14x512")]
    public void Depthwise14() => _depthwise14();

    [Benchmark(Description = "dense 3x3 /2, 224x224x3 to 32")]
    public void Dense224() => _dense224();

    private static Action Prepare(long weightBytes, long workspaceBytes, int inputLength, int outputLength, Func<Memory<float>, Memory<float>, FloatRun> make)
    {
        FloatRun run = make(Aligned(weightBytes, 0.1), Aligned(workspaceBytes, 0));
        Memory<float> input = Aligned(4L * inputLength, 1);
        float[] output = new float[outputLength];
        return () => run(input.Span, output);
    }

    // Numbers from -spread to spread that begin at a multiple of 64 bytes, in memory that stays where it is.
    private static Memory<float> Aligned(long bytes, double spread)
    {
        int length = (int)(bytes / 4);
        float[] array = GC.AllocateArray<float>(length + 16, pinned: true);
        int first = (int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % 64)) % 64 / 4);
        ulong hash = FormulaTensors.Hash("kernel");
        for (int i = 0; i < length; i++)
        {
            array[first + i] = (float)(((2 * FormulaTensors.Uniform(hash, i)) - 1) * spread);
        }

        return array.AsMemory(first, length);
    }
}
