namespace NetCompiler.Samples.Backbone;

/// <summary>A backbone with its weights.</summary>
/// <param name="Model">What to dispose of.</param>
/// <param name="Run">The maps of a picture of the input's size, in the order of the taps.</param>
internal sealed record LoadedBackbone(IDisposable Model, Func<byte[], FeatureMap[]> Run) : IDisposable
{
    public void Dispose() => Model.Dispose();
}

/// <summary>
/// What the program needs to know of a backbone that was compiled into it: the constants and static methods of its class, as values to choose among.
/// </summary>
/// <param name="Name">The word for it on the command line.</param>
/// <param name="Title">How it is introduced.</param>
/// <param name="BundledWeights">Its weights where they are part of the sample, relative to the program; else null.</param>
internal sealed record CompiledBackbone(
    string Name,
    string Title,
    string? BundledWeights,
    int Height,
    int Width,
    int Channels,
    Preprocessing Preprocessing,
    Func<string, WeightOptions, LoadedBackbone> Load)
{
    /// <summary>The one whose weights and pictures are part of the sample.</summary>
    public static CompiledBackbone Digits { get; } = new(
        "digits", "MobileNetV2, width 0.5, trained on digits", "Digits/mobilenet_v2_0.5_64_digits.safetensors",
        DigitBackbone.InputHeight, DigitBackbone.InputWidth, DigitBackbone.InputChannels, DigitBackbone.Preprocessing,
        (path, options) =>
        {
            DigitBackbone model = DigitBackbone.Load(path, options);
            return new LoadedBackbone(model, rgb =>
            {
                FeatureMap[] maps =
                [
                    FeatureMap.Create("Stride2", DigitBackbone.Stride2Height, DigitBackbone.Stride2Width, DigitBackbone.Stride2Channels),
                    FeatureMap.Create("Stride4", DigitBackbone.Stride4Height, DigitBackbone.Stride4Width, DigitBackbone.Stride4Channels),
                    FeatureMap.Create("Stride8", DigitBackbone.Stride8Height, DigitBackbone.Stride8Width, DigitBackbone.Stride8Channels),
                    FeatureMap.Create("Stride16", DigitBackbone.Stride16Height, DigitBackbone.Stride16Width, DigitBackbone.Stride16Channels),
                    FeatureMap.Create("Stride32", DigitBackbone.Stride32Height, DigitBackbone.Stride32Width, DigitBackbone.Stride32Channels),
                ];
                model.Run(rgb, maps[0].Values, maps[1].Values, maps[2].Values, maps[3].Values, maps[4].Values);
                return maps;
            });
        });

    /// <summary>The one for photographs and the user's weights.</summary>
    public static CompiledBackbone ImageNet { get; } = new(
        "mobilenetv2", "MobileNetV2, width 1", null,
        ImageNetBackbone.InputHeight, ImageNetBackbone.InputWidth, ImageNetBackbone.InputChannels, ImageNetBackbone.Preprocessing,
        (path, options) =>
        {
            ImageNetBackbone model = ImageNetBackbone.Load(path, options);
            return new LoadedBackbone(model, rgb =>
            {
                FeatureMap[] maps =
                [
                    FeatureMap.Create("Stride2", ImageNetBackbone.Stride2Height, ImageNetBackbone.Stride2Width, ImageNetBackbone.Stride2Channels),
                    FeatureMap.Create("Stride4", ImageNetBackbone.Stride4Height, ImageNetBackbone.Stride4Width, ImageNetBackbone.Stride4Channels),
                    FeatureMap.Create("Stride8", ImageNetBackbone.Stride8Height, ImageNetBackbone.Stride8Width, ImageNetBackbone.Stride8Channels),
                    FeatureMap.Create("Stride16", ImageNetBackbone.Stride16Height, ImageNetBackbone.Stride16Width, ImageNetBackbone.Stride16Channels),
                    FeatureMap.Create("Stride32", ImageNetBackbone.Stride32Height, ImageNetBackbone.Stride32Width, ImageNetBackbone.Stride32Channels),
                ];
                model.Run(rgb, maps[0].Values, maps[1].Values, maps[2].Values, maps[3].Values, maps[4].Values);
                return maps;
            });
        });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CompiledBackbone> All { get; } = [Digits, ImageNet];

    /// <summary>The picture as the network sees it.</summary>
    public byte[] Prepare(Classify.Imaging.Picture picture)
    {
        byte[] pixels = new byte[Height * Width * Channels];
        Preprocessing.ApplyPixels(picture.Rgb, picture.Width, picture.Height, pixels);
        return pixels;
    }
}
