using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Gives every layer with weights its names in checkpoints, from the table of names: the first row whose layer and condition fit. A
/// dialect in which some layer has no name is no dialect of the network.
/// </summary>
internal sealed class LayerNaming
{
    /// <summary>Batch norms of a dialect without an entry in the table of weights.</summary>
    private const double UsualEpsilon = 1e-5;

    /// <summary>The dialect of checkpoints that are named by the table's rows; it has no column of names.</summary>
    private const string Rows = "rows";

    private static readonly string[] Known = ["torchvision", "timm", "keras", "authors"];

    /// <summary>Where the number of a group, or of a window's size, stands in a layer's name.</summary>
    private const string GroupPlace = "{group}";

    private readonly EquatableArray<TableRow> _rows;
    private readonly CellReader _reader;
    private readonly List<Dialect> _dialects = [];
    private readonly Dialect _byRows;
    private readonly HashSet<string> _incomplete = [];

    public LayerNaming(NetworkArchitecture architecture, Scope scope, CellReader reader)
    {
        _rows = architecture.Names?.Rows ?? default;
        _reader = reader;
        foreach (string name in architecture.Names?.Columns.Where(column => Known.Contains(column)) ?? [])
        {
            _dialects.Add(DialectOf(name, architecture.Weights, scope));
        }

        // Checkpoints named by the rows have torchvision's suffixes and layout.
        _byRows = DialectOf(Rows, architecture.Weights, scope) with { Name = "torchvision" };
        string[] sayable = [.. Known, Rows];
        foreach (TableRow row in architecture.Weights)
        {
            if (row.Find("dialect") is TableCell dialect && !sayable.Any(name => OperatorSchema.Equal(name, dialect.Text)))
            {
                reader.Report(RuleIds.NotAChoice, dialect, dialect.Text, "dialect", NearestChoice.Hint(dialect.Text, sayable));
            }
        }
    }

    /// <summary>The dialects, once every layer is named; without any, checkpoints are named as the rows are, with torchvision's suffixes.</summary>
    public EquatableArray<Dialect> Dialects
    {
        get
        {
            Dialect[] complete = [.. _dialects.Where(dialect => !_incomplete.Contains(dialect.Name))];
            return complete.Length > 0 ? new(complete) : EquatableArray.Of(_byRows);
        }
    }

    /// <summary>The names of one layer in every dialect of the table, null where it has none.</summary>
    /// <param name="key">The row's name, after its block's name and a point where it stands in a block.</param>
    public IReadOnlyList<LayerNames?> NamesOf(string key, LayerParts parts, Scope scope)
    {
        foreach (TableRow row in _rows)
        {
            if (row.Find("layer")?.Text == key && _reader.Holds(row.Find("when"), scope) == true)
            {
                return [.. _dialects.Select(dialect => Names(row, dialect.Name, parts, scope))];
            }
        }

        _incomplete.UnionWith(_dialects.Select(dialect => dialect.Name));
        return [.. _dialects.Select(_ => (LayerNames?)null)];
    }

    /// <summary>The names as the finished network has them: one for each of <see cref="Dialects"/>.</summary>
    public EquatableArray<LayerNames> Choose(IReadOnlyList<LayerNames?> names, PrimitiveOperation operation)
    {
        LayerNames[] chosen = [.. names.Where((_, index) => !_incomplete.Contains(_dialects[index].Name)).Select(name => name!)];
        string path = operation.Name;
        string? norm = operation.Operator == "batchnorm" ? path : operation.Norm ? path + ".norm" : null;
        return chosen.Length > 0 ? new(chosen) : EquatableArray.Of(new LayerNames(path, norm));
    }

    /// <summary>What the table of weights says about a dialect: the first of its rows that holds.</summary>
    private Dialect DialectOf(string name, EquatableArray<TableRow> weights, Scope scope)
    {
        TableRow? entry = weights.FirstOrDefault(
            row => OperatorSchema.Equal(row.Find("dialect")?.Text ?? "", name) && _reader.Holds(row.Find("when"), scope) == true);
        double epsilon = entry?.Find("epsilon") is TableCell cell ? Epsilon(cell, scope) : UsualEpsilon;
        string[] ignored = entry?.Find("ignored")?.Text.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new Dialect(name, epsilon, entry?.Find("form")?.Text, new(ignored));
    }

