using System;
using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Arithmetic and conditions over parameters, columns and <c>in</c>, as a tree; what the names stand for is not known here.</summary>
internal abstract record Expression
{
    /// <summary>Every name in the tree, from left to right.</summary>
    public IEnumerable<string> Names()
    {
        Stack<Expression> left = new();
        left.Push(this);
        while (left.Count > 0)
        {
            Expression next = left.Pop();
            if (next is NameExpression name)
            {
                yield return name.Name;
            }

            EquatableArray<Expression> parts = next.Parts;
            for (int index = parts.Count - 1; index >= 0; index--)
            {
                left.Push(parts[index]);
            }
        }
    }

    protected abstract EquatableArray<Expression> Parts { get; }
}

internal sealed record NumberExpression(double Number) : Expression
{
    protected override EquatableArray<Expression> Parts => default;
}

/// <summary>Three numbers or more, parted by points: <c>3.5.7</c>.</summary>
internal sealed record ListExpression(EquatableArray<double> Numbers) : Expression
{
    protected override EquatableArray<Expression> Parts => default;
}

/// <summary>A parameter, a column, <c>in</c>, or a word of an enumeration.</summary>
internal sealed record NameExpression(string Name) : Expression
{
    protected override EquatableArray<Expression> Parts => default;
}

/// <summary>An operator or a function with its operands.</summary>
internal sealed record CallExpression(ExpressionVerb Verb, EquatableArray<Expression> Operands) : Expression
{
    protected override EquatableArray<Expression> Parts => Operands;
}

internal enum ExpressionVerb
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Min,
    Max,
    Round,
    Floor,
    Ceiling,
    Divisible,
    Modulo,
    Count,
    Largest,
    If,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
}
