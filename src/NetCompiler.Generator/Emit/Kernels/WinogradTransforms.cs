using System.Collections.Generic;
using NetCompiler.Generator.Emit.Dialects;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// One half of a transform of Winograd's algorithm, as statements over variables: the products with the matrices Bᵀ (<c>d</c> to <c>t</c>) and Aᵀ
/// (<c>m</c> to <c>y</c>) of <c>docs/numerics.md</c>, operation by operation.
/// </summary>
internal sealed class WinogradTransforms(int side, VectorDialect dialect)
{
    // The points of tiles of 4: 0, ±a, ±b and infinity with a = 5/8, b = 3/2. All of these are floats.
    private static readonly (string Name, string Value)[] s_inputConstants =
    [
        ("a", "0.625f"), ("b", "1.5f"), ("a2", "0.390625f"), ("b2", "2.25f"), ("product", "0.87890625f"), ("sum", "2.640625f"),
    ];

    private static readonly (string Name, string Value)[] s_outputConstants =
    [
        ("a", "0.625f"), ("b", "1.5f"), ("a2", "0.390625f"), ("b2", "2.25f"), ("a3", "0.244140625f"), ("b3", "3.375f"),
    ];

    /// <summary>Variables of the constants that <see cref="Input"/> needs.</summary>
    public void WriteInputConstants(CodeWriter code) => WriteConstants(code, s_inputConstants);

    /// <summary>Variables of the constants that <see cref="Output"/> needs.</summary>
    public void WriteOutputConstants(CodeWriter code) => WriteConstants(code, s_outputConstants);

    /// <summary>The elements of Bᵀ · d in the order in which they are best computed; auxiliary variables come first.</summary>
    public IEnumerable<(string Variable, VectorExpr Value)> Input() => side == 2
        ? [
            ("t0", Subtract("d0", "d2")),
            ("t1", Add("d1", "d2")),
            ("t2", Subtract("d2", "d1")),
            ("t3", Subtract("d3", "d1")),
        ]
        : [
            ("t0", Fused(Grouped(Negated("d4", "d2", "sum")), "d0", "product")),
            ("even", Negated("d4", "d2", "b2")),
            ("odd", Negated("d3", "d1", "b2")),
            ("t1", Fused(Variable("even"), "odd", "a")),
            ("t2", Negated("even", "odd", "a")),
            ("even", Negated("d4", "d2", "a2")),
            ("odd", Negated("d3", "d1", "a2")),
            ("t3", Fused(Variable("even"), "odd", "b")),
            ("t4", Negated("even", "odd", "b")),
            ("t5", Fused(Grouped(Negated("d5", "d3", "sum")), "d1", "product")),
        ];

    /// <summary>The elements of Aᵀ · m in the order in which they are best computed; auxiliary variables come first.</summary>
    public IEnumerable<(string Variable, VectorExpr Value)> Output() => side == 2
        ? [
            ("y0", dialect.Add(Grouped(Add("m0", "m1")), Variable("m2"))),
            ("y1", dialect.Add(Grouped(Subtract("m1", "m2")), Variable("m3"))),
        ]
        : [
            ("sumA", Add("m1", "m2")),
            ("sumB", Add("m3", "m4")),
            ("differenceA", Subtract("m1", "m2")),
            ("differenceB", Subtract("m3", "m4")),
            ("y0", dialect.Add(Grouped(Add("m0", "sumA")), Variable("sumB"))),
            ("y1", Fused(Grouped(dialect.Multiply(Variable("differenceA"), Variable("a"))), "differenceB", "b")),
            ("y2", Fused(Grouped(dialect.Multiply(Variable("sumA"), Variable("a2"))), "sumB", "b2")),
            ("y3", Fused(Grouped(Fused(Variable("m5"), "differenceA", "a3")), "differenceB", "b3")),
        ];

    /// <summary>Declares variables <c>name0</c>, <c>name1</c>, ….</summary>
    public void WriteVariables(CodeWriter code, string name, int count)
    {
        List<string> names = [];
        for (int i = 0; i < count; i++)
        {
            names.Add(name + CodeWriter.Number(i));
        }

        code.Line($"{dialect.VectorType} {string.Join(", ", names)};");
    }

    /// <summary>Variables that hold what several elements of <see cref="Input"/> share.</summary>
    public void WriteInputAuxiliaries(CodeWriter code)
    {
        if (side == 4)
        {
            code.Line($"{dialect.VectorType} even, odd;");
        }
    }

    /// <summary>Variables that hold what several elements of <see cref="Output"/> share.</summary>
    public void WriteOutputAuxiliaries(CodeWriter code)
    {
        if (side == 4)
        {
            code.Line($"{dialect.VectorType} sumA, sumB, differenceA, differenceB;");
        }
    }

    /// <summary>In parentheses, where it is part of another expression: operators alone would be taken from left to right.</summary>
    private static VectorExpr Grouped(VectorExpr value) => new($"({value})");

    private static VectorExpr Variable(string name) => new(name);

    private VectorExpr Add(string a, string b) => dialect.Add(Variable(a), Variable(b));

    private VectorExpr Subtract(string a, string b) => dialect.Subtract(Variable(a), Variable(b));

    private VectorExpr Fused(VectorExpr sum, string a, string b) => dialect.MultiplyAdd(sum, Variable(a), Variable(b));

    private VectorExpr Negated(string sum, string a, string b) => dialect.SubtractProduct(Variable(sum), Variable(a), Variable(b));

    private void WriteConstants(CodeWriter code, (string Name, string Value)[] constants)
    {
        if (side == 4)
        {
            foreach ((string name, string value) in constants)
            {
                code.Line($"{dialect.VectorType} {name} = {dialect.Constant(value)};");
            }
        }
    }
}
