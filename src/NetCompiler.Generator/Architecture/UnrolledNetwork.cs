using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// A network with repeats, widths, conditions and blocks applied: a flat list of primitive operations in execution order,
/// every number final. Spatial shapes are not known yet: the graph infers them.
/// </summary>
/// <param name="Name">The table's title, such as <c>MobileNetV2</c>; the class's name where the rows are attributes.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Operations">In execution order; the last one yields the output.</param>
/// <param name="Parameters">Every parameter with its value, in the table's order: for headers and documentation.</param>
/// <param name="Rows">The network's rows in normal form, one line of text each: for headers and documentation.</param>
/// <param name="Dialects">The checkpoints' naming conventions that the table knows, in column order.</param>
/// <param name="Form">The form that is compiled (<c>Torchvision</c>, <c>TensorFlow</c>, <c>Keras</c>), or null where the table has no such parameter.</param>
/// <param name="Preprocessing">With every member set.</param>
/// <param name="Softmax">Whether a softmax follows the last operation.</param>
/// <param name="Outputs">What the network yields, at least one: the last operation's result, named <c>Output</c>, and the taps, or the taps alone.</param>
internal sealed record UnrolledNetwork(
    string Name,
    int Height,
    int Width,
    int Channels,
    EquatableArray<PrimitiveOperation> Operations,
    EquatableArray<ParameterSetting> Parameters,
    EquatableArray<string> Rows,
    EquatableArray<Dialect> Dialects,
    string? Form,
    PreprocessingSettings Preprocessing,
    bool Softmax,
    EquatableArray<NamedOutput> Outputs);

/// <summary>One thing that a network yields.</summary>
/// <param name="Name">An identifier; <see cref="Main"/> for the network's own result.</param>
/// <param name="Operation">Index into <see cref="UnrolledNetwork.Operations"/>.</param>
internal sealed record NamedOutput(string Name, int Operation)
{
    /// <summary>The name of the last operation's result.</summary>
    public const string Main = "Output";
}

/// <summary>One primitive operation, every expression evaluated.</summary>
/// <param name="Name">
/// Unique dotted path made of row names, an identifier between dots: <c>Stem</c>, <c>Block2.Expand</c>, <c>Classifier</c>.
/// </param>
/// <param name="Operator">The schema's keyword: <c>conv2d</c>, <c>dwconv</c>, <c>fc</c>, <c>batchnorm</c>, <c>maxpool</c>, <c>avgpool</c>, <c>adaptivepool</c>, <c>add</c>, <c>multiply</c>, <c>concat</c>, <c>slice</c>, <c>shuffle</c>, <c>lrn</c>, <c>activation</c>, <c>softmax</c>, <c>dropout</c>, <c>flatten</c>.</param>
/// <param name="Inputs">What it reads, in order: indices into <see cref="UnrolledNetwork.Operations"/>; -1 is the network's input.</param>
/// <param name="OutputChannels">Channels that it yields.</param>
/// <param name="Window">Kernel or pooling window; null for operators without one. A global pool has <see cref="Window.IsGlobal"/>.</param>
/// <param name="Norm">Whether a batch norm follows the sum.</param>
/// <param name="Bias">Whether the layer has a bias of its own.</param>
/// <param name="Activation">What follows norm and bias.</param>
/// <param name="Names">Checkpoint names of the layer, one for each of <see cref="UnrolledNetwork.Dialects"/>, or empty for an operation without weights.</param>
/// <param name="Origin">The cell of the operator, where problems with this operation are shown.</param>
/// <param name="NetworkRow">
/// The row of the network's table that this comes from: the place of problems that only the use of a block explains, and of the
/// <paramref name="ExpectedInput"/>.
/// </param>
/// <param name="ExpectedInput">The shape that the row's <c>input</c> column promises for the value that enters the row, on the row's first operation only; else null.</param>
internal sealed record PrimitiveOperation(
    string Name,
    string Operator,
    EquatableArray<int> Inputs,
    int OutputChannels,
    Window? Window,
    bool Norm,
    bool Bias,
    ActivationKind Activation,
    EquatableArray<LayerNames> Names,
    CellReference Origin,
    CellReference NetworkRow,
    ExpectedShape? ExpectedInput)
{
    /// <summary>Groups of a <c>conv2d</c> or a <c>shuffle</c>.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// The parts of a <c>dwconv</c> with several kernels, in channel order, at least two; empty for one kernel, which is <see cref="Window"/>. Then
    /// <see cref="Window"/> is that of the largest kernel.
    /// </summary>
    public EquatableArray<KernelPart> Parts { get; init; }

    /// <summary>The first channel that a <c>slice</c> takes; it takes <see cref="OutputChannels"/> of them.</summary>
    public int FirstChannel { get; init; }

    /// <summary>Whether an <c>avgpool</c> divides by the whole window, padded positions included.</summary>
    public bool CountsPadding { get; init; }

    /// <summary>The numbers of an <c>lrn</c>; null for all others.</summary>
    public ResponseNormRule? ResponseNorm { get; init; }

    /// <summary>Whether the layer yields the classes.</summary>
    public bool IsClassifier { get; init; }
}

