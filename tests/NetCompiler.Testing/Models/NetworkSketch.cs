using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Testing.Models;

/// <summary>
/// Writes an unrolled network operation by operation, for tests of the graph and of kernels that no table has to be written for. Layers
/// are named in one dialect by their own names, norms with <c>.bn</c> behind.
/// </summary>
internal sealed class NetworkSketch(int height, int width, int channels)
{
    private readonly List<PrimitiveOperation> _operations = [];

    /// <summary>The network's input, for operations to read.</summary>
    public const int Input = -1;

    /// <summary>A window with equal sides.</summary>
    public static Window Square(int kernel, int stride = 1, PaddingRule? padding = null, int dilation = 1) =>
        new(kernel, kernel, stride, stride, dilation, dilation, padding ?? PaddingRule.Same, false);

    public int Conv(
        string name, int input, int outputs, Window window, bool norm = false, bool bias = false, ActivationKind activation = ActivationKind.None) =>
        Add(name, "conv2d", [input], outputs, window, norm, bias, activation);

    /// <summary>A depthwise convolution of <paramref name="outputs"/> channels, which should be those of its input.</summary>
    public int Depthwise(
        string name, int input, int outputs, Window window, bool norm = false, bool bias = false, ActivationKind activation = ActivationKind.None) =>
        Add(name, "dwconv", [input], outputs, window, norm, bias, activation);

    public int FullyConnected(string name, int input, int outputs, bool bias = true, ActivationKind activation = ActivationKind.None) =>
        Add(name, "fc", [input], outputs, null, false, bias, activation);

    public int Pool(string name, int input, Window window, ActivationKind activation = ActivationKind.None) =>
        Add(name, "avgpool", [input], 0, window, false, false, activation);

    public int Sum(string name, int left, int right, ActivationKind activation = ActivationKind.None) =>
        Add(name, "add", [left, right], 0, null, false, false, activation);

    public int Activate(string name, int input, ActivationKind activation) =>
        Add(name, "activation", [input], 0, null, false, false, activation);

    /// <summary>A convolution in groups. Its name may hold <c>{group}</c> as names of tensors do; the operation's own leaves it out.</summary>
    public int GroupConv(
        string name, int input, int outputs, int groups, Window window, bool norm = false, bool bias = false,
        ActivationKind activation = ActivationKind.None)
    {
        int added = Add(name, "conv2d", [input], outputs, window, norm, bias, activation);
        _operations[added] = _operations[added] with { Groups = groups };
        return added;
    }

    /// <summary>A depthwise convolution with several square kernels, each over as many channels as it says; one tensor for each.</summary>
    public int Mixed(
        string name, int input, (int Channels, int Kernel)[] parts, int stride = 1, PaddingRule? padding = null, bool norm = false, bool bias = false,
        ActivationKind activation = ActivationKind.None, int dilation = 1)
    {
        KernelPart[] kernels = [.. parts.Select(part => new KernelPart(part.Channels, Square(part.Kernel, stride, padding, dilation)))];
        int added = Add(
            name + ".{group}", "dwconv", [input], parts.Sum(part => part.Channels), kernels.MaxBy(part => part.Window.Height)!.Window, norm, bias, activation);
        _operations[added] = _operations[added] with { Parts = kernels.ToEquatableArray() };
        return added;
    }

    /// <summary>A batch norm by itself.</summary>
    public int Norm(string name, int input, ActivationKind activation = ActivationKind.None) =>
        Add(name, "batchnorm", [input], ChannelsOf(input), null, false, false, activation);

    public int MaxPool(string name, int input, Window window, ActivationKind activation = ActivationKind.None) =>
        Add(name, "maxpool", [input], ChannelsOf(input), window, false, false, activation);

    /// <summary>An average that divides by its whole window.</summary>
    public int FullPool(string name, int input, Window window)
    {
        int added = Pool(name, input, window);
        _operations[added] = _operations[added] with { CountsPadding = true };
        return added;
    }

