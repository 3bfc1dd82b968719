using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// Variables of a register block (pixels × registers of output channels): its sums, and the weights that an element of the input meets. The last register may
/// be half as wide.
/// </summary>
internal sealed class BlockText(int tiles, bool endsInHalf, VectorDialect dialect)
{
    public static string Sum(int row, int tile) => $"sum{CodeWriter.Number(row)}_{CodeWriter.Number(tile)}";

    public static string Weight(int tile) => $"weight{CodeWriter.Number(tile)}";

    public bool IsHalf(int tile) => endsInHalf && dialect.Half is not null && tile == tiles - 1;

    public VectorDialect DialectOf(int tile) => IsHalf(tile) ? dialect.Half! : dialect;

    /// <summary>Declares the sums of so many pixels, which begin at the bias; and, where weights serve more than one pixel, variables for them.</summary>
    public void WriteVariables(CodeWriter code, int pixels, Func<int, Address> bias)
    {
        for (int row = 0; row < pixels; row++)
        {
            string Start(int tile) => row == 0 ? DialectOf(tile).Load(bias(tile)).Text : Sum(0, tile);
            WriteDeclarations(code, tile => $"{Sum(row, tile)} = {Start(tile)}");
        }

        if (pixels > 1)
        {
            WriteDeclarations(code, Weight);
        }
    }

    private void WriteDeclarations(CodeWriter code, Func<int, string> variable)
    {
        foreach (IGrouping<VectorDialect, int> alike in Enumerable.Range(0, tiles).GroupBy(DialectOf))
        {
            code.Line($"{alike.Key.VectorType} {string.Join(", ", alike.Select(variable))};");
        }
    }
}
