using System;
using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Output sizes of sliding windows, and the padding that leads to them. Knows one dimension at a time and trusts that every number is
/// within <see cref="SizeLimits"/>.
/// </summary>
internal static class ShapeRules
{
    /// <summary>Positions from the first tap of a window to its last.</summary>
    public static int Extent(int taps, int dilation) => (dilation * (taps - 1)) + 1;

    /// <summary>Slides a window along rows and columns; null where no window fits.</summary>
    public static SlidWindow? Slide(Shape input, Window window)
    {
        PaddingRule padding = window.Padding;
        SlidSide? rows = Slide(
            input.Height, window.Height, window.StrideHeight, window.DilationHeight, padding.Kind, padding.Top, padding.Bottom, window.IsCeil);
        SlidSide? columns = Slide(
            input.Width, window.Width, window.StrideWidth, window.DilationWidth, padding.Kind, padding.Left, padding.Right, window.IsCeil);
        return rows is null || columns is null
            ? null
            : new SlidWindow(
                rows.Results, columns.Results, new EdgePadding(rows.Before, columns.Before, rows.After, columns.After));
    }

    private static SlidSide? Slide(int size, int taps, int stride, int dilation, PaddingKind kind, int before, int after, bool isCeil)
    {
        int extent = Extent(taps, dilation);
        switch (kind)
        {
            case PaddingKind.Same:
                int results = (size + stride - 1) / stride;
                int total = Math.Max(0, ((results - 1) * stride) + extent - size);
                return Reach(size, extent, stride, total / 2, results);

            case PaddingKind.Symmetric:
                int side = dilation * (taps - 1) / 2;
                return Slide(size, extent, stride, side, side, isCeil);

            case PaddingKind.Explicit:
                return Slide(size, extent, stride, before, after, isCeil);

            default:
                return Slide(size, extent, stride, 0, 0, isCeil);
        }
    }

    private static SlidSide? Slide(int size, int extent, int stride, int before, int after, bool isCeil)
    {
        int room = size + before + after - extent + (isCeil ? stride - 1 : 0);
        if (room < 0)
        {
            return null;
        }

        // Rounded up, the last window may begin behind the map: then it does not count.
        int results = (room / stride) + 1;
        bool isBehind = isCeil && (results - 1) * stride >= size + before;
        return Reach(size, extent, stride, before, isBehind ? results - 1 : results);
    }

    /// <summary>The far padding says how far the last window reaches past the map, whatever the rule provided there.</summary>
    private static SlidSide Reach(int size, int extent, int stride, int before, int results)
    {
        int reach = ((results - 1) * stride) + extent - before - size;
        return new SlidSide(results, before, Math.Max(0, reach));
    }

    private sealed record SlidSide(int Results, int Before, int After);
}

/// <summary>How often a window fits in a map, and the padded positions that it then meets.</summary>
internal sealed record SlidWindow(int Height, int Width, EdgePadding Padding);
