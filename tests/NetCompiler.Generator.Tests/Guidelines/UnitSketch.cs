using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Guidelines;

/// <summary>Units of published networks, operation by operation: their guidelines hang on shapes and costs alone.</summary>
internal sealed class UnitSketch(int size, int channels)
{
    private readonly List<PrimitiveOperation> _operations = [];

    public const int Input = -1;

    /// <summary>The row of the network's table that the next operations come from.</summary>
    public int Row { get; set; } = 1;

    private static CellReference Place(int row) => new("Net.net.md", 1, row, -1);

    public int Conv(string name, int input, int outputs, int kernel = 1, int stride = 1, int groups = 1, bool relu = false, bool bias = false, bool norm = true) =>
        Add(name, "conv2d", [input], outputs, Square(kernel, stride), norm, bias, relu, groups);

    public int Depthwise(string name, int input, int stride = 1, bool relu = false) =>
        Add(name, "dwconv", [input], ChannelsOf(input), Square(3, stride), true, false, relu);

    public int MaxPool(string name, int input, int stride = 1) => Add(name, "maxpool", [input], ChannelsOf(input), Square(3, stride));

    public int Sum(string name, int left, int right, bool relu = false) => Add(name, "add", [left, right], ChannelsOf(left), null, false, false, relu);

    public int Concat(string name, params int[] inputs) => Add(name, "concat", inputs, inputs.Sum(ChannelsOf));

    public int Slice(string name, int input, int first, int count)
    {
        int slice = Add(name, "slice", [input], count);
        _operations[slice] = _operations[slice] with { FirstChannel = first };
        return slice;
    }

    public int Shuffle(string name, int input, int groups) => Add(name, "shuffle", [input], ChannelsOf(input), groups: groups);

    public UnrolledNetwork Network() => new(
        "Sketch", size, size, channels, _operations.ToEquatableArray(), default, default, EquatableArray.Of(new Dialect("torchvision", 1e-5, null)), null,
        PreprocessingSettings.Unset, false, EquatableArray.Of(new NamedOutput(NamedOutput.Main, _operations.Count - 1)));

    public NetworkGraph Graph()
    {
        BuildResult result = GraphBuilder.Build(Network());
        Assert.True(result.Graph is not null, string.Join("\n", result.Problems.Select(ProblemText.Describe)));
        return result.Graph;
    }

    public IReadOnlyList<Problem> Remarks() => [.. GuidelineCheck.Check(Network(), Graph())];

    /// <summary>The remarks as <c>row: NETC5001: message</c>.</summary>
    public string[] Texts() => [.. Remarks().Select(remark => $"{remark.Cell!.Row}: {ProblemText.Describe(remark)}")];

    private int ChannelsOf(int value) => value < 0 ? channels : _operations[value].OutputChannels;

    private static Window Square(int kernel, int stride) => new(kernel, kernel, stride, stride, 1, 1, PaddingRule.Symmetric, false);

    private int Add(
        string name, string keyword, int[] inputs, int outputs, Window? window = null, bool norm = false, bool bias = false, bool relu = false, int groups = 1)
    {
        EquatableArray<LayerNames> names = keyword is "conv2d" or "dwconv"
            ? EquatableArray.Of(new LayerNames(name, norm ? name + ".bn" : null))
            : default;
        _operations.Add(new PrimitiveOperation(
            name, keyword, EquatableArray.Of(inputs), outputs, window, norm, bias, relu ? ActivationKind.Relu : ActivationKind.None, names, Place(Row), Place(Row), null)
        {
            Groups = groups,
        });
        return _operations.Count - 1;
    }
}
