using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>What a primitive row says once everything is evaluated; names, inputs and place come from the unroller.</summary>
internal sealed record Primitive(int Channels, Window? Window, bool Norm, bool Bias, ActivationKind Activation)
{
    /// <summary>Whether a convolution has one window a channel, by its operator or by its groups.</summary>
    public bool IsDepthwise { get; init; }

    public int Groups { get; init; } = 1;

    public EquatableArray<KernelPart> Parts { get; init; }

    public int FirstChannel { get; init; }

    public bool CountsPadding { get; init; }

    public ResponseNormRule? ResponseNorm { get; init; }
}

/// <summary>Evaluates one primitive row: its own cells first, then the defaults of its operator, then the schema's.</summary>
internal sealed class PrimitiveReader
{
    private readonly NetworkArchitecture _architecture;
    private readonly Scope _parameters;
    private readonly OperatorDefaults _defaults;
    private readonly CellReader _reader;

    public PrimitiveReader(NetworkArchitecture architecture, Scope parameters, CellReader reader)
    {
        _architecture = architecture;
        _parameters = parameters;
        _reader = reader;
        _defaults = new OperatorDefaults(architecture.Defaults, reader);
    }

    /// <summary>The evaluated row, or null after a problem.</summary>
    /// <param name="entering">Channels of what the row reads, in order.</param>
    /// <param name="place">What the row is in its table.</param>
    public Primitive? Read(Row row, Scope scope, IReadOnlyList<int> entering, RowPlace place)
    {
        OperatorSpec spec = row.Operator!;
        if (Channels(row, scope, entering, place) is not int channels
            || Groups(row, scope, entering[0], channels) is not int groups
            || FirstChannel(row, scope, entering[0], channels) is not int first
            || Sides(row, "k", scope, null) is not { IsValid: true } kernel
            || Sides(row, "s", scope, spec.IsPool ? kernel.Value : new Sides(1, 1)) is not { IsValid: true } stride
            || Sides(row, "d", scope, new Sides(1, 1)) is not { IsValid: true } dilation)
        {
            return null;
        }

        if (spec.Reads("k") && !spec.IsPool && kernel.Value is null && row.Find("kernels") is null)
        {
            _reader.Problems.Add(RuleIds.MissingCell, row.At, "k");
            return null;
        }

        Sides strides = place.IsRepeat ? new Sides(1, 1) : stride.Value ?? new Sides(1, 1);
        bool isGlobal = spec.IsPool && IsGlobal(row, kernel.Value);
        EquatableArray<KernelShape> kernels = default;
        if (spec.Reads("k") && !isGlobal)
        {
            bool isStrided = strides != new Sides(1, 1);
            if (KernelReader.Read(row, scope, channels, kernel.Value, dilation.Value!, isStrided, _reader) is not EquatableArray<KernelShape> read)
            {
                return null;
            }

            kernels = read;
        }

        KernelShape? largest = kernels.OrderByDescending(shape => shape.Reach).FirstOrDefault();
        Scope chosen = new(_parameters);
        chosen.Set("in", Value.Of(entering[0]));
        chosen.Set("c", Value.Of(channels));
        chosen.Set("s", Value.Of(strides.Height));
        chosen.Set("d", Value.Of(largest?.Dilation.Height ?? dilation.Value!.Height));
        chosen.Set("k", Value.Of(largest?.Size.Height ?? kernel.Value?.Height ?? 0));

        Window? window = isGlobal ? Window.Global : null;
        EquatableArray<KernelPart> parts = default;
        if (largest is not null)
        {
            if (Sliding(row, spec, strides, scope, chosen, kernels.Count > 1) is not Window sliding)
            {
                return null;
            }

            window = With(sliding, largest);
            parts = kernels.Count > 1 ? kernels.Select(shape => new KernelPart(shape.Channels, With(sliding, shape))).ToEquatableArray() : default;
        }

        ResponseNormRule? response = spec.Keyword == "lrn" ? ResponseNormReader.Read(row, scope, _reader) : null;
        if ((spec.Keyword == "lrn" && response is null)
            || CountsPadding(row, spec, scope, chosen, window) is not bool countsPadding
            || Epilogue(row, spec, scope, chosen, place) is not (bool norm, bool bias, ActivationKind activation))
        {
            return null;
        }

        bool isGroupEach = spec.Keyword == "conv2d" && groups > 1 && groups == entering[0] && groups == channels;
        return new Primitive(channels, window, norm, bias, activation)
        {
            IsDepthwise = isGroupEach,
            Groups = isGroupEach ? 1 : groups,
            Parts = parts,
            FirstChannel = first,
            CountsPadding = countsPadding,
            ResponseNorm = response,
        };
    }

