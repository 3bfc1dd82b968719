using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>The values of all parameters.</summary>
/// <param name="Scope">They by name.</param>
/// <param name="Settings">They as text, in the table's order.</param>
/// <param name="AtDefaults">Whether all that can alter a shape before the classes has its default.</param>
internal sealed record BoundParameters(Scope Scope, EquatableArray<ParameterSetting> Settings, bool AtDefaults);

/// <summary>Gives every parameter its value: the declaration's, or else its default, which may use the parameters above it.</summary>
internal sealed class ParameterBinder
{
    private readonly EquatableArray<Parameter> _parameters;
    private readonly CellReader _reader;
    private readonly Dictionary<string, Value> _set = [];
    private readonly HashSet<string> _failed = [];

    private ParameterBinder(EquatableArray<Parameter> parameters, CellReader reader)
    {
        _parameters = parameters;
        _reader = reader;
    }

    /// <summary>The bound parameters, or null after a problem.</summary>
    /// <param name="needed">Names that the rows use: those without a value are reported only if they are among them.</param>
    public static BoundParameters? Bind(
        EquatableArray<Parameter> parameters, EquatableArray<ParameterSetting> settings, ISet<string> needed, CellReader reader)
    {
        int before = reader.Problems.Count;
        ParameterBinder binder = new(parameters, reader);
        foreach (ParameterSetting setting in settings)
        {
            binder.Set(setting);
        }

        BoundParameters bound = binder.Bind(needed);
        return reader.Problems.Count == before ? bound : null;
    }

    private void Set(ParameterSetting setting)
    {
        Parameter? parameter = _parameters.FirstOrDefault(candidate => candidate.Name == setting.Name);
        if (parameter is null)
        {
            Report(RuleIds.UnknownParameter, setting.Name, setting.Name, NearestChoice.Hint(setting.Name, _parameters.Select(known => known.Name)));
            return;
        }

        Value? value = ValueOf(parameter, setting.Value);
        if (value is null || !parameter.Accepts(value))
        {
            _failed.Add(parameter.Name);
            Report(RuleIds.ParameterOutOfRange, setting.Name, setting.Name, setting.Value, Expected(parameter, setting.Value));
            return;
        }

        _set[parameter.Name] = value;
    }

    private BoundParameters Bind(ISet<string> needed)
    {
        Dictionary<string, IReadOnlyList<string>> enumerations = _parameters
            .Where(parameter => parameter.Kind == ValueKind.Word)
            .ToDictionary(parameter => parameter.Name, parameter => (IReadOnlyList<string>)[.. parameter.Choices]);
        Scope scope = new(enumerations, OperatorSchema.Words);
        Scope defaults = new(enumerations, OperatorSchema.Words);
        bool atDefaults = true;
        List<ParameterSetting> settings = [];
        foreach (Parameter parameter in _parameters)
        {
            bool isSet = _set.TryGetValue(parameter.Name, out Value given);

            // A default that cannot be worked out matters only where it is asked for.
            Value? byDefault = parameter.Default is TableCell cell && (cell.At.Table >= 0 || Has(defaults, cell)) ? Default(parameter, cell, defaults) : null;
            Value? value = isSet ? given
                : parameter.Default is TableCell unset && (unset.At.Table >= 0 || Has(scope, unset)) ? Default(parameter, unset, scope)
                : null;
            if (byDefault is not null)
            {
                defaults.Set(parameter.Name, byDefault);
            }

            if (value is null && !isSet && parameter.Default is { At.Table: >= 0 })
            {
                // What is wrong with the default has been said.
                _failed.Add(parameter.Name);
            }

            if (value is not null)
            {
                scope.Set(parameter.Name, value);
                settings.Add(new ParameterSetting(parameter.Name, value.Text));
                atDefaults &= parameter.Name == OperatorSchema.ClassesParameter || (byDefault is not null && byDefault.Same(value));
            }
            else if (needed.Contains(parameter.Name) && !_failed.Contains(parameter.Name))
            {
                Report(RuleIds.ParameterRequired, parameter.Name, parameter.Name, parameter.Range);
            }
        }

        foreach (Parameter standard in ParameterReader.Standard.Where(standard => standard.Name != OperatorSchema.ClassesParameter))
        {
            CheckSize(standard, scope.Find(standard.Name));
        }

        return new BoundParameters(scope, settings.ToEquatableArray(), atDefaults);
    }

    /// <summary>A table may narrow the range of the input's sizes, not widen it.</summary>
    private void CheckSize(Parameter standard, Value? value)
    {
        if (value is null || standard.Accepts(value) || !_failed.Add(standard.Name))
        {
            return;
        }

        Parameter declared = _parameters.First(parameter => parameter.Name == standard.Name);
        string[] arguments = [standard.Name, value.Text, Expected(standard, value.Text)];
        if (!_set.ContainsKey(standard.Name) && declared.Default is { At.Table: >= 0 } cell)
        {
            _reader.Report(RuleIds.DefaultOutOfRange, cell, arguments);
        }
        else
        {
            Report(RuleIds.ParameterOutOfRange, standard.Name, arguments);
        }
    }

    private Value? Default(Parameter parameter, TableCell cell, Scope scope)
    {
        Value? value = parameter.Kind != ValueKind.List ? _reader.Evaluate(cell, scope)
            : _reader.List(cell, scope) is EquatableArray<double> list ? Value.Of(list) : null;
        if (value is null)
        {
            return null;
        }

        if (!parameter.Accepts(value))
        {
            _reader.Report(RuleIds.DefaultOutOfRange, cell, parameter.Name, value.Text, Expected(parameter, value.Text));
            return null;
        }

        return Spelled(parameter, value);
    }

    private static bool Has(Scope scope, TableCell cell) => !ExpressionToken.IsName(cell.Text) || scope.Has(cell.Text);

    private static string Expected(Parameter parameter, string found) => parameter.Kind switch
    {
        ValueKind.Word => NearestChoice.Hint(found, parameter.Choices),
        ValueKind.Flag => "expected yes or no",
        ValueKind.List => $"expected whole numbers such as 3.5.7, a {parameter.Range}",
        _ when parameter.Numbers.Count > 0 => "expected one of " + string.Join(", ", parameter.Numbers.Select(Value.Format)),
        _ => $"expected {(parameter.IsWhole ? "a whole number" : "a number")}{(parameter.Range.Length > 0 ? " in the range " + parameter.Range : "")}",
    };

    private static Value? ValueOf(Parameter parameter, string text)
    {
        switch (parameter.Kind)
        {
            case ValueKind.Word:
                return Spelled(parameter, Value.Of(text));

            case ValueKind.Flag:
                return text switch
                {
                    "yes" or "true" or "True" => Value.Of(true),
                    "no" or "false" or "False" => Value.Of(false),
                    _ => null,
                };

            case ValueKind.List:
                return ListText.Read(text) is EquatableArray<double> numbers ? Value.Of(numbers) : null;

            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    && !double.IsNaN(number) && !double.IsInfinity(number)
                        ? Value.Of(number)
                        : null;
        }
    }

    /// <summary>A word in the table's own spelling.</summary>
    private static Value Spelled(Parameter parameter, Value value) =>
        parameter.Kind == ValueKind.Word && parameter.Choices.FirstOrDefault(choice => OperatorSchema.Equal(choice, value.Word)) is string word
            ? Value.Of(word)
            : value;

    private void Report(string rule, string property, params string[] arguments) =>
        _reader.Problems.Add(new Problem(rule, null, property, arguments.ToEquatableArray()));
}
