using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Writes a network out: repeats, conditions, widths and blocks applied, a flat list of primitive operations is left. Knows channels and
/// windows, no heights and widths.
/// </summary>
internal sealed class Unroller
{
    private readonly NetworkArchitecture _architecture;
    private readonly BoundParameters _parameters;
    private readonly CellReader _reader;
    private readonly LayerNaming _naming;
    private readonly PrimitiveReader _primitives;
    private readonly List<(PrimitiveOperation Operation, IReadOnlyList<LayerNames?> Names)> _operations = [];
    private readonly List<string> _rows = [];
    private readonly List<RowResult> _results = [];
    // The network's input has its name already.
    private readonly HashSet<string> _paths = ["Input"];
    private readonly int _channels;

    private int _inputsAndKernels;
    private int _visits;
    private int _blocks;
    private int _stage = -1;
    private int _repeat;
    private Row _networkRow = null!;
    private ExpectedShape? _expected;

    private Unroller(NetworkArchitecture architecture, BoundParameters parameters, CellReader reader)
    {
        _architecture = architecture;
        _parameters = parameters;
        _reader = reader;
        _naming = new LayerNaming(architecture, parameters.Scope, reader);
        _primitives = new PrimitiveReader(architecture, parameters.Scope, reader);
        _channels = (int)parameters.Scope.Find("Channels")!.Number;
    }

    /// <summary>The operations, the rows in normal form and the dialects; incomplete where a problem was reported.</summary>
    public static UnrolledRows Unroll(NetworkArchitecture architecture, BoundParameters parameters, CellReader reader)
    {
        Unroller unroller = new(architecture, parameters, reader);
        unroller.Network();
        return new UnrolledRows(
            unroller.Operations(), unroller._rows.ToEquatableArray(), unroller._naming.Dialects, unroller._results.ToEquatableArray());
    }

    private void Network()
    {
        Frame frame = new(null, "", -1);
        HashSet<int> classes = ClassesRows();
        for (int index = 0; index < _architecture.Rows.Count; index++)
        {
            Row row = _architecture.Rows[index];
            Scope scope = new(_parameters.Scope);
            scope.Set("in", Value.Of(ChannelsOf(frame.Current)));
            int before = _reader.Problems.Count;
            if (!IsThere(row, scope, frame))
            {
                if (_reader.Problems.Count > before)
                {
                    return;
                }

                continue;
            }

            if (Repeats(row, scope) is not int repeats)
            {
                return;
            }

            _networkRow = row;
            _expected = _parameters.AtDefaults ? row.Input : null;
            _stage += row.Block is null ? 0 : 1;
            for (_repeat = 0; _repeat < repeats; _repeat++)
            {
                _blocks += row.Block is null ? 0 : 1;
                string name = row.Block is not null && !row.IsNamed ? "Block" + Number(_blocks)
                    : repeats > 1 ? row.Name + Number(_repeat + 1) : row.Name;
                Scope repeat = new(_parameters.Scope);
                repeat.Set("in", Value.Of(ChannelsOf(frame.Current)));
                if (!Apply(row, repeat, frame, name, new RowPlace(true, classes.Contains(index), _repeat > 0), 0))
                {
                    return;
                }

                frame.Results[name] = frame.Current;
                _results.Add(new RowResult(name, frame.Current, true));
            }

            if (RowText.Write(row, scope, _architecture.Widths, _reader) is string text)
            {
                _rows.Add(text);
            }

            if (row.IsNamed || row.Block is null)
            {
                frame.Results[row.Name] = frame.Current;
                _results.Add(new RowResult(row.Name, frame.Current, true));
            }
        }
    }

    /// <summary>The last row with weights, where it yields the classes, and those above it of which conditions choose one.</summary>
    private HashSet<int> ClassesRows()
    {
        HashSet<int> classes = [];
        for (int index = _architecture.Rows.Count - 1; index >= 0; index--)
        {
            Row row = _architecture.Rows[index];
            if (row.Block is null && !row.Operator!.HasWeights)
            {
                continue;
            }

            if (!row.YieldsClasses)
            {
                break;
            }

            classes.Add(index);
            if (row.Find("when") is null)
            {
                break;
            }
        }

        return classes;
    }