    public int AdaptivePool(string name, int input, int rows, int columns) => Add(
        name, "adaptivepool", [input], ChannelsOf(input), new Window(rows, columns, 1, 1, 1, 1, PaddingRule.Valid, false), false, false, ActivationKind.None);

    /// <summary>A product of two maps, or of a map and 1 × 1 × channels.</summary>
    public int Product(string name, int left, int right, ActivationKind activation = ActivationKind.None) =>
        Add(name, "multiply", [left, right], ChannelsOf(left), null, false, false, activation);

    public int Concat(string name, params int[] inputs) =>
        Add(name, "concat", inputs, inputs.Sum(ChannelsOf), null, false, false, ActivationKind.None);

    public int Slice(string name, int input, int first, int count)
    {
        int added = Add(name, "slice", [input], count, null, false, false, ActivationKind.None);
        _operations[added] = _operations[added] with { FirstChannel = first };
        return added;
    }

    public int Shuffle(string name, int input, int groups)
    {
        int added = Add(name, "shuffle", [input], ChannelsOf(input), null, false, false, ActivationKind.None);
        _operations[added] = _operations[added] with { Groups = groups };
        return added;
    }

    public int ResponseNorm(string name, int input, ResponseNormRule rule)
    {
        int added = Add(name, "lrn", [input], ChannelsOf(input), null, false, false, ActivationKind.None);
        _operations[added] = _operations[added] with { ResponseNorm = rule };
        return added;
    }

    public int Softmax(string name, int input) => Add(name, "softmax", [input], 0, null, false, false, ActivationKind.None);

    public int Dropout(string name, int input) => Add(name, "dropout", [input], 0, null, false, false, ActivationKind.None);

    public int Flatten(string name, int input) => Add(name, "flatten", [input], 0, null, false, false, ActivationKind.None);

    /// <summary>The next operation's input column promises this shape.</summary>
    public NetworkSketch Expect(int expectedHeight, int expectedWidth, int expectedChannels)
    {
        _expected = new ExpectedShape(expectedHeight, expectedWidth, expectedChannels, Cell(_operations.Count + 1, 0));
        return this;
    }

    private ExpectedShape? _expected;

    /// <summary>The network as sketched.</summary>
    /// <param name="taps">Operations whose results it yields besides, named <c>Tap0</c>, <c>Tap1</c>, ….</param>
    public UnrolledNetwork Finish(bool softmax = false, string name = "Sketch", params int[] taps) => new(
        name, height, width, channels, _operations.ToEquatableArray(), default, default,
        EquatableArray.Of(new Dialect("torchvision", 1e-5, null)), null, PreprocessingSettings.Unset, softmax,
        taps.Select((operation, i) => new NamedOutput($"Tap{i}", operation)).Prepend(new NamedOutput(NamedOutput.Main, _operations.Count - 1)).ToEquatableArray());

    /// <summary>The cell of an operation's keyword.</summary>
    public static CellReference Cell(int row, int column = 1) => new("", 0, row, column);

    private int ChannelsOf(int operation) => operation == Input ? channels
        : _operations[operation].OutputChannels is > 0 and var own ? own
        : ChannelsOf(_operations[operation].Inputs[0]);

    private int Add(
        string name, string keyword, int[] inputs, int outputs, Window? window, bool norm, bool bias, ActivationKind activation)
    {
        EquatableArray<LayerNames> names = keyword is "conv2d" or "dwconv" or "fc" or "batchnorm"
            ? EquatableArray.Of(new LayerNames(name, norm ? name.Replace(".{group}", "", StringComparison.Ordinal) + ".bn" : null))
            : default;
        CellReference origin = Cell(_operations.Count + 1);
        _operations.Add(new PrimitiveOperation(
            name.Replace(".{group}", "", StringComparison.Ordinal), keyword, EquatableArray.Of(inputs), outputs, window, norm, bias, activation, names, origin, origin, _expected));
        _expected = null;
        return _operations.Count - 1;
    }
}
