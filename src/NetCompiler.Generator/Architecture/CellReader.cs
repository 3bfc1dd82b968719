using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// Evaluates cells in a scope and reports what is wrong at the cell. Every method gives null after a problem, so that a caller that
/// stops on null needs no report of its own.
/// </summary>
internal sealed class CellReader
{
    private readonly Dictionary<(TableCell Cell, bool IsCondition), Expression?> _parsed = [];

    public CellReader(ProblemList problems)
    {
        Problems = problems;
    }

    public ProblemList Problems { get; }

    /// <summary>The cell's expression; parsed once.</summary>
    public Expression? Parse(TableCell cell, bool isCondition)
    {
        if (_parsed.TryGetValue((cell, isCondition), out Expression? known))
        {
            return known;
        }

        ExpressionResult result = isCondition ? ExpressionParser.ParseCondition(cell.Text) : ExpressionParser.Parse(cell.Text);
        if (result.Rule is string rule)
        {
            Report(rule, cell, [cell.Text, .. result.Arguments]);
        }

        _parsed[(cell, isCondition)] = result.Expression;
        return result.Expression;
    }

    public Value? Evaluate(TableCell cell, Scope scope, bool isCondition = false)
    {
        if (Parse(cell, isCondition) is not Expression expression)
        {
            return null;
        }

        EvaluationResult result = ExpressionEvaluator.Evaluate(expression, scope);
        if (result.Rule is string rule)
        {
            // A wrong word is told without the expression around it.
            string[] around = rule == RuleIds.NotAChoice ? [] : [cell.Text];
            Report(rule, cell, [.. around, .. result.Arguments]);
        }

        return result.Value;
    }

    /// <summary>Whether a condition holds; an empty cell always does.</summary>
    public bool? Holds(TableCell? cell, Scope scope)
    {
        if (cell is null)
        {
            return true;
        }

        return Evaluate(cell, scope, true) is Value value
            ? Expects(cell, value, ValueKind.Flag)?.IsTrue
            : null;
    }

    public double? Number(TableCell cell, Scope scope) =>
        Evaluate(cell, scope) is Value value ? Expects(cell, value, ValueKind.Number)?.Number : null;

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(TableCell cell, Scope scope, int least, int most) =>
        Number(cell, scope) is double number ? Whole(cell, number, least, most) : null;