    /// <summary>Does what a row says, once. False after a problem.</summary>
    private bool Apply(Row row, Scope scope, Frame frame, string name, RowPlace place, int depth)
    {
        if (frame.Inputs(row, _reader) is not int[] inputs)
        {
            return false;
        }

        if (row.Block is string blockName)
        {
            int? result = Use(_architecture.FindBlock(blockName)!, row, scope, inputs[0], frame.Path + name, place, depth);
            frame.Current = result ?? frame.Current;
            _results.Add(new RowResult(frame.Path + name, frame.Current, false));
            return result is not null;
        }

        if (_primitives.Read(row, scope, [.. inputs.Select(ChannelsOf)], place) is not Primitive primitive)
        {
            return false;
        }

        if (_operations.Count >= LanguageLimits.Operations)
        {
            _reader.Problems.Add(RuleIds.TooManyOperations, row.At, Number(LanguageLimits.Operations), "operations");
            return false;
        }

        _inputsAndKernels += inputs.Length + primitive.Parts.Count;
        if (_inputsAndKernels > LanguageLimits.InputsAndKernelsOfAllOperations)
        {
            _reader.Problems.Add(
                RuleIds.TooManyOperations, row.At, Number(LanguageLimits.InputsAndKernelsOfAllOperations), "inputs and kernels of all operations");
            return false;
        }

        OperatorSpec spec = row.Operator!;
        LayerParts parts = new(spec.Keyword != "batchnorm", primitive.Norm, Math.Max(primitive.Groups, primitive.Parts.Count));
        IReadOnlyList<LayerNames?> names = spec.HasWeights
            ? _naming.NamesOf(frame.Block is null ? row.Name : frame.Block + "." + row.Name, parts, NamesScope(scope))
            : [];
        PrimitiveOperation operation = new(
            Free(frame.Path + name), primitive.IsDepthwise ? "dwconv" : spec.Primitive, new(inputs), primitive.Channels, primitive.Window,
            primitive.Norm, primitive.Bias, primitive.Activation, default, row.At, _networkRow.Place, _expected)
        {
            Groups = primitive.Groups,
            Parts = primitive.Parts,
            FirstChannel = primitive.FirstChannel,
            CountsPadding = primitive.CountsPadding,
            ResponseNorm = primitive.ResponseNorm,
            IsClassifier = place.YieldsClasses,
        };
        _expected = null;
        _operations.Add((operation, names));
        frame.Current = _operations.Count - 1;
        return true;
    }

    /// <summary>Writes a block out; gives what it yields, or null after a problem.</summary>
    private int? Use(Block block, Row row, Scope caller, int input, string path, RowPlace place, int depth)
    {
        if (depth >= LanguageLimits.BlockDepth)
        {
            _reader.Problems.Add(RuleIds.BlocksTooDeep, row.At, block.Name, Number(LanguageLimits.BlockDepth));
            return null;
        }

        Scope scope = new(_parameters.Scope);
        scope.Set("in", Value.Of(ChannelsOf(input)));
        foreach (BlockParameter parameter in block.Parameters)
        {
            if (ValueOf(parameter, block, row, caller, scope, place) is not Value value)
            {
                return null;
            }

            scope.Set(parameter.Name, value);
        }

        Frame frame = new(block.Name, path + ".", input);
        foreach (Row inner in block.Rows)
        {
            if (++_visits > LanguageLimits.RowVisits)
            {
                _reader.Problems.Add(RuleIds.TooManyOperations, row.At, Number(LanguageLimits.Operations), "operations");
                return null;
            }

            int before = _reader.Problems.Count;
            if (!IsThere(inner, scope, frame))
            {
                if (_reader.Problems.Count > before)
                {
                    return null;
                }

                continue;
            }

            if (Repeats(inner, scope) is not int repeats)
            {
                return null;
            }

            for (int repeat = 0; repeat < repeats; repeat++)
            {
                string name = repeats > 1 ? inner.Name + Number(repeat + 1) : inner.Name;
                if (!Apply(inner, scope, frame, name, new RowPlace(false, false, repeat > 0), depth + 1))
                {
                    return null;
                }
            }

            frame.Results[inner.Name] = frame.Current;
        }

        return frame.Current;
    }

