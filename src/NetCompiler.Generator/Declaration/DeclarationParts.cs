using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// What <see cref="DeclarationReader"/> gathers from the attributes of one class while it walks over them; forgotten when the walk ends. (Roslyn)
/// </summary>
internal sealed class DeclarationParts(CancellationToken cancellation)
{
    public List<Problem> Problems { get; } = [];

    public List<NamedPosition> Positions { get; } = [];

    public List<ParameterSetting> Parameters { get; } = [];

    public List<AttributeRow> Rows { get; } = [];

    public List<RowPositions> RowPositions { get; } = [];

    public List<TapRequest> Taps { get; } = [];

    public string? Blocks { get; private set; }

    public bool Softmax { get; private set; }

    public int Workers { get; private set; } = 1;

    public PreprocessingSettings Preprocessing { get; private set; } = PreprocessingSettings.Unset;

    /// <summary>Remembers where something stands.</summary>
    public void Place(string key, SourcePosition position) => Positions.Add(new NamedPosition(key, position));

    /// <summary>Remembers where an attribute stands; gives its key.</summary>
    public string PlaceOther(AttributeData attribute)
    {
        string key = DeclarationPositions.Other(Positions.Count);
        Place(key, PositionReader.Read(attribute, cancellation));
        return key;
    }

    /// <summary>Notes a problem with the declaration itself.</summary>
    public void Report(string rule, string? property, params string[] arguments) =>
        Problems.Add(new Problem(rule, null, property, EquatableArray.Of(arguments)));

    /// <summary>The properties of the attribute that asks for the network.</summary>
    public void ReadOptions(AttributeData network)
    {
        Positions.AddRange(PositionReader.ReadProperties(network, cancellation));
        HashSet<string> names = [];
        foreach (KeyValuePair<string, TypedConstant> property in network.NamedArguments)
        {
            names.Add(property.Key);
            if (property.Value.Kind == TypedConstantKind.Error)
            {
                continue;
            }

            switch (property.Key)
            {
                case "Softmax":
                    Softmax = property.Value.Value is true;
                    break;
                case "Workers":
                    ReadWorkers(property.Value);
                    break;
                case "Blocks":
                    Blocks = property.Value.Value as string;
                    break;
                default:
                    Set(property.Key, property.Value, property.Key);
                    break;
            }
        }

        foreach (string side in new[] { "Height", "Width" })
        {
            if (names.Contains("Resolution") && names.Contains(side))
            {
                Report(RuleIds.ResolutionBesideSize, side, side);
            }
        }
    }

    /// <summary>A <c>[Parameter]</c>.</summary>
    public void ReadParameter(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 2 || attribute.ConstructorArguments[0].Kind == TypedConstantKind.Error)
        {
            return;
        }

        string name = attribute.ConstructorArguments[0].Value as string ?? "";
        if (Parameters.Any(parameter => parameter.Name == name))
        {
            Report(RuleIds.ParameterSetTwice, PlaceOther(attribute), name);
            return;
        }

