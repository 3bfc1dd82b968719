using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A value, or what is wrong with the expression at this place.</summary>
internal sealed record EvaluationResult(Value? Value, string? Rule, EquatableArray<string> Arguments);

/// <summary>
/// Works out an expression where its names have values. Arithmetic is in double, operation by operation as written, so that widths
/// round as the published code rounds them.
/// </summary>
internal sealed class ExpressionEvaluator
{
    private readonly Scope _scope;
    private EvaluationResult? _failure;

    private ExpressionEvaluator(Scope scope)
    {
        _scope = scope;
    }

    public static EvaluationResult Evaluate(Expression expression, Scope scope)
    {
        // Names are looked up in branches that are not taken as well.
        foreach (string name in expression.Names())
        {
            if (!scope.Has(name) && !scope.IsWord(name) && name is not ("yes" or "no"))
            {
                return Fail(RuleIds.UnknownName, name, NearestChoice.Hint(name, scope.Names(), scope.Words));
            }
        }

        ExpressionEvaluator evaluator = new(scope);
        Value? value = evaluator.Of(expression);
        return value is null ? evaluator._failure! : new EvaluationResult(value, null, default);
    }

    private static EvaluationResult Fail(string rule, params string[] arguments) => new(null, rule, arguments.ToEquatableArray());

    private Value? Of(Expression expression) => expression switch
    {
        NumberExpression number => Value.Of(number.Number),
        NameExpression name => OfName(name.Name),
        ListExpression list => Value.Of(list.Numbers),
        CallExpression call => OfCall(call.Verb, call.Operands),
        _ => throw new InvalidOperationException("There is no further kind of expression."),
    };

    private Value OfName(string name) =>
        _scope.Find(name) ?? (name is "yes" or "no" ? Value.Of(name == "yes") : Value.Of(name));

    private Value? OfCall(ExpressionVerb verb, EquatableArray<Expression> operands)
    {
        switch (verb)
        {
            case ExpressionVerb.If:
                return Flag(operands[0]) is bool condition ? Of(operands[condition ? 1 : 2]) : null;

            case ExpressionVerb.Not:
                return Flag(operands[0]) is bool flag ? Value.Of(!flag) : null;

            case ExpressionVerb.And:
            case ExpressionVerb.Or:
                bool decided = verb == ExpressionVerb.Or;
                return Flag(operands[0]) is not bool left ? null
                    : left == decided ? Value.Of(decided)
                    : Flag(operands[1]) is bool right ? Value.Of(right) : null;

            case ExpressionVerb.Equal:
            case ExpressionVerb.NotEqual:
                return Equality(operands[0], operands[1], verb == ExpressionVerb.Equal);

            case ExpressionVerb.Count:
            case ExpressionVerb.Largest:
                return List(operands[0]) is not EquatableArray<double> list ? null
                    : Value.Of(verb == ExpressionVerb.Count ? list.Count : list.Max());

            default:
                return Arithmetic(verb, operands);
        }
    }

    private Value? Equality(Expression left, Expression right, bool wanted)
    {
        if (Of(left) is not Value first || Of(right) is not Value second)
        {
            return null;
        }

        if (!ChecksChoice(left, right, second) || !ChecksChoice(right, left, first))
        {
            return null;
        }

        if (first.Kind == ValueKind.List || second.Kind == ValueKind.List)
        {
            // A single number is a list of one.
            if (first.AsList is EquatableArray<double> one && second.AsList is EquatableArray<double> other)
            {
                return Value.Of((one == other) == wanted);
            }
        }

        if (first.Kind != second.Kind)
        {
            _failure = Fail(RuleIds.WrongKind, second.Text, Article(second.Kind), Article(first.Kind));
            return null;
        }

        return Value.Of(first.Same(second) == wanted);
    }

