using System.Reflection;
using NetCompiler.Samples.Classify;

namespace NetCompiler.Samples.Embedded;

/// <summary>Runs a loaded network over the pixels of its input.</summary>
internal delegate void PixelRun(ReadOnlySpan<byte> rgb, Span<float> scores);

/// <summary>A model with its weights.</summary>
internal sealed class LoadedNetwork(IDisposable model, PixelRun run) : IDisposable
{
    public PixelRun Run => run;

    public void Dispose() => model.Dispose();
}

/// <summary>What the program needs to know of a network that was compiled into it, as values to choose among.</summary>
/// <param name="name">The word for it on the command line.</param>
/// <param name="preprocessing">Makes its input of frames of any size; asked for only where there are such.</param>
/// <param name="load">Maps a packed file; a checkpoint will do.</param>
/// <param name="loadResource">Uses a packed file that is part of this program.</param>
internal sealed class CompiledNetwork(
    string name,
    int height,
    int width,
    int classes,
    long weightBytes,
    long workspaceBytes,
    Func<Preprocessing> preprocessing,
    Func<string, LoadedNetwork> load,
    Func<Assembly, string, LoadedNetwork> loadResource)
{
    public static readonly CompiledNetwork[] All =
    [
        new(
            "digits", DigitReader.InputHeight, DigitReader.InputWidth, DigitReader.OutputLength, DigitReader.WeightBytes, DigitReader.WorkspaceBytes,
            () => DigitReader.Preprocessing, path => Of(DigitReader.Load(path)), (assembly, name) => Of(DigitReader.LoadResource(assembly, name))),
        new(
            "mobilenetv2", ImageNetV2.InputHeight, ImageNetV2.InputWidth, ImageNetV2.OutputLength, ImageNetV2.WeightBytes, ImageNetV2.WorkspaceBytes,
            () => ImageNetV2.Preprocessing, path => Of(ImageNetV2.Load(path)), (assembly, name) => Of(ImageNetV2.LoadResource(assembly, name))),
    ];

    public string Name => name;

    public int Classes => classes;

    public long WeightBytes => weightBytes;

    public long WorkspaceBytes => workspaceBytes;

    public Preprocessing Preprocessing => preprocessing();

    /// <summary>Bytes of RGB in its input.</summary>
    public int InputBytes => height * width * 3;

    /// <summary>Loads weights from the file given; without one from this program, else from the file of the network's name beside it.</summary>
    public LoadedNetwork Open(string? weights)
    {
        string own = name + ".ncw";
        Assembly program = typeof(CompiledNetwork).Assembly;
        if (weights is null && Array.IndexOf(program.GetManifestResourceNames(), own) >= 0)
        {
            return FileFailure.Attempt(own, () => loadResource(program, own));
        }

        string path = weights ?? Path.Combine(AppContext.BaseDirectory, own);
        return weights is not null || File.Exists(path)
            ? FileFailure.Attempt(path, () => load(path))
            : throw new FailureException($"the weights of {name} are neither part of the program nor beside it as {path}: give --weights");
    }

    private static LoadedNetwork Of(DigitReader model) => new(model, model.Run);

    private static LoadedNetwork Of(ImageNetV2 model) => new(model, model.Run);
}
