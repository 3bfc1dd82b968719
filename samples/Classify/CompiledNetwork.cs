namespace NetCompiler.Samples.Classify;

/// <summary>Runs a loaded network over the pixels of its input.</summary>
internal delegate void PixelRun(ReadOnlySpan<byte> rgb, Span<float> scores);

/// <summary>A model with its weights.</summary>
/// <param name="Model">What to dispose of.</param>
internal sealed record LoadedNetwork(IDisposable Model, PixelRun Run) : IDisposable
{
    public void Dispose() => Model.Dispose();
}

/// <summary>
/// What the program needs to know of a network that was compiled into it. Each generated class has its members as constants and static
/// methods; here they become values, so that the command line can choose among them.
/// </summary>
/// <param name="Name">The word for it on the command line.</param>
/// <param name="Title">How it is introduced.</param>
/// <param name="BundledWeights">Its weights where they are part of the sample, relative to the program; else null.</param>
internal sealed record CompiledNetwork(
    string Name,
    string Title,
    string? BundledWeights,
    int Height,
    int Width,
    int Channels,
    int Classes,
    long Parameters,
    long MultiplyAdds,
    long WeightBytes,
    long WorkspaceBytes,
    Preprocessing Preprocessing,
    Func<string, WeightOptions, LoadedNetwork> Load,
    Action<string, string, WeightOptions> Pack)
{
    public int InputBytes => Height * Width * Channels;

    /// <summary>The instructions that run on this machine.</summary>
    public static string Instructions => DigitReader.InstructionSet;

    /// <summary>All networks of the program, the bundled one first.</summary>
    public static IReadOnlyList<CompiledNetwork> All { get; } =
    [
        new(
            "digits", "MobileNetV2, width 0.5", "Digits/mobilenet_v2_0.5_64_digits.safetensors",
            DigitReader.InputHeight, DigitReader.InputWidth, DigitReader.InputChannels, DigitReader.OutputLength,
            DigitReader.ParameterCount, DigitReader.MultiplyAdds, DigitReader.WeightBytes, DigitReader.WorkspaceBytes, DigitReader.Preprocessing,
            (path, options) =>
            {
                DigitReader model = DigitReader.Load(path, options);
                return new LoadedNetwork(model, model.Run);
            },
            DigitReader.Pack),
        new(
            "mobilenetv2", "MobileNetV2, width 1", null,
            ImageNetV2.InputHeight, ImageNetV2.InputWidth, ImageNetV2.InputChannels, ImageNetV2.OutputLength,
            ImageNetV2.ParameterCount, ImageNetV2.MultiplyAdds, ImageNetV2.WeightBytes, ImageNetV2.WorkspaceBytes, ImageNetV2.Preprocessing,
            (path, options) =>
            {
                ImageNetV2 model = ImageNetV2.Load(path, options);
                return new LoadedNetwork(model, model.Run);
            },
            ImageNetV2.Pack),
        new(
            "mobilenetv1", "MobileNetV1, width 1", null,
            ImageNetV1.InputHeight, ImageNetV1.InputWidth, ImageNetV1.InputChannels, ImageNetV1.OutputLength,
            ImageNetV1.ParameterCount, ImageNetV1.MultiplyAdds, ImageNetV1.WeightBytes, ImageNetV1.WorkspaceBytes, ImageNetV1.Preprocessing,
            (path, options) =>
            {
                ImageNetV1 model = ImageNetV1.Load(path, options);
                return new LoadedNetwork(model, model.Run);
            },
            ImageNetV1.Pack),
        new(
            "mobilenetv1-tf", "MobileNetV1, width 1, TensorFlow's form", null,
            ImageNetV1TensorFlow.InputHeight, ImageNetV1TensorFlow.InputWidth, ImageNetV1TensorFlow.InputChannels, ImageNetV1TensorFlow.OutputLength,
            ImageNetV1TensorFlow.ParameterCount, ImageNetV1TensorFlow.MultiplyAdds, ImageNetV1TensorFlow.WeightBytes,
            ImageNetV1TensorFlow.WorkspaceBytes, ImageNetV1TensorFlow.Preprocessing,
            (path, options) =>
            {
                ImageNetV1TensorFlow model = ImageNetV1TensorFlow.Load(path, options);
                return new LoadedNetwork(model, model.Run);
            },
            ImageNetV1TensorFlow.Pack),
    ];
}
