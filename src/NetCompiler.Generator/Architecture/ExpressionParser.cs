using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>An expression, or what is wrong with the text.</summary>
/// <param name="Rule">The rule that the text breaks, or null.</param>
/// <param name="Arguments">Of the rule's message after the text itself.</param>
internal sealed record ExpressionResult(Expression? Expression, string? Rule, EquatableArray<string> Arguments);

/// <summary>
/// Reads one cell's expression. From loose to tight: <c>,</c> and <c>and</c>, <c>or</c> below them; <c>not</c>; comparisons;
/// <c>+ -</c>; <c>· * /</c>; a sign; names, numbers, calls and brackets.
/// </summary>
internal sealed class ExpressionParser
{
    private static readonly Dictionary<string, (ExpressionVerb Verb, int Least, int Most)> Functions = new(StringComparer.Ordinal)
    {
        ["min"] = (ExpressionVerb.Min, 2, 8),
        ["max"] = (ExpressionVerb.Max, 2, 8),
        ["round"] = (ExpressionVerb.Round, 1, 1),
        ["floor"] = (ExpressionVerb.Floor, 1, 1),
        ["ceil"] = (ExpressionVerb.Ceiling, 1, 1),
        ["mod"] = (ExpressionVerb.Modulo, 2, 2),
        ["divisible"] = (ExpressionVerb.Divisible, 2, 2),
        ["count"] = (ExpressionVerb.Count, 1, 1),
        ["largest"] = (ExpressionVerb.Largest, 1, 1),
        ["if"] = (ExpressionVerb.If, 3, 3),
    };

    private static readonly string[] ReservedWords = ["and", "or", "not", .. Functions.Keys];

    private readonly List<ExpressionToken> _tokens;
    private int _next;
    private int _depth;
    private string? _found;
    private string? _expected;

    private ExpressionParser(List<ExpressionToken> tokens)
    {
        _tokens = tokens;
    }

    /// <summary>Words that cannot name a parameter, a column or a row.</summary>
    public static bool IsReserved(string word) => ReservedWords.Contains(word) || word == "in";

    /// <summary>A value: a comma at the outermost level has no meaning.</summary>
    public static ExpressionResult Parse(string text) => Parse(text, false);

    /// <summary>A condition: a comma at the outermost level means <c>and</c>.</summary>
    public static ExpressionResult ParseCondition(string text) => Parse(text, true);

    private static ExpressionResult Parse(string text, bool isCondition)
    {
        if (text.Length > LanguageLimits.CellCharacters)
        {
            return Wrong(RuleIds.BadExpression, $"{text.Length} characters", $"at most {LanguageLimits.CellCharacters}");
        }

        List<ExpressionToken> tokens = ExpressionToken.Read(text, out string? stray);
        if (stray is not null)
        {
            return SizeText.ForeignDigit(text) is string digit ? Wrong(RuleIds.ForeignDigit, digit)
                : stray[0] is >= '0' and <= '9' ? Wrong(RuleIds.BadExpression, $"'{stray}'", "a number below 1.8e308")
                : Wrong(RuleIds.BadExpression, $"'{stray}'", "a number, a name, an operator or a bracket");
        }

        ExpressionParser parser = new(tokens);
        Expression? expression = isCondition ? parser.Condition() : parser.Or();
        if (expression is not null && parser._next < tokens.Count)
        {
            parser.Expect(isCondition ? "an operator, ',' or the end" : "an operator or the end");
            expression = null;
        }

        return expression is null
            ? Wrong(RuleIds.BadExpression, parser._found ?? "nothing", parser._expected ?? "an expression")
            : new ExpressionResult(expression, null, default);
    }

    private static ExpressionResult Wrong(string rule, params string[] arguments) => new(null, rule, arguments.ToEquatableArray());

    private Expression? Condition()
    {
        Expression? left = Or();
        while (left is not null && Take(","))
        {
            left = With(left, ExpressionVerb.And, Or());
        }

        return left;
    }

    private Expression? Or()
    {
        Expression? left = And();
        while (left is not null && Take("or"))
        {
            left = With(left, ExpressionVerb.Or, And());
        }

        return left;
    }

    private Expression? And()
    {
        Expression? left = Not();
        while (left is not null && Take("and"))
        {
            left = With(left, ExpressionVerb.And, Not());
        }

        return left;
    }

    private Expression? Not()
    {
        if (!Take("not"))
        {
            return Comparison();
        }

        return Deeper(() => Not() is Expression operand ? Call(ExpressionVerb.Not, operand) : null);
    }

