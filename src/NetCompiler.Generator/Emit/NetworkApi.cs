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
/// <param name="Output">Shape of the output.</param>
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
    Shape Output,
    long ParameterCount,
    long MultiplyAdds,
    ApiMemory Memory,
    string? Form,
    PreprocessingSettings Preprocessing,
    EquatableArray<Dialect> Dialects,
    EquatableArray<ApiLayer> Layers,
    EquatableArray<string> Kernels);

/// <summary>Sizes in floats, every one a multiple of 16, and the hash over what lies where in the weights.</summary>
internal sealed record ApiMemory(int WeightFloats, int WorkspaceFloats, int PixelInputOffset, string Fingerprint);

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
    EquatableArray<LayerNames> Names);