    private Value? ValueOf(BlockParameter parameter, Block block, Row row, Scope caller, Scope inner, RowPlace place)
    {
        if (place.IsRepeat && parameter.Name == "s")
        {
            return Value.Of(1);
        }

        TableCell? cell = row.Cells.FirstOrDefault(candidate => OperatorSchema.Equal(candidate.Column, parameter.Name));
        if (cell is not null)
        {
            if (OperatorSchema.HoldsLists(parameter.Name))
            {
                return _reader.List(cell, caller) is EquatableArray<double> list ? Value.Of(list) : null;
            }

            if (CellReader.IsSides(cell.Text))
            {
                return Value.Of(cell.Text);
            }

            Value? value = _reader.Evaluate(cell, caller);
            return value is { Kind: ValueKind.Number } && parameter.Name == "c" && place.IsNetwork
                ? WidthRules.Apply(_architecture.Widths, row.Name, cell, value.Number, caller, _reader) is int width ? Value.Of(width) : null
                : value is null || IsInRange(parameter, cell, value) ? value
                : null;
        }

        if (parameter.Default is TableCell whenEmpty)
        {
            if (OperatorSchema.HoldsLists(parameter.Name))
            {
                return _reader.List(whenEmpty, inner) is EquatableArray<double> list ? Value.Of(list) : null;
            }

            return CellReader.IsSides(whenEmpty.Text) ? Value.Of(whenEmpty.Text) : _reader.Evaluate(whenEmpty, inner);
        }

        switch (parameter.Name)
        {
            case "c":
                return inner.Find("in");
            case "s":
            case "d":
                return Value.Of(1);
            default:
                _reader.Problems.Add(RuleIds.BlockNeeds, row.At, block.Name, parameter.Name);
                return null;
        }
    }

    /// <summary>
    /// Whether a number for one of the language's own columns is in that column's range: otherwise a row of the block, where it is read, would be blamed.
    /// </summary>
    private bool IsInRange(BlockParameter parameter, TableCell cell, Value value)
    {
        int? most = value.Kind != ValueKind.Number ? null : parameter.Name switch
        {
            "s" or "k" or "d" => LanguageLimits.Window,
            "c" or "g" => LanguageLimits.Channels,
            _ => null,
        };
        return most is not int largest || _reader.Whole(cell, value.Number, 1, largest) is not null;
    }

    /// <summary>Whether the row counts; its name is noted where it does not, so that a row that reads it can be told why.</summary>
    private bool IsThere(Row row, Scope scope, Frame frame)
    {
        if (_reader.Holds(row.Find("when"), scope) == true)
        {
            return true;
        }

        frame.LeftOut.Add(row.Name);
        return false;
    }

    private int? Repeats(Row row, Scope scope) =>
        row.Find("n") is TableCell cell ? _reader.Whole(cell, scope, 1, LanguageLimits.Repeats) : 1;

    private Scope NamesScope(Scope scope)
    {
        Scope names = new(scope);
        names.Set("block", Value.Of(_blocks));
        names.Set("stage", Value.Of(Math.Max(0, _stage)));
        names.Set("repeat", Value.Of(_repeat));
        names.Set("name", Value.Of(_networkRow.Name));
        return names;
    }

    private int ChannelsOf(int value) => value < 0 ? _channels : _operations[value].Operation.OutputChannels;

    private string Free(string wanted)
    {
        string path = wanted;
        for (int number = 2; !_paths.Add(path); number++)
        {
            path = wanted + "_" + Number(number);
        }

        return path;
    }

    private EquatableArray<PrimitiveOperation> Operations()
    {
        List<PrimitiveOperation> operations = [];
        Dictionary<string, string> seen = [];
        foreach ((PrimitiveOperation operation, IReadOnlyList<LayerNames?> names) in _operations)
        {
            if (operation.Operator is not ("conv2d" or "dwconv" or "fc" or "batchnorm"))
            {
                operations.Add(operation);
                continue;
            }

            // A name that could not be read has been reported.
            if (_reader.Problems.Count > 0)
            {
                break;
            }

            EquatableArray<LayerNames> chosen = _naming.Choose(names, operation);
            for (int index = 0; index < chosen.Count; index++)
            {
                string key = $"{_naming.Dialects[index].Name} {chosen[index].Layer}";
                if (seen.TryGetValue(key, out string other))
                {
                    _reader.Problems.Add(RuleIds.SharedLayerName, operation.Origin, operation.Name, other, chosen[index].Layer, _naming.Dialects[index].Name);
                }
                else
                {
                    seen.Add(key, operation.Name);
                }
            }

            operations.Add(operation with { Names = chosen });
        }

        return operations.ToEquatableArray();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is left of a network's rows.</summary>
/// <param name="Results">What taps can name, in order.</param>
internal sealed record UnrolledRows(
    EquatableArray<PrimitiveOperation> Operations, EquatableArray<string> Rows, EquatableArray<Dialect> Dialects, EquatableArray<RowResult> Results);