    private Expression? Comparison()
    {
        Expression? left = Sum();
        if (left is null)
        {
            return null;
        }

        ExpressionVerb? verb = Peek() switch
        {
            "=" or "==" => ExpressionVerb.Equal,
            "!=" or "≠" => ExpressionVerb.NotEqual,
            "<" => ExpressionVerb.Less,
            "<=" or "≤" => ExpressionVerb.LessOrEqual,
            ">" => ExpressionVerb.Greater,
            ">=" or "≥" => ExpressionVerb.GreaterOrEqual,
            _ => null,
        };
        if (verb is null)
        {
            return left;
        }

        _next++;
        return With(left, verb.Value, Sum());
    }

    private Expression? Sum()
    {
        Expression? left = Product();
        while (left is not null && Peek() is "+" or "-" or "−")
        {
            ExpressionVerb verb = _tokens[_next].Text == "+" ? ExpressionVerb.Add : ExpressionVerb.Subtract;
            _next++;
            left = With(left!, verb, Product());
        }

        return left;
    }

    private Expression? Product()
    {
        Expression? left = Signed();
        while (left is not null && Peek() is "·" or "*" or "×" or "/")
        {
            ExpressionVerb verb = _tokens[_next].Text == "/" ? ExpressionVerb.Divide : ExpressionVerb.Multiply;
            _next++;
            left = With(left!, verb, Signed());
        }

        return left;
    }

    private Expression? Signed()
    {
        if (Take("-") || Take("−"))
        {
            return Deeper(() => Signed() is Expression operand ? Call(ExpressionVerb.Negate, operand) : null);
        }

        return Deeper(Primary);
    }

    private Expression? Primary()
    {
        if (_next >= _tokens.Count)
        {
            return Expect("a number, a name or a bracket");
        }

        ExpressionToken token = _tokens[_next];
        if (token.Number is double number)
        {
            _next++;
            return new NumberExpression(number);
        }

        if (token.List is EquatableArray<double> list)
        {
            _next++;
            return new ListExpression(list);
        }

        if (token.Text == "(")
        {
            _next++;
            Expression? inner = Or();
            return inner is null ? null : Take(")") ? inner : Expect("')'");
        }

        if (!token.IsWord || token.Text is "and" or "or")
        {
            return Expect("a number, a name or a bracket");
        }

        _next++;

        // Some functions are words of a column too: "floor" and "ceil".
        return Functions.TryGetValue(token.Text, out (ExpressionVerb Verb, int Least, int Most) function)
            && (Peek() == "(" || !OperatorSchema.Words.Contains(token.Text))
            ? Arguments(token.Text, function.Verb, function.Least, function.Most)
            : Peek() == "("
                ? Unknown(token.Text)
                : new NameExpression(token.Text);
    }

    private Expression? Arguments(string name, ExpressionVerb verb, int least, int most)
    {
        if (!Take("("))
        {
            return Expect($"'(' after '{name}'");
        }

        List<Expression> operands = [];
        do
        {
            if (Or() is not Expression operand)
            {
                return null;
            }

            operands.Add(operand);
        }
        while (Take(","));

        if (!Take(")"))
        {
            return Expect("',' or ')'");
        }

        if (operands.Count < least || operands.Count > most)
        {
            _found = $"{operands.Count} values in '{name}'";
            _expected = least == most ? $"{least}" : $"{least} to {most}";
            return null;
        }

        return new CallExpression(verb, operands.ToEquatableArray());
    }

    private Expression? Unknown(string name)
    {
        _found = $"'{name}('";
        _expected = NearestChoice.Find(name, Functions.Keys) is string near
            ? $"'{near}('"
            : "one of the functions " + string.Join(", ", Functions.Keys);
        return null;
    }

    private Expression? With(Expression left, ExpressionVerb verb, Expression? right) =>
        right is null ? null : Call(verb, left, right);

    private static CallExpression Call(ExpressionVerb verb, params Expression[] operands) => new(verb, operands.ToEquatableArray());

    private Expression? Deeper(Func<Expression?> read)
    {
        if (_depth >= LanguageLimits.ExpressionDepth)
        {
            _found = $"more than {LanguageLimits.ExpressionDepth} brackets or signs inside one another";
            _expected = "fewer";
            return null;
        }

        _depth++;
        Expression? expression = read();
        _depth--;
        return expression;
    }

    private string? Peek() => _next < _tokens.Count ? _tokens[_next].Text : null;

    private bool Take(string text)
    {
        bool isThere = Peek() == text;
        _next += isThere ? 1 : 0;
        return isThere;
    }

    private Expression? Expect(string what)
    {
        _found ??= _next < _tokens.Count ? $"'{_tokens[_next].Text}'" : "the end";
        _expected ??= what;
        return null;
    }
}
