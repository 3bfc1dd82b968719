using System.ComponentModel;

namespace NetCompiler.CompilerServices;

/// <summary>
/// What the compiler knows about one network and the runtime needs: its shapes, the sizes of its memory, and where each layer's
/// numbers lie in a checkpoint and in the weight block. Generated code makes one for each network; it never changes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkDescription
{
    private readonly OutputDescription[] _outputs;
    private readonly int _workers = 1;

    /// <summary>Describes a network.</summary>
    /// <param name="name">The name shown in messages.</param>
    /// <param name="inputHeight">Rows of the input, at least 1.</param>
    /// <param name="inputWidth">Columns of the input, at least 1.</param>
    /// <param name="inputChannels">Channels of the input, at least 1.</param>
    /// <param name="outputLength">Floats of the output, at least 1; of the first one where <see cref="Outputs"/> tells of several.</param>
    /// <param name="weightFloats">Floats of the weight block, a multiple of 16.</param>
    /// <param name="workspaceFloats">Floats of a workspace, a multiple of 16; the float input that is made of pixels is part of it.</param>
    /// <param name="pixelInputOffset">Where in the workspace that input begins, in floats, a multiple of 16.</param>
    /// <param name="fingerprint">32 hexadecimal digits over the graph and the weight layout.</param>
    /// <param name="form">The form that is compiled (<c>Torchvision</c>, <c>TensorFlow</c>, <c>Keras</c>), or null where there is but one.</param>
    /// <param name="preprocessing">How a picture becomes the input.</param>
    /// <param name="dialects">The naming conventions of checkpoints that the network knows.</param>
    /// <param name="layers">Every layer with weights; their <see cref="WeightLayer.Names"/> are one for each dialect, in order.</param>
    /// <exception cref="ArgumentException">Sizes that contradict each other, or layers outside the weight block.</exception>
    public NetworkDescription(
        string name,
        int inputHeight,
        int inputWidth,
        int inputChannels,
        int outputLength,
        int weightFloats,
        int workspaceFloats,
        int pixelInputOffset,
        string fingerprint,
        string? form,
        Preprocessing preprocessing,
        DialectDescription[] dialects,
        WeightLayer[] layers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(fingerprint);
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentNullException.ThrowIfNull(dialects);
        ArgumentNullException.ThrowIfNull(layers);
        Name = name;
        InputHeight = inputHeight;
        InputWidth = inputWidth;
        InputChannels = inputChannels;
        InputLength = checked(inputHeight * inputWidth * inputChannels);
        _outputs = [new OutputDescription("output", outputLength)];
        WeightFloats = weightFloats;
        WorkspaceFloats = workspaceFloats;
        PixelInputOffset = pixelInputOffset;
        Fingerprint = fingerprint;
        Form = form;
        Preprocessing = preprocessing;
        Dialects = dialects;
        Layers = layers;

        Require(inputHeight > 0 && inputWidth > 0 && inputChannels > 0 && outputLength > 0, "A shape is empty.");
        Require(IsBlockSize(weightFloats) && IsBlockSize(workspaceFloats) && IsBlockSize(pixelInputOffset), "A size is no multiple of 16 floats.");
        Require((long)pixelInputOffset + InputLength <= workspaceFloats, "The input made of pixels lies outside the workspace.");
        Require(fingerprint.Length == 32 && fingerprint.All(char.IsAsciiHexDigit), "The fingerprint is not 32 hexadecimal digits.");
        Require(
            preprocessing.Height == inputHeight && preprocessing.Width == inputWidth && preprocessing.Channels == inputChannels,
            "The preprocessing yields another shape than the input.");
        foreach (WeightLayer layer in layers)
        {
            Require(layer.Names.Length == dialects.Length, $"Layer {layer.Names.FirstOrDefault(layer.Name)} does not have one name for each dialect.");
            string? contradiction = LayerVerifier.FindContradiction(layer);
            Require(contradiction is null, $"Layer {layer.Name} {contradiction}.");
            Require(IsBlockSize(layer.Offset) && layer.Offset + layer.PackedFloats <= weightFloats, $"Layer {layer.Name} lies outside the weight block.");
        }
    }

    /// <summary>The name shown in messages.</summary>
    public string Name { get; }

    /// <summary>Rows of the input.</summary>
    public int InputHeight { get; }

    /// <summary>Columns of the input.</summary>
    public int InputWidth { get; }

    /// <summary>Channels of the input.</summary>
    public int InputChannels { get; }

    /// <summary>Floats, or bytes, of the input.</summary>
    public int InputLength { get; }

    /// <summary>Floats of the output; of the first one where there are several.</summary>
    public int OutputLength => _outputs[0].Length;

    /// <summary>The outputs in order: one called <c>output</c>, unless told otherwise.</summary>
    /// <exception cref="ArgumentException">There is none, one is empty, or the first has another length than the constructor was told.</exception>
    public OutputDescription[] Outputs
    {
        get => _outputs;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Require(value.Length > 0 && value.All(output => output.Length > 0), "An output is empty.");
            Require(value[0].Length == OutputLength, "The first output has another length than the constructor was told.");
            _outputs = value;
        }
    }

    /// <summary>Threads that share one run, the caller's among them: 1, unless told otherwise.</summary>
    /// <exception cref="ArgumentException">It is less than 1 or more than 64.</exception>
    public int Workers
    {
        get => _workers;
        init
        {
            Require(value is >= 1 and <= 64, "There are 1 to 64 workers.");
            _workers = value;
        }
    }

    /// <summary>What workers other than the caller do in a run; null where there are none.</summary>
    public WorkerEntry? Assist { get; init; }

    /// <summary>Floats of the weight block.</summary>
    public int WeightFloats { get; }

    /// <summary>Floats of a workspace.</summary>
    public int WorkspaceFloats { get; }

    /// <summary>Where in the workspace the input made of pixels begins, in floats.</summary>
    public int PixelInputOffset { get; }

    /// <summary>32 hexadecimal digits over the graph and the weight layout.</summary>
    public string Fingerprint { get; }

    /// <summary>The form that is compiled, or null where there is but one.</summary>
    public string? Form { get; }

    /// <summary>How a picture becomes the input.</summary>
    public Preprocessing Preprocessing { get; }

    internal DialectDescription[] Dialects { get; }

    internal WeightLayer[] Layers { get; }

    private static bool IsBlockSize(int floats) => floats >= 0 && floats % 16 == 0;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}

/// <summary>One output of a network.</summary>
/// <param name="Name">The parameter of <c>Run</c> that takes it, for messages.</param>
/// <param name="Length">Its floats, at least 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OutputDescription(string Name, int Length);

/// <summary>A naming convention of checkpoints.</summary>
/// <param name="Name">
/// <c>torchvision</c>, <c>timm</c>, <c>keras</c> or <c>authors</c>: decides the tensors' suffixes and layout. Any other name than <c>keras</c> is read
/// with PyTorch's suffixes and layout.
/// </param>
/// <param name="Epsilon">What such checkpoints' batch norms add to the variance.</param>
/// <param name="Form">The form that such checkpoints usually are trained for, or null where there is but one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DialectDescription(string Name, double Epsilon, string? Form)
{
    /// <summary>What the names of tensors begin with that such checkpoints hold and inference does not need.</summary>
    public string[] Ignored { get; init; } = [];

    internal bool IsKeras => Name.Equals("keras", StringComparison.OrdinalIgnoreCase);
}
