using NetCompiler.Testing.Models;

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
/// <param name="Load">Loads it from a checkpoint, to run over an input.</param>
/// <param name="LoadPacked">Loads it from a packed file, which is mapped.</param>
/// <param name="Pack">Makes a packed file of a checkpoint: two paths.</param>
internal sealed record BenchmarkedNetwork(
    string Name,
    string Table,
    (string Name, string Value)[] Parameters,
    long MultiplyAdds,
    int InputLength,
    Func<byte[], float[], LoadedBenchmark> Load,
    Func<string, float[], LoadedBenchmark> LoadPacked,
    Action<string, string> Pack,
    long WeightBytes)
{
    public static IReadOnlyList<BenchmarkedNetwork> All { get; } =
    [
        new("mobilenet_v1_1.0_224", "MobileNetV1", [], MobileNetV1Full.MultiplyAdds, MobileNetV1Full.InputLength, (file, input) =>
        {
            MobileNetV1Full model = MobileNetV1Full.Load(file, Unchecked);
            float[] output = new float[MobileNetV1Full.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV1Full model = MobileNetV1Full.Load(path);
            float[] output = new float[MobileNetV1Full.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV1Full.Pack(checkpoint, path, Unchecked), MobileNetV1Full.WeightBytes),
        new("mobilenet_v1_0.5_160", "MobileNetV1", [("Alpha", "0.5"), ("Resolution", "160")], MobileNetV1Half160.MultiplyAdds, MobileNetV1Half160.InputLength, (file, input) =>
        {
            MobileNetV1Half160 model = MobileNetV1Half160.Load(file, Unchecked);
            float[] output = new float[MobileNetV1Half160.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV1Half160 model = MobileNetV1Half160.Load(path);
            float[] output = new float[MobileNetV1Half160.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV1Half160.Pack(checkpoint, path, Unchecked), MobileNetV1Half160.WeightBytes),
        new("mobilenet_v1_0.25_224", "MobileNetV1", [("Alpha", "0.25")], MobileNetV1Quarter.MultiplyAdds, MobileNetV1Quarter.InputLength, (file, input) =>
        {
            MobileNetV1Quarter model = MobileNetV1Quarter.Load(file, Unchecked);
            float[] output = new float[MobileNetV1Quarter.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV1Quarter model = MobileNetV1Quarter.Load(path);
            float[] output = new float[MobileNetV1Quarter.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV1Quarter.Pack(checkpoint, path, Unchecked), MobileNetV1Quarter.WeightBytes),
        new("mobilenet_v1_0.25_128", "MobileNetV1", [("Alpha", "0.25"), ("Resolution", "128")], MobileNetV1Quarter128.MultiplyAdds, MobileNetV1Quarter128.InputLength, (file, input) =>
        {
            MobileNetV1Quarter128 model = MobileNetV1Quarter128.Load(file, Unchecked);
            float[] output = new float[MobileNetV1Quarter128.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV1Quarter128 model = MobileNetV1Quarter128.Load(path);
            float[] output = new float[MobileNetV1Quarter128.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV1Quarter128.Pack(checkpoint, path, Unchecked), MobileNetV1Quarter128.WeightBytes),
        new("mobilenet_v2_1.0_224", "MobileNetV2", [], MobileNetV2Full.MultiplyAdds, MobileNetV2Full.InputLength, (file, input) =>
        {
            MobileNetV2Full model = MobileNetV2Full.Load(file, Unchecked);
            float[] output = new float[MobileNetV2Full.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV2Full model = MobileNetV2Full.Load(path);
            float[] output = new float[MobileNetV2Full.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV2Full.Pack(checkpoint, path, Unchecked), MobileNetV2Full.WeightBytes),
        new("mobilenet_v2_0.5_224", "MobileNetV2", [("Alpha", "0.5")], MobileNetV2Half.MultiplyAdds, MobileNetV2Half.InputLength, (file, input) =>
        {
            MobileNetV2Half model = MobileNetV2Half.Load(file, Unchecked);
            float[] output = new float[MobileNetV2Half.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV2Half model = MobileNetV2Half.Load(path);
            float[] output = new float[MobileNetV2Half.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV2Half.Pack(checkpoint, path, Unchecked), MobileNetV2Half.WeightBytes),
        new("mobilenet_v2_0.35_96", "MobileNetV2", [("Alpha", "0.35"), ("Resolution", "96")], MobileNetV2Third96.MultiplyAdds, MobileNetV2Third96.InputLength, (file, input) =>
        {
            MobileNetV2Third96 model = MobileNetV2Third96.Load(file, Unchecked);
            float[] output = new float[MobileNetV2Third96.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            MobileNetV2Third96 model = MobileNetV2Third96.Load(path);
            float[] output = new float[MobileNetV2Third96.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => MobileNetV2Third96.Pack(checkpoint, path, Unchecked), MobileNetV2Third96.WeightBytes),
        new("digits", "MobileNetV2", [("Alpha", "0.5"), ("Resolution", "64"), ("Classes", "10")], Digits.MultiplyAdds, Digits.InputLength, (file, input) =>
        {
            Digits model = Digits.Load(file, Unchecked);
            float[] output = new float[Digits.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (path, input) =>
        {
            Digits model = Digits.Load(path);
            float[] output = new float[Digits.OutputLength];
            return new LoadedBenchmark(model, () => model.Run(input, output));
        }, (checkpoint, path) => Digits.Pack(checkpoint, path, Unchecked), Digits.WeightBytes),
    ];

    // The weights are made for the networks here, in whatever form these are compiled.
    private static WeightOptions Unchecked => new() { AcceptForm = true };

    public static BenchmarkedNetwork Named(string name) => All.Single(network => network.Name == name);

    /// <summary>The network as <c>peers</c> names it.</summary>
    public ZooSelection Selection => new(Table, [.. Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")]);

    /// <summary>An input for it: numbers from -1 to 1.</summary>
    public float[] Input() => FormulaTensors.Input(1, 1, InputLength);
}
