using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Covers the columns of a row exactly, by tiles whose widths differ by at most one.
/// Tiles whose windows leave the map stand alone, so that their padded taps can be left out of the code.
/// </summary>
internal static class TileCover
{
    /// <summary>Tiles of at most <paramref name="widest"/> columns from left to right, the wider ones first; equal tiles that see every tap are one run.</summary>
    public static EquatableArray<TileRun> Cover(WindowGeometry window, int widest)
    {
        // 49 columns in tiles of at most 6 are 9 tiles: 4 of 6 and 5 of 5.
        int tiles = (window.Columns + widest - 1) / widest;
        int narrow = window.Columns / tiles;
        int wider = window.Columns - (tiles * narrow);
        if (window.KernelWidth == 1 && IsInside(window, 0, window.Columns))
        {
            // No tile stands at an edge: maps of millions of pixels are two runs, found without a walk.
            // At least one tile is a narrow one.
            TileRun last = new(wider * (narrow + 1), tiles - wider, narrow);
            return wider > 0 ? EquatableArray.Of(new TileRun(0, wider, narrow + 1), last) : EquatableArray.Of(last);
        }

        List<TileRun> runs = [];
        bool lastIsInside = false;
        int column = 0;
        for (int tile = 0; tile < tiles; tile++)
        {
            int width = tile < wider ? narrow + 1 : narrow;
            bool inside = IsInside(window, column, width);
            if (inside && lastIsInside && runs[runs.Count - 1].Width == width)
            {
                TileRun run = runs[runs.Count - 1];
                runs[runs.Count - 1] = run with { Tiles = run.Tiles + 1 };
            }
            else
            {
                runs.Add(new TileRun(column, 1, width));
            }

            lastIsInside = inside;
            column += width;
        }

        return runs.ToEquatableArray();
    }

    /// <summary>
    /// Tiles of two widths, one less than the other, by which each of several numbers of pixels can be covered exactly: in order the wider ones, then, if any
    /// number needs them, the narrower ones. They are counted for the first number; another one has as few tiles as it can, so many of the wider width that
    /// it comes out even.
    /// </summary>
    public static EquatableArray<TileRun> CoverEach(int[] pixels, int widest)
    {
        int width = widest;
        while (pixels.Any(count => WiderTiles(count, width) < 0))
        {
            width--;
        }

        int wider = WiderTiles(pixels[0], width);
        TileRun main = new(0, wider, width) { IsCounted = true };
        return pixels.All(count => count % width == 0)
            ? EquatableArray.Of(main)
            : EquatableArray.Of(main, new TileRun(0, ((pixels[0] + width - 1) / width) - wider, width - 1) { IsCounted = true });
    }

    /// <summary>How many of the fewest tiles are of the whole width where the others are one narrower; below 0 where that gives too many pixels.</summary>
    private static int WiderTiles(int pixels, int width) => pixels - ((pixels + width - 1) / width * (width - 1));

    private static bool IsInside(WindowGeometry window, int column, int width) =>
        window.ColumnIsInside(column, 0) && window.ColumnIsInside(column + width - 1, window.KernelWidth - 1);
}