        Place(name, PositionReader.ReadArgument(attribute, 1, cancellation));
        Set(name, attribute.ConstructorArguments[1], name);
    }

    /// <summary>A <c>[Preprocessing]</c>.</summary>
    public void ReadPreprocessing(AttributeData attribute)
    {
        Positions.AddRange(PositionReader.ReadProperties(attribute, cancellation));
        foreach (KeyValuePair<string, TypedConstant> property in attribute.NamedArguments)
        {
            TypedConstant value = property.Value;
            if (value.Kind == TypedConstantKind.Error)
            {
                continue;
            }

            switch (property.Key)
            {
                case "CropFraction":
                    Preprocessing = Preprocessing with { CropFraction = Number(property.Key, value, number => number > 0 && number <= 1, "above 0, up to 1") };
                    break;
                case "Interpolation":
                    Preprocessing = Preprocessing with { Interpolation = Member(property.Key, value) };
                    break;
                case "ChannelOrder":
                    Preprocessing = Preprocessing with { ChannelOrder = Member(property.Key, value) };
                    break;
                case "Mean":
                    Preprocessing = Preprocessing with { Mean = Numbers(property.Key, value, IsFinite, "finite numbers") };
                    break;
                case "StandardDeviation":
                    Preprocessing = Preprocessing with { StandardDeviation = Numbers(property.Key, value, number => IsFinite(number) && number > 0, "finite numbers above 0") };
                    break;
            }
        }
    }

    /// <summary>A <c>[Row]</c>.</summary>
    public void ReadRow(AttributeData attribute)
    {
        List<ParameterSetting> cells = [];
        List<SourcePosition> places = [PositionReader.ReadArgument(attribute, 0, cancellation)];
        if (attribute.ConstructorArguments.Length > 1 && attribute.ConstructorArguments[1].Value is string text)
        {
            foreach ((int start, int length) in Words(text))
            {
                string word = text.Substring(start, length);
                SourcePosition place = PositionReader.ReadPart(attribute, 1, start, length, cancellation);
                int equals = word.IndexOf('=');
                if (equals < 1 || equals == word.Length - 1)
                {
                    ReportAt(place, RuleIds.MalformedCell, word);
                }
                else
                {
                    AddCell(word.Substring(0, equals), word.Substring(equals + 1), place);
                }
            }
        }

        Dictionary<string, SourcePosition> properties = PositionReader.ReadProperties(attribute, cancellation)
            .GroupBy(position => position.Name)
            .ToDictionary(group => group.Key, group => group.First().Position);
        foreach (KeyValuePair<string, TypedConstant> property in attribute.NamedArguments)
        {
            SourcePosition place = properties[property.Key];
            if (property.Value.Kind == TypedConstantKind.Error)
            {
                continue;
            }

            if (ConstantReader.Read(property.Value) is { } value)
            {
                AddCell(property.Key.ToLowerInvariant(), value, place);
            }
            else
            {
                ReportAt(place, RuleIds.UnusableValue, property.Key);
            }
        }

        string @operator = attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        Rows.Add(new AttributeRow(@operator, cells.ToEquatableArray()));
        RowPositions.Add(new RowPositions(PositionReader.Read(attribute, cancellation), places.ToEquatableArray()));

        void AddCell(string column, string value, SourcePosition place)
        {
            if (cells.Any(cell => cell.Name == column))
            {
                ReportAt(place, RuleIds.CellSetTwice, column);
                return;
            }

            cells.Add(new ParameterSetting(column, value));
            places.Add(place);
        }
    }

    /// <summary>A <c>[Tap]</c>.</summary>
    public void ReadTap(AttributeData attribute)
    {
        string key = DeclarationPositions.Tap(Taps.Count);
        Place(key, PositionReader.Read(attribute, cancellation));
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Kind == TypedConstantKind.Error)
        {
            return;
        }

        string name = attribute.ConstructorArguments[0].Value as string ?? "";
        string? row = null;
        int? stride = null;
        foreach (KeyValuePair<string, TypedConstant> property in attribute.NamedArguments)
        {
            row = property.Key == "Row" ? property.Value.Value as string : row;
            stride = property.Key == "Stride" ? property.Value.Value as int? : stride;
        }

        // Those that cannot be used keep their place, so that keys and taps stay in step.
        if (TapNames.Refuse(name, Taps.Select(tap => tap.Name)) is { } reason)
        {
            Report(RuleIds.TapName, key, name, reason);
        }
        else if (row is null == stride is null)
        {
            Report(RuleIds.TapPlace, key, name, row is null ? "neither Row nor Stride" : "both Row and Stride");
        }

        Taps.Add(new TapRequest(name, row, stride));
    }

    private void ReadWorkers(TypedConstant value)
    {
        if (value.Value is int number and >= 1 and <= NetworkDeclaration.MostWorkers)
        {
            Workers = number;
            return;
        }

        Report(RuleIds.ParameterOutOfRange, "Workers", "Workers", ConstantReader.Read(value) ?? "not a number", "expected 1 to 64");
    }

    private void ReportAt(SourcePosition place, string rule, string argument)
    {
        string key = DeclarationPositions.Other(Positions.Count);
        Place(key, place);
        Report(rule, key, argument);
    }

    private void Set(string name, TypedConstant constant, string property)
    {
        if (ConstantReader.Read(constant) is { } value)
        {
            Parameters.Add(new ParameterSetting(name, value));
        }
        else if (constant.Kind != TypedConstantKind.Error)
        {
            Report(RuleIds.UnusableValue, property, name);
        }
    }

    private string? Member(string property, TypedConstant value)
    {
        string? name = ConstantReader.Read(value);
        if (name is null)
        {
            Report(RuleIds.UnusableValue, property, property);
        }

        return name;
    }

    private double? Number(string property, TypedConstant value, System.Func<double, bool> isValid, string expected)
    {
        if (value.Value is double number && isValid(number))
        {
            return number;
        }

        Report(RuleIds.PreprocessingOutOfRange, property, property, ConstantReader.Read(value) ?? "not a number", expected);
        return null;
    }

    private EquatableArray<double> Numbers(string property, TypedConstant value, System.Func<double, bool> isValid, string expected)
    {
        if (value.IsNull || value.Values.Length == 0)
        {
            Report(RuleIds.PreprocessingOutOfRange, property, property, "empty", "one number, or one for each channel");
            return default;
        }

        return value.Values.Select(item => Number(property, item, isValid, expected) ?? 1).ToEquatableArray();
    }

    private static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);

    private static IEnumerable<(int Start, int Length)> Words(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || char.IsWhiteSpace(text[i]))
            {
                if (i > start)
                {
                    yield return (start, i - start);
                }

                start = i + 1;
            }
        }
    }
}