    /// <summary>A parameter of words can only be compared with its own words.</summary>
    private bool ChecksChoice(Expression parameter, Expression other, Value value)
    {
        if (parameter is not NameExpression name || _scope.ChoicesOf(name.Name) is not IReadOnlyList<string> choices
            || other is not NameExpression word || _scope.Has(word.Name)
            || choices.Any(choice => string.Equals(choice, value.Text, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        _failure = Fail(RuleIds.NotAChoice, value.Text, name.Name, NearestChoice.Hint(value.Text, choices));
        return false;
    }

    private Value? Arithmetic(ExpressionVerb verb, EquatableArray<Expression> operands)
    {
        double[] numbers = new double[operands.Count];
        for (int index = 0; index < numbers.Length; index++)
        {
            if (Number(operands[index]) is not double number)
            {
                return null;
            }

            numbers[index] = number;
        }

        switch (verb)
        {
            case ExpressionVerb.Less:
                return Value.Of(numbers[0] < numbers[1]);
            case ExpressionVerb.LessOrEqual:
                return Value.Of(numbers[0] <= numbers[1]);
            case ExpressionVerb.Greater:
                return Value.Of(numbers[0] > numbers[1]);
            case ExpressionVerb.GreaterOrEqual:
                return Value.Of(numbers[0] >= numbers[1]);
        }

        double result = verb switch
        {
            ExpressionVerb.Add => numbers[0] + numbers[1],
            ExpressionVerb.Subtract => numbers[0] - numbers[1],
            ExpressionVerb.Multiply => numbers[0] * numbers[1],
            ExpressionVerb.Divide => numbers[0] / numbers[1],
            ExpressionVerb.Negate => -numbers[0],
            ExpressionVerb.Min => numbers.Min(),
            ExpressionVerb.Max => numbers.Max(),
            ExpressionVerb.Round => Math.Floor(numbers[0] + 0.5),
            ExpressionVerb.Floor => Math.Floor(numbers[0]),
            ExpressionVerb.Ceiling => Math.Ceiling(numbers[0]),
            ExpressionVerb.Modulo => numbers[0] - (numbers[1] * Math.Floor(numbers[0] / numbers[1])),
            ExpressionVerb.Divisible => Divisible(numbers[0], numbers[1]),
            _ => throw new InvalidOperationException("There is no further arithmetic."),
        };
        if (double.IsNaN(result) || double.IsInfinity(result))
        {
            _failure = Fail(RuleIds.NotANumber, string.Join(" and ", numbers.Select(Value.Format)));
            return null;
        }

        return Value.Of(result);
    }

    /// <summary>TensorFlow's <c>make_divisible</c>: the nearest multiple, halves up, at least one, and not below 90 % of the number.</summary>
    private static double Divisible(double number, double divisor)
    {
        double rounded = Math.Max(divisor, Math.Floor((number + (divisor / 2)) / divisor) * divisor);
        return rounded < 0.9 * number ? rounded + divisor : rounded;
    }

    private EquatableArray<double>? List(Expression expression)
    {
        Value? value = Of(expression);
        EquatableArray<double>? list = value?.AsList;
        if (value is not null && list is null)
        {
            _failure = Fail(RuleIds.WrongKind, value.Text, Article(value.Kind), Article(ValueKind.List));
        }

        return list;
    }

    private double? Number(Expression expression)
    {
        Value? value = Of(expression);
        if (value is { Kind: not ValueKind.Number })
        {
            _failure = Fail(RuleIds.WrongKind, value.Text, Article(value.Kind), Article(ValueKind.Number));
            return null;
        }

        return value?.Number;
    }

    private bool? Flag(Expression expression)
    {
        Value? value = Of(expression);
        if (value is { Kind: not ValueKind.Flag })
        {
            _failure = Fail(RuleIds.WrongKind, value.Text, Article(value.Kind), Article(ValueKind.Flag));
            return null;
        }

        return value?.IsTrue;
    }

    /// <summary>A kind of value with its article, for messages.</summary>
    public static string Article(ValueKind kind) => kind switch
    {
        ValueKind.Number => "a number",
        ValueKind.Word => "a word",
        ValueKind.List => "a list of numbers",
        _ => "a condition (yes or no)",
    };
}