    private double Epsilon(TableCell cell, Scope scope)
    {
        double? epsilon = _reader.Number(cell, scope);
        if (epsilon < 0)
        {
            _reader.Report(RuleIds.NotInRange, cell, cell.Column, Value.Format(epsilon.Value), "a number, 0 or more");
        }

        return epsilon ?? UsualEpsilon;
    }

    private LayerNames? Names(TableRow row, string dialect, LayerParts layer, Scope scope)
    {
        if (row.Find(dialect) is not TableCell cell)
        {
            _incomplete.Add(dialect);
            return null;
        }

        List<string>? names = Expand(cell, layer.Tensors, scope);
        if (names is null)
        {
            return null;
        }

        if (!layer.HasSum && names.Count == 1)
        {
            return new LayerNames(names[0], names[0]);
        }

        if (layer.HasSum && names.Count > 1 && layer.HasNorm && names[1].Contains(GroupPlace))
        {
            _reader.Report(RuleIds.BadLayerNames, cell, cell.Text, $"a norm's name without {GroupPlace}: all groups have one norm");
            return null;
        }

        if (layer.HasSum && (names.Count == (layer.HasNorm ? 2 : 1) || (names.Count == 2 && !layer.HasNorm)))
        {
            return new LayerNames(names[0], layer.HasNorm ? names[1] : null);
        }

        string expected = !layer.HasSum ? "a norm's name" : layer.HasNorm ? "a layer's and a norm's name, parted by a space" : "a layer's name";
        _reader.Report(RuleIds.BadLayerNames, cell, cell.Text, expected);
        return null;
    }

    /// <summary>Replaces <c>{block - 1}</c>, <c>{name}</c> and their like; the names are parted by spaces outside of braces.</summary>
    private List<string>? Expand(TableCell cell, int tensors, Scope scope)
    {
        List<string> parts = [];
        StringBuilder name = new();
        for (int position = 0; position < cell.Text.Length; position++)
        {
            char character = cell.Text[position];
            if (character == '{')
            {
                int close = cell.Text.IndexOf('}', position);
                if (close < 0)
                {
                    _reader.Report(RuleIds.BadLayerNames, cell, cell.Text, "a '}' for every '{'");
                    return null;
                }

                TableCell inner = cell with { Text = cell.Text.Substring(position + 1, close - position - 1) };
                position = close;
                if (inner.Text.Trim() == "group")
                {
                    // One name for each tensor of the layer: which, the reader of checkpoints counts.
                    name.Append(tensors > 1 ? GroupPlace : "0");
                    continue;
                }

                if (scope.Find(inner.Text.Trim()) is { Kind: ValueKind.Word } word)
                {
                    name.Append(word.Word);
                    continue;
                }

                if (_reader.Whole(inner, scope, 0, int.MaxValue) is not int number)
                {
                    return null;
                }

                name.Append(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (character == '}')
            {
                _reader.Report(RuleIds.BadLayerNames, cell, cell.Text, "a '{' for every '}'");
                return null;
            }
            else if (char.IsWhiteSpace(character))
            {
                Finish(name, parts);
            }
            else
            {
                name.Append(character);
            }
        }

        Finish(name, parts);
        return parts;
    }

    private static void Finish(StringBuilder name, List<string> parts)
    {
        if (name.Length > 0)
        {
            parts.Add(name.ToString());
            name.Clear();
        }
    }
}

/// <summary>The tensors that a layer has in a checkpoint.</summary>
/// <param name="HasSum">Whether it has weights of a sum; a batch norm standing alone has none.</param>
/// <param name="HasNorm">Whether it has a batch norm.</param>
/// <param name="Tensors">Groups, or windows of different sizes: each may have a tensor of its own.</param>
internal sealed record LayerParts(bool HasSum, bool HasNorm, int Tensors);