/// <summary>Neighbouring channels of a mixed depthwise convolution that share a kernel.</summary>
/// <param name="Channels">How many.</param>
/// <param name="Window">Their window; strides are alike in all parts.</param>
internal sealed record KernelPart(int Channels, Window Window);

/// <summary>Local response normalization across channels: x / (<paramref name="Offset"/> + <paramref name="Alpha"/> / <paramref name="Size"/> · Σ x²)^<paramref name="Beta"/>.</summary>
/// <param name="Size">Neighbouring channels that are summed, odd.</param>
/// <param name="Beta">0.5, 0.75 or 1.</param>
internal sealed record ResponseNormRule(int Size, double Alpha, double Beta, double Offset);

/// <summary>A sliding window.</summary>
/// <param name="IsGlobal">The window is the whole map, whatever its size; the numbers are then 0 and 1.</param>
internal sealed record Window(
    int Height,
    int Width,
    int StrideHeight,
    int StrideWidth,
    int DilationHeight,
    int DilationWidth,
    PaddingRule Padding,
    bool IsGlobal)
{
    /// <summary>Whether a last window that only begins inside the (padded) map counts too, as in Caffe: sizes are then rounded up.</summary>
    public bool IsCeil { get; init; }

    /// <summary>A pool over the whole map.</summary>
    public static readonly Window Global = new(0, 0, 1, 1, 1, 1, PaddingRule.Valid, true);
}

/// <summary>How much padding surrounds a map.</summary>
/// <param name="Kind">The rule; the four numbers count only for <see cref="PaddingKind.Explicit"/>.</param>
internal sealed record PaddingRule(PaddingKind Kind, int Top, int Left, int Bottom, int Right)
{
    /// <summary>No padding: floor((n - k) / s) + 1.</summary>
    public static readonly PaddingRule Valid = new(PaddingKind.Valid, 0, 0, 0, 0);

    /// <summary>TensorFlow's SAME: ceil(n / s) results, the odd padding after.</summary>
    public static readonly PaddingRule Same = new(PaddingKind.Same, 0, 0, 0, 0);

    /// <summary>dilation · (k - 1) / 2 on every side, rounded down.</summary>
    public static readonly PaddingRule Symmetric = new(PaddingKind.Symmetric, 0, 0, 0, 0);
}

internal enum PaddingKind
{
    Valid,
    Same,
    Symmetric,
    Explicit,
}

internal enum ActivationKind
{
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x where x > 0, otherwise 0.01·x.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x · sigmoid(x).</summary>
    Swish,

    /// <summary>relu6(x + 3) / 6.</summary>
    HardSigmoid,

    /// <summary>x · hard sigmoid(x).</summary>
    HardSwish,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,
}

/// <summary>A shape promised by an <c>input</c> cell; checked only where <see cref="UnrolledNetwork"/> is at its default parameters.</summary>
/// <param name="Cell">The cell that promises it.</param>
internal sealed record ExpectedShape(int Height, int Width, int Channels, CellReference Cell)
{
    /// <summary>Whether the network's size is taken from this cell, so that the cell itself agrees with it whatever it says.</summary>
    public bool GivesSize { get; init; }
}

/// <summary>A naming convention of checkpoints, such as torchvision's.</summary>
/// <param name="Name"><c>torchvision</c>, <c>timm</c>, <c>keras</c>, <c>authors</c>: decides suffixes and layout.</param>
/// <param name="Epsilon">Of the batch norms, where the call does not say otherwise.</param>
/// <param name="Form">The form that such checkpoints usually are trained for, or null where there is but one.</param>
/// <param name="Ignored">Beginnings of the names of tensors that such checkpoints hold and inference does not need: <c>aux1.</c>.</param>
internal sealed record Dialect(string Name, double Epsilon, string? Form, EquatableArray<string> Ignored = default);

/// <summary>Names of one layer's tensors in one dialect, without the suffix: <c>features.0.0</c> and <c>features.0.1</c>.</summary>
/// <param name="Layer">Of the weights (and bias).</param>
/// <param name="Norm">Of the batch norm, or null without one.</param>
internal sealed record LayerNames(string Layer, string? Norm);