    private static Window With(Window sliding, KernelShape shape) => sliding with
    {
        Height = shape.Size.Height,
        Width = shape.Size.Width,
        DilationHeight = shape.Dilation.Height,
        DilationWidth = shape.Dilation.Width,
    };

    private int? Channels(Row row, Scope scope, IReadOnlyList<int> entering, RowPlace place)
    {
        if (row.Operator!.Keyword == "concat")
        {
            // At most 64 inputs of at most 65536 channels.
            int sum = entering.Sum();
            return _reader.Whole(new TableCell("c", row.Keyword, row.At), sum, 1, LanguageLimits.Channels);
        }

        bool isSlice = row.Operator.Keyword == "slice";
        if (row.Find("c") is not TableCell cell)
        {
            if (isSlice)
            {
                _reader.Problems.Add(RuleIds.MissingCell, row.At, "c");
                return null;
            }

            return entering[0];
        }

        if (_reader.Number(cell, scope) is not double number)
        {
            return null;
        }

        return isSlice ? _reader.Whole(cell, number, 1, entering[0])
            : place.IsNetwork && !row.YieldsClasses
            ? WidthRules.Apply(_architecture.Widths, row.Name, cell, number, scope, _reader)
            : _reader.Whole(cell, number, 1, LanguageLimits.Channels);
    }

    private int? Groups(Row row, Scope scope, int entering, int leaving)
    {
        if (row.Find("g") is not TableCell cell)
        {
            return 1;
        }

        if (_reader.Whole(cell, scope, 1, LanguageLimits.Channels) is not int groups)
        {
            return null;
        }

        if (entering % groups == 0 && leaving % groups == 0)
        {
            return groups;
        }

        string expected = entering == leaving
            ? $"a divisor of the {entering} channels"
            : $"a divisor of the {entering} channels that enter and of the {leaving} that leave";
        _reader.Report(RuleIds.NotInRange, cell, cell.Column, Value.Format(groups), expected);
        return null;
    }

    private int? FirstChannel(Row row, Scope scope, int entering, int taken) =>
        row.Find("first") is TableCell cell ? _reader.Whole(cell, scope, 0, entering - taken) : 0;

    private OptionalSides? Sides(Row row, string column, Scope scope, Sides? whenEmpty)
    {
        if (row.Find(column) is not TableCell cell)
        {
            return new OptionalSides(true, whenEmpty);
        }

        return _reader.Sides(cell, scope) is Sides sides ? new OptionalSides(true, sides) : null;
    }

    /// <summary>No window at all, or one that is the whole map which the paper prints there.</summary>
    private static bool IsGlobal(Row row, Sides? kernel) =>
        kernel is null || (row.Input is ExpectedShape map && map.Height == kernel.Height && map.Width == kernel.Width);

    /// <summary>Stride, padding and rounding of a row, without its windows' sizes.</summary>
    private Window? Sliding(Row row, OperatorSpec spec, Sides strides, Scope scope, Scope chosen, bool isMixed)
    {
        if (spec.Keyword == "adaptivepool")
        {
            return new Window(0, 0, 1, 1, 1, 1, PaddingRule.Valid, false);
        }

        if (Padding(row, spec, scope, chosen) is not PaddingRule padding
            || Word(row, "rounding", spec, scope, chosen, "floor") is not string rounding)
        {
            return null;
        }

        if (isMixed && padding.Kind is not (PaddingKind.Same or PaddingKind.Symmetric))
        {
            TableCell kernels = row.Find("kernels")!;
            string text = Cell(row, "padding", spec, chosen)?.Text ?? "valid";
            _reader.Report(
                RuleIds.ColumnsContradict, kernels, "kernels", kernels.Text, "padding", text, "expected same or symmetric, by which all windows yield maps of one size");
            return null;
        }

        return new Window(0, 0, strides.Height, strides.Width, 1, 1, padding, false) { IsCeil = rounding == "ceil" };
    }

