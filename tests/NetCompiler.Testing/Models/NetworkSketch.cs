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
    public UnrolledNetwork Finish(bool softmax = false, string name = "Sketch") => new(
        name, height, width, channels, _operations.ToEquatableArray(), default, default,
        EquatableArray.Of(new Dialect("torchvision", 1e-5, null)), null, PreprocessingSettings.Unset, softmax,
        EquatableArray.Of(new NamedOutput(NamedOutput.Main, _operations.Count - 1)));

    /// <summary>The cell of an operation's keyword.</summary>
    public static CellReference Cell(int row, int column = 1) => new("", 0, row, column);

    private int Add(
        string name, string keyword, int[] inputs, int outputs, Window? window, bool norm, bool bias, ActivationKind activation)
    {
        EquatableArray<LayerNames> names = keyword is "conv2d" or "dwconv" or "fc"
            ? EquatableArray.Of(new LayerNames(name, norm ? name + ".bn" : null))
            : default;
        CellReference origin = Cell(_operations.Count + 1);
        _operations.Add(new PrimitiveOperation(
            name, keyword, EquatableArray.Of(inputs), outputs, window, norm, bias, activation, names, origin, origin, _expected));
        _expected = null;
        return _operations.Count - 1;
    }
}