    public int? Whole(TableCell cell, double number, int least, int most)
    {
        if (number == Math.Floor(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        Report(RuleIds.NotInRange, cell, cell.Column, Value.Format(number), $"a whole number from {Value.Format(least)} to {Value.Format(most)}");
        return null;
    }

    /// <summary>One number for both sides, or height×width.</summary>
    public Sides? Sides(TableCell cell, Scope scope)
    {
        if (IsSides(cell.Text) && SizeText.Read(cell.Text) is List<int> sizes)
        {
            return sizes.Count == 2 && sizes.All(size => size is >= 1 and <= LanguageLimits.Window)
                ? new Sides(sizes[0], sizes[1])
                : NoSides(cell);
        }

        if (Evaluate(cell, scope) is not Value value)
        {
            return null;
        }

        // A block's parameter may carry height×width through.
        if (value.Kind == ValueKind.Word && IsSides(value.Word))
        {
            return Sides(cell with { Text = value.Word }, scope);
        }

        return Expects(cell, value, ValueKind.Number) is not null && Whole(cell, value.Number, 1, LanguageLimits.Window) is int side
            ? new Sides(side, side)
            : null;
    }

    /// <summary>Whole numbers parted by points, commas or spaces, or an expression that yields them.</summary>
    public EquatableArray<double>? List(TableCell cell, Scope scope)
    {
        EquatableArray<double>? list = ListText.Read(cell.Text);
        if (list is null)
        {
            if (Evaluate(cell, scope) is not Value value)
            {
                return null;
            }

            list = value.AsList;
            if (list is null)
            {
                Expects(cell, value, ValueKind.List);
                return null;
            }
        }

        if (list.Value.Count > LanguageLimits.ListItems)
        {
            Report(RuleIds.TooMuchText, cell, "numbers in a list", Value.Format(LanguageLimits.ListItems));
            return null;
        }

        return list;
    }

    /// <summary>A word of the cell's column.</summary>
    public string? Word(TableCell cell, Scope scope)
    {
        if (OperatorSchema.FindChoice(cell.Column, cell.Text) is string plain && !scope.Has(cell.Text))
        {
            return plain;
        }

        return ChoiceIn(cell, scope);
    }

    public bool? Flag(TableCell cell, Scope scope) =>
        Evaluate(cell, scope) is Value value ? Expects(cell, value, ValueKind.Flag)?.IsTrue : null;

    public PaddingRule? Padding(TableCell cell, Scope scope)
    {
        if (PaddingText.IsPairs(cell.Text))
        {
            return PaddingText.Read(cell.Text) ?? NoPadding(cell);
        }

        if (!IsStrayWord(cell, scope) && Evaluate(cell, scope) is { Kind: ValueKind.Number } number)
        {
            return Whole(cell, number.Number, 0, LanguageLimits.Window) is int side
                ? new PaddingRule(PaddingKind.Explicit, side, side, side, side)
                : null;
        }

        return ChoiceIn(cell, scope) switch
        {
            "same" => PaddingRule.Same,
            "symmetric" => PaddingRule.Symmetric,
            "valid" => PaddingRule.Valid,
            _ => null,
        };
    }

    public void Report(string rule, TableCell cell, params string[] arguments) => Problems.Add(rule, cell.At, arguments);

    private string? ChoiceIn(TableCell cell, Scope scope)
    {
        Value? value = IsStrayWord(cell, scope) ? Value.Of(cell.Text) : Evaluate(cell, scope);
        if (value is null)
        {
            return null;
        }

        if (OperatorSchema.FindChoice(cell.Column, value.Text) is string word)
        {
            return word;
        }

        Report(RuleIds.NotAChoice, cell, value.Text, cell.Column, NearestChoice.Hint(value.Text, OperatorSchema.ChoicesOf(cell.Column)));
        return null;
    }

    /// <summary>A single word that nothing is called: in a column of words it is a misspelt one of these rather than a name.</summary>
    private static bool IsStrayWord(TableCell cell, Scope scope) =>
        ExpressionToken.IsName(cell.Text) && !scope.Has(cell.Text) && !scope.IsWord(cell.Text);

    private Value? Expects(TableCell cell, Value value, ValueKind kind)
    {
        if (value.Kind == kind)
        {
            return value;
        }

        Report(
            RuleIds.WrongKind, cell, cell.Text, value.Text,
            ExpressionEvaluator.Article(value.Kind), ExpressionEvaluator.Article(kind));
        return null;
    }

    private Sides? NoSides(TableCell cell)
    {
        Report(RuleIds.NotInRange, cell, cell.Column, cell.Text, $"height×width, each from 1 to {LanguageLimits.Window}");
        return null;
    }

    private PaddingRule? NoPadding(TableCell cell)
    {
        Report(RuleIds.BadPadding, cell, cell.Text);
        return null;
    }

    /// <summary>Whether a cell is a size, padding, a list or a column's word of several words rather than an expression.</summary>
    public static bool IsPlain(TableCell cell) =>
        IsSides(cell.Text)
        || (cell.Column == "padding" && PaddingText.IsPairs(cell.Text))
        || (OperatorSchema.HoldsLists(cell.Column) && ListText.Read(cell.Text) is not null)
        || (!ExpressionToken.IsName(cell.Text) && OperatorSchema.FindChoice(cell.Column, cell.Text) is not null);

    public static bool IsSides(string text) => text.Length > 0 && text[0] is >= '0' and <= '9' && text.IndexOfAny(['x', 'X', '×', '²']) > 0;
}

/// <summary>A number for each direction of a window.</summary>
internal sealed record Sides(int Height, int Width);
