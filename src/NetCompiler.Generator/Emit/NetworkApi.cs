using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Everything that the API file of one network says, in numbers and text: what is left of rows, graph and plans when the kernels are set aside.
/// </summary>
/// <param name="Type">The class to complete.</param>
/// <param name="Network">The network's name.</param>
/// <param name="Parameters">Its parameters in the table's order.</param>
/// <param name="Rows">Its rows in normal form.</param>
/// <param name="Input">Shape of the input.</param>
/// <param name="Outputs">The outputs in order, at least one.</param>
/// <param name="ParameterCount">As trained.</param>
/// <param name="MultiplyAdds">For one picture.</param>
/// <param name="Memory">Sizes of weights and workspace.</param>
/// <param name="Form">The form that is compiled, or null.</param>
/// <param name="Preprocessing">With every member set.</param>
/// <param name="Dialects">Naming conventions that checkpoints may have.</param>
/// <param name="Layers">Layers with weights.</param>
/// <param name="Kernels">Classes with the network's code, the one to be preferred first; the last one runs everywhere.</param>
internal sealed record NetworkApi(
    TypeHierarchy Type,
    string Network,
    EquatableArray<ParameterSetting> Parameters,
    EquatableArray<string> Rows,
    Shape Input,
    EquatableArray<ApiOutput> Outputs,
    long ParameterCount,
    long MultiplyAdds,
    ApiMemory Memory,
    string? Form,
    PreprocessingSettings Preprocessing,
    EquatableArray<Dialect> Dialects,
    EquatableArray<ApiLayer> Layers,
    EquatableArray<ApiKernels> Kernels)
{
    /// <summary>Threads that share one run, the caller's among them.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether nothing but the network's own result comes out.</summary>
    public bool HasMainOutputOnly => Outputs.Count == 1 && Outputs[0].IsMain;
}

/// <summary>Sizes in floats, every one a multiple of 16, and the hash over what lies where in the weights.</summary>
/// <param name="PixelInputOffset">Where in the workspace the input stands when it comes as bytes: a number, or a choice between those of several instruction sets.</param>
internal sealed record ApiMemory(int WeightFloats, int WorkspaceFloats, string PixelInputOffset, string Fingerprint);

/// <summary>A class with the network's code for one instruction set.</summary>
/// <param name="Title">The instruction set's name for people.</param>
internal sealed record ApiKernels(string Class, string Title);

/// <summary>One layer with weights, as the runtime is told of it.</summary>
/// <param name="Kind">A member of the runtime's <c>WeightLayerKind</c>.</param>
/// <param name="Offset">In floats.</param>
/// <param name="Names">One for each dialect.</param>
internal sealed record ApiLayer(
    string Name,
    string Kind,
    int KernelHeight,
    int KernelWidth,
    int InputChannels,
    int OutputChannels,
    int Offset,
    bool HasBias,
    bool HasNorm,
    EquatableArray<LayerNames> Names)
{
    /// <summary>Groups of a dense convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>First input channel of each panel's window; empty where every panel reads all channels.</summary>
    public EquatableArray<int> PanelInputs { get; init; }

    /// <summary>Input channels of each window.</summary>
    public int ReadChannels { get; init; }

    /// <summary>The output channel in each lane of the panels, −1 for none; empty where the channels follow each other.</summary>
    public EquatableArray<int> Lanes { get; init; }

    /// <summary>For a part of a mixed depthwise convolution, its first channel among the map's.</summary>
    public int FirstChannel { get; init; }

    /// <summary>Channels of the norm's and bias's vectors.</summary>
    public int MapChannels { get; init; }

    /// <summary>The number of the part.</summary>
    public int Part { get; init; }

    /// <summary>The side of a tile of results, or 0.</summary>
    public int TileSide { get; init; }

    /// <summary>The layer yields the classes.</summary>
    public bool IsClassifier { get; init; }
}
