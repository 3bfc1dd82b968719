using System.Collections.Generic;

namespace NetCompiler.Generator.Plan;

/// <summary>What a step reads of one map for row <c>r</c> of its output: the rows from <c>r · Stride − Padding</c> on, <c>Span</c> of them.</summary>
internal sealed record RowRead(Operand Map, int Stride, int Padding, int Span)
{
    /// <summary>Whether it is the same row alone.</summary>
    public bool IsSameRow => Stride == 1 && Padding == 0 && Span == 1;
}

/// <summary>Which steps compute a row of their output from few rows of what they read.</summary>
internal static class RowReads
{
    /// <summary>The maps that a step reads row by row, or null for a step that is not run by rows.</summary>
    public static IReadOnlyList<RowRead>? Of(KernelStep step) => step switch
    {
        // The table that tells channels or planes apart names no rows: all maps would have to hold a row at the same place.
        { Gathered.Maps.Count: > 1 } => null,
        GatheredConvStep { Output.Shape.Pixels: > 1 } gathered => WithResidual(gathered.Epilogue, SameRow(gathered.Input)),
        DenseConvStep { Output.Shape.Pixels: > 1 } dense => WithResidual(dense.Epilogue, Read(dense.Input, dense.Window)),
        DepthwiseConvStep depthwise => WithResidual(depthwise.Epilogue, Read(depthwise.Input, depthwise.Window)),
        ElementwiseStep elementwise => WithResidual(elementwise.Epilogue, SameRow(elementwise.Input)),
        MultiplyStep { Factor.Shape.Pixels: 1 } scale => [SameRow(scale.Input)],
        MultiplyStep product => [SameRow(product.Input), SameRow(product.Factor)],
        _ => null,
    };

    private static IReadOnlyList<RowRead> WithResidual(Epilogue epilogue, RowRead input) =>
        epilogue.Residual is { } residual ? [input, SameRow(residual)] : [input];

    private static RowRead SameRow(Operand map) => new(map, 1, 0, 1);

    private static RowRead Read(Operand map, WindowGeometry window) =>
        new(map, window.StrideHeight, window.PaddingTop, ((window.KernelHeight - 1) * window.DilationHeight) + 1);
}