    private PaddingRule? Padding(Row row, OperatorSpec spec, Scope scope, Scope chosen)
    {
        if (row.Find("padding") is TableCell own)
        {
            return _reader.Padding(own, scope);
        }

        return _defaults.Find("padding", spec, chosen) is TableCell cell ? _reader.Padding(cell, chosen)
            : spec.HasWeights ? PaddingRule.Same : PaddingRule.Valid;
    }

    private bool? CountsPadding(Row row, OperatorSpec spec, Scope scope, Scope chosen, Window? window)
    {
        if (!spec.Reads("count"))
        {
            return false;
        }

        if (Word(row, "count", spec, scope, chosen, "inside") is not string counted)
        {
            return null;
        }

        if (counted == "all" && window is { IsCeil: true } && Cell(row, "count", spec, chosen) is TableCell cell)
        {
            _reader.Problems.Add(
                RuleIds.ColumnsContradict, row.Find("count")?.At ?? row.At, "count", cell.Text, "rounding", "ceil",
                "expected inside, or floor: frameworks disagree on what lies behind the padding");
            return null;
        }

        return counted == "all";
    }

    private (bool Norm, bool Bias, ActivationKind Activation)? Epilogue(
        Row row, OperatorSpec spec, Scope scope, Scope chosen, RowPlace place)
    {
        string? norm = spec.Keyword == "batchnorm" ? "bn" : LayerWord(row, "norm", spec, scope, chosen, place);
        string? activation = LayerWord(row, "act", spec, scope, chosen, place);
        if (norm is null || activation is null)
        {
            return null;
        }

        bool hasNorm = norm == "bn";
        bool? bias = false;
        if (spec.Reads("bias"))
        {
            TableCell? cell = row.Find("bias");
            bias = cell is not null ? _reader.Flag(cell, scope)
                : place.YieldsClasses ? true
                : _defaults.Find("bias", spec, chosen) is TableCell byDefault ? _reader.Flag(byDefault, chosen)
                : !hasNorm;
        }

        ActivationKind kind = spec.Yields != ActivationKind.None ? spec.Yields : OperatorSchema.ActivationOf(activation);
        return bias is bool hasBias ? (hasNorm, hasBias, kind) : null;
    }

    /// <summary>What follows the sum; nothing where the row yields the classes and does not say otherwise.</summary>
    private string? LayerWord(Row row, string column, OperatorSpec spec, Scope scope, Scope chosen, RowPlace place) =>
        !spec.Reads(column) || (place.YieldsClasses && row.Find(column) is null) ? "none" : Word(row, column, spec, scope, chosen, "none");

    private string? Word(Row row, string column, OperatorSpec spec, Scope scope, Scope chosen, string whenEmpty) =>
        row.Find(column) is TableCell own ? _reader.Word(own, scope)
        : _defaults.Find(column, spec, chosen) is TableCell cell ? _reader.Word(cell, chosen)
        : whenEmpty;

    private TableCell? Cell(Row row, string column, OperatorSpec spec, Scope chosen) => row.Find(column) ?? _defaults.Find(column, spec, chosen);

    /// <summary>Sides, where there are some.</summary>
    private sealed record OptionalSides(bool IsValid, Sides? Value);
}

/// <summary>What a row is in its table.</summary>
/// <param name="IsNetwork">A row of the network itself, to which the width rule applies.</param>
/// <param name="YieldsClasses">The last row with weights, which yields the classes.</param>
/// <param name="IsRepeat">A repeat after the first, whose stride is 1.</param>
internal sealed record RowPlace(bool IsNetwork, bool YieldsClasses, bool IsRepeat);
