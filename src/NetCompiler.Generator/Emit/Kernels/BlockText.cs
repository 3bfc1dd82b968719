using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// Variables of a register block (pixels × registers of output channels): its sums, and the weights that an element of the input meets. The last register may
/// be half as wide.
/// </summary>
internal sealed class BlockText(int tiles, bool endsInHalf, VectorDialect dialect)
{
    public static string Sum(int row, int tile) => $"sum{CodeWriter.Number(row)}_{CodeWriter.Number(tile)}";

    public static string Weight(int tile) => $"weight{CodeWriter.Number(tile)}";

    /// <summary>The spelling of a register: the last one's, where it is half as wide, is that of narrower vectors.</summary>
    public VectorDialect DialectOf(int tile) => endsInHalf && tile == tiles - 1 && dialect.Half is { } half ? half : dialect;

    /// <summary>The spelling of an element of the input: as wide as the widest register that it meets, since a narrower one is loaded faster.</summary>
    public VectorDialect InputDialect => DialectOf(0);

    /// <summary>An element of the input as wide as a register that it meets.</summary>
    public VectorExpr Input(VectorExpr value, int tile) => DialectOf(tile) == InputDialect ? value : new VectorExpr($"{value}.GetLower()");

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

    /// <summary>
    /// Stores the sums of so many pixels, and what becomes of them on the way or, where <see cref="Epilogue.OfStored"/> says so and there are neighbours, afterwards.
    /// </summary>
    /// <param name="target">Where a pixel's register of results stands in the output.</param>
    /// <param name="addend">Where it stands in the residual, if there is one.</param>
    public void WriteResults(CodeWriter code, int pixels, Epilogue epilogue, Func<int, int, Address> target, Func<int, int, Address> addend)
    {
        Epilogue inRegisters = pixels > 1 ? epilogue.BeforeStore(dialect.Isa) : epilogue;
        for (int row = 0; row < pixels; row++)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                EpilogueCode.WriteStore(code, inRegisters, DialectOf(tile), Sum(row, tile), addend(row, tile), target(row, tile));
            }
        }

        for (int tile = 0; pixels > 1 && tile < tiles; tile++)
        {
            EpilogueCode.WriteOfStored(code, epilogue, dialect, target(0, tile), pixels);
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
