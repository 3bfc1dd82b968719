using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>What a primitive row says once everything is evaluated; names, inputs and place come from the unroller.</summary>
internal sealed record Primitive(int Channels, Window? Window, bool Norm, bool Bias, ActivationKind Activation);

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
    /// <param name="entering">Channels that enter.</param>
    /// <param name="place">What the row is in its table.</param>
    public Primitive? Read(Row row, Scope scope, int entering, RowPlace place)
    {
        OperatorSpec spec = row.Operator!;
        if (Channels(row, scope, entering, place) is not int channels
            || Sides(row, "k", scope, null) is not { IsValid: true } kernel
            || Sides(row, "s", scope, spec.Keyword == "avgpool" ? kernel.Value : new Sides(1, 1)) is not { IsValid: true } stride
            || Sides(row, "d", scope, new Sides(1, 1)) is not { IsValid: true } dilation)
        {
            return null;
        }

        if (spec.HasWeights && spec.Reads("k") && kernel.Value is null)
        {
            _reader.Problems.Add(RuleIds.MissingCell, row.At, "k");
            return null;
        }

        Sides strides = place.IsRepeat ? new Sides(1, 1) : stride.Value ?? new Sides(1, 1);
        Scope chosen = new(_parameters);
        chosen.Set("in", Value.Of(entering));
        chosen.Set("c", Value.Of(channels));
        chosen.Set("s", Value.Of(strides.Height));
        chosen.Set("d", Value.Of(dilation.Value!.Height));
        chosen.Set("k", Value.Of(kernel.Value?.Height ?? 0));

        Window? window = null;
        if (spec.Reads("k"))
        {
            bool isPool = !spec.HasWeights;
            if (isPool && IsGlobal(row, kernel.Value))
            {
                window = Window.Global;
            }
            else if (Padding(row, spec, scope, chosen) is PaddingRule padding)
            {
                window = new Window(
                    kernel.Value!.Height, kernel.Value.Width, strides.Height, strides.Width,
                    dilation.Value.Height, dilation.Value.Width, padding, false);
            }
            else
            {
                return null;
            }
        }

        return Epilogue(row, spec, scope, chosen, place) is (bool norm, bool bias, ActivationKind activation)
            ? new Primitive(channels, window, norm, bias, activation)
            : null;
    }

    private int? Channels(Row row, Scope scope, int entering, RowPlace place)
    {
        if (row.Find("c") is not TableCell cell)
        {
            return entering;
        }

        if (_reader.Number(cell, scope) is not double number)
        {
            return null;
        }

        return place.IsNetwork && !row.YieldsClasses
            ? WidthRules.Apply(_architecture.Widths, row.Name, cell, number, scope, _reader)
            : _reader.Whole(cell, number, 1, LanguageLimits.Channels);
    }

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

    private PaddingRule? Padding(Row row, OperatorSpec spec, Scope scope, Scope chosen)
    {
        if (row.Find("padding") is TableCell own)
        {
            return _reader.Padding(own, scope);
        }

        return _defaults.Find("padding", spec, chosen) is TableCell cell ? _reader.Padding(cell, chosen)
            : spec.HasWeights ? PaddingRule.Same : PaddingRule.Valid;
    }

    private (bool Norm, bool Bias, ActivationKind Activation)? Epilogue(
        Row row, OperatorSpec spec, Scope scope, Scope chosen, RowPlace place)
    {
        string? norm = spec.Reads("norm") ? Word(row, "norm", spec, scope, chosen, place) : "none";
        string? activation = spec.Reads("act") ? Word(row, "act", spec, scope, chosen, place) : "none";
        if (norm is null || activation is null)
        {
            return null;
        }

        bool hasNorm = norm == "bn";
        bool? bias = false;
        if (spec.HasWeights)
        {
            TableCell? cell = row.Find("bias");
            bias = cell is not null ? _reader.Flag(cell, scope)
                : place.YieldsClasses ? true
                : _defaults.Find("bias", spec, chosen) is TableCell byDefault ? _reader.Flag(byDefault, chosen)
                : !hasNorm;
        }

        ActivationKind kind = spec.Yields != ActivationKind.None ? spec.Yields
            : activation == "relu" ? ActivationKind.Relu
            : activation == "relu6" ? ActivationKind.Relu6
            : ActivationKind.None;
        return bias is bool hasBias ? (hasNorm, hasBias, kind) : null;
    }

    private string? Word(Row row, string column, OperatorSpec spec, Scope scope, Scope chosen, RowPlace place)
    {
        if (row.Find(column) is TableCell own)
        {
            return _reader.Word(own, scope);
        }

        return place.YieldsClasses ? "none"
            : _defaults.Find(column, spec, chosen) is TableCell cell ? _reader.Word(cell, chosen)
            : "none";
    }

    /// <summary>Sides, where there are some.</summary>
    private sealed record OptionalSides(bool IsValid, Sides? Value);
}

/// <summary>What a row is in its table.</summary>
/// <param name="IsNetwork">A row of the network itself, to which the width rule applies.</param>
/// <param name="YieldsClasses">The last row with weights, which yields the classes.</param>
/// <param name="IsRepeat">A repeat after the first, whose stride is 1.</param>
internal sealed record RowPlace(bool IsNetwork, bool YieldsClasses, bool IsRepeat);
