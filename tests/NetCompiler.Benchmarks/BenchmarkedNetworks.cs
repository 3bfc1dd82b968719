namespace NetCompiler.Benchmarks;

[MobileNetV1]
internal sealed partial class MobileNetV1Full;

[MobileNetV1(Alpha = 0.5, Resolution = 160)]
internal sealed partial class MobileNetV1Half160;

[MobileNetV1(Alpha = 0.25)]
internal sealed partial class MobileNetV1Quarter;

[MobileNetV1(Alpha = 0.25, Resolution = 128)]
internal sealed partial class MobileNetV1Quarter128;

[MobileNetV2]
internal sealed partial class MobileNetV2Full;

[MobileNetV2(Alpha = 0.5)]
internal sealed partial class MobileNetV2Half;

[MobileNetV2(Alpha = 0.35, Resolution = 96)]
internal sealed partial class MobileNetV2Third96;

[MobileNetV2(Alpha = 0.5, Resolution = 64, Classes = 10)]
internal sealed partial class Digits;

/// <summary>A loaded model and one run of it over an input of its own.</summary>
internal sealed record LoadedBenchmark(IDisposable Model, Action Run) : IDisposable
{
    public void Dispose() => Model.Dispose();
}

/// <summary>A network that is compiled into this program.</summary>
/// <param name="Name">Its word on the command line: network, width, resolution.</param>
/// <param name="Table">Its table in the zoo.</param>
/// <param name="Parameters">What its attribute sets, once more for those commands that compile it or fill it with weights.</param>
/// <param name="Load">Loads it from a checkpoint.</param>
internal sealed record BenchmarkedNetwork(
    string Name,
    string Table,
    (string Name, string Value)[] Parameters,
    long MultiplyAdds,
    Func<byte[], LoadedBenchmark> Load)
{
    public static IReadOnlyList<BenchmarkedNetwork> All { get; } =
    [
        new("mobilenet_v1_1.0_224", "MobileNetV1", [], MobileNetV1Full.MultiplyAdds, file =>
        {
            MobileNetV1Full model = MobileNetV1Full.Load(file, Unchecked);
            return Loaded(model, MobileNetV1Full.InputLength, MobileNetV1Full.OutputLength, model.Run);
        }),
        new("mobilenet_v1_0.5_160", "MobileNetV1", [("Alpha", "0.5"), ("Resolution", "160")], MobileNetV1Half160.MultiplyAdds, file =>
        {
            MobileNetV1Half160 model = MobileNetV1Half160.Load(file, Unchecked);
            return Loaded(model, MobileNetV1Half160.InputLength, MobileNetV1Half160.OutputLength, model.Run);
        }),
        new("mobilenet_v1_0.25_224", "MobileNetV1", [("Alpha", "0.25")], MobileNetV1Quarter.MultiplyAdds, file =>
        {
            MobileNetV1Quarter model = MobileNetV1Quarter.Load(file, Unchecked);
            return Loaded(model, MobileNetV1Quarter.InputLength, MobileNetV1Quarter.OutputLength, model.Run);
        }),
        new("mobilenet_v1_0.25_128", "MobileNetV1", [("Alpha", "0.25"), ("Resolution", "128")], MobileNetV1Quarter128.MultiplyAdds, file =>
        {
            MobileNetV1Quarter128 model = MobileNetV1Quarter128.Load(file, Unchecked);
            return Loaded(model, MobileNetV1Quarter128.InputLength, MobileNetV1Quarter128.OutputLength, model.Run);
        }),
        new("mobilenet_v2_1.0_224", "MobileNetV2", [], MobileNetV2Full.MultiplyAdds, file =>
        {
            MobileNetV2Full model = MobileNetV2Full.Load(file, Unchecked);
            return Loaded(model, MobileNetV2Full.InputLength, MobileNetV2Full.OutputLength, model.Run);
        }),
        new("mobilenet_v2_0.5_224", "MobileNetV2", [("Alpha", "0.5")], MobileNetV2Half.MultiplyAdds, file =>
        {
            MobileNetV2Half model = MobileNetV2Half.Load(file, Unchecked);
            return Loaded(model, MobileNetV2Half.InputLength, MobileNetV2Half.OutputLength, model.Run);
        }),
        new("mobilenet_v2_0.35_96", "MobileNetV2", [("Alpha", "0.35"), ("Resolution", "96")], MobileNetV2Third96.MultiplyAdds, file =>
        {
            MobileNetV2Third96 model = MobileNetV2Third96.Load(file, Unchecked);
            return Loaded(model, MobileNetV2Third96.InputLength, MobileNetV2Third96.OutputLength, model.Run);
        }),
        new("digits", "MobileNetV2", [("Alpha", "0.5"), ("Resolution", "64"), ("Classes", "10")], Digits.MultiplyAdds, file =>
        {
            Digits model = Digits.Load(file, Unchecked);
            return Loaded(model, Digits.InputLength, Digits.OutputLength, model.Run);
        }),
    ];

    // The weights are made for the networks here, in whatever form these are compiled.
    private static WeightOptions Unchecked => new() { AcceptForm = true };

    public static BenchmarkedNetwork Named(string name) => All.Single(network => network.Name == name);

    private static LoadedBenchmark Loaded(IDisposable model, int inputLength, int outputLength, FloatRun run)
    {
        ulong hash = FormulaWeights.Hash("input");
        float[] input = new float[inputLength];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)((2 * FormulaWeights.Uniform(hash, i)) - 1);
        }

        float[] output = new float[outputLength];
        return new LoadedBenchmark(model, () => run(input, output));
    }

    private delegate void FloatRun(ReadOnlySpan<float> input, Span<float> output);
}
