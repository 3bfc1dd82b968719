using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Says what is wrong with the way in which a step covers its results: blocks that do not fit in registers, channels, columns or tiles that are left out or
/// computed twice, and places too small for what a step works in.
/// </summary>
internal static class CoverVerifier
{
    /// <summary>Adds one sentence for each violation.</summary>
    public static void Verify(KernelStep step, VectorIsa isa, List<string> violations)
    {
        switch (step)
        {
            case WinogradStep winograd:
                VerifyTiles(winograd, violations);
                Verify(winograd.Multiply, isa, violations);
                break;
            case DenseConvStep dense:
                int channel = 0;
                foreach (ChannelGroup group in dense.Groups)
                {
                    if (group.First != channel)
                    {
                        violations.Add($"{step.Name}: a group begins at channel {group.First} instead of {channel}.");
                    }

                    if (group.Block.Registers(isa) > isa.Registers)
                    {
                        violations.Add($"{step.Name}: a block takes {group.Block.Registers(isa)} of {isa.Registers} registers.");
                    }

                    channel += group.Count * group.Block.Tiles * isa.Lanes;
                    if (group.Runs.Any(run => run.IsCounted))
                    {
                        VerifyCountedRuns(dense, group, violations);
                    }
                    else
                    {
                        VerifyRuns(step, group.Runs, dense.Window.Columns, group.Block.Rows, violations);
                    }
                }

                int channels = dense.Output.Layout.FilledChannels(dense.Output.Shape.Channels);
                if (channel != channels)
                {
                    violations.Add($"{step.Name}: groups end at channel {channel} instead of {channels}.");
                }

                bool isBanded = dense.Bands is not null && dense.Window.IsPointwise;
                if (isBanded != dense.Groups.All(group => group.Runs.All(run => run.IsCounted)))
                {
                    violations.Add($"{step.Name}: tiles are counted by the pixels of a band where there is none, or the other way round.");
                }

                if (!isBanded && dense.Window.Rows * dense.Window.Columns != dense.Output.Shape.Pixels)
                {
                    violations.Add($"{step.Name}: walks {dense.Window.Rows} rows of {dense.Window.Columns} for {dense.Output.Shape}.");
                }

                break;
            case GatheredConvStep gathered:
                int own = 0;
                foreach (ChannelGroup group in gathered.Groups)
                {
                    if (group.First != own || group.Block.Registers(isa.Broadcasting) > isa.Registers)
                    {
                        violations.Add($"{step.Name}: a block of {group.Block.Rows}×{group.Block.Tiles} at channel {group.First} where {own} is next.");
                    }

                    own += group.Count * group.Block.Tiles * isa.Lanes;
                    VerifyRuns(step, group.Runs, gathered.Window.Columns, group.Block.Rows, violations);
                }

                int planes = gathered.GroupPlanes * gathered.Layer.Groups;
                if (own != gathered.GroupPlanes * gathered.Output.Layout.ChannelBlock || planes != gathered.Output.Layout.Blocks(gathered.Output.Shape.Channels)
                    || gathered.Window.Rows * gathered.Window.Columns != gathered.Output.Shape.Pixels)
                {
                    violations.Add($"{step.Name}: groups end at channel {own} and fill {planes} planes of {gathered.Output.Shape}.");
                }

                for (int band = step.Bands?.First ?? 0; band < (step.Bands?.Count ?? 0); band++)
                {
                    int bandPixels = (step.Bands!.End(band) - step.Bands.Begin(band)) * step.Output.Shape.Width;
                    if (bandPixels % gathered.Window.Columns != 0)
                    {
                        violations.Add($"{step.Name}: no strips of {gathered.Window.Columns} have {bandPixels} pixels.");
                    }
                }

                break;
            case DepthwiseConvStep depthwise:
                int widest = depthwise.Runs.Max(run => run.Width);
                if (widest + depthwise.HeldWeights + 1 > isa.Registers || depthwise.HeldWeights > depthwise.Window.KernelWidth)
                {
                    violations.Add($"{step.Name}: {widest} sums and {depthwise.HeldWeights} of {depthwise.Window.KernelWidth} weights do not fit.");
                }

                VerifyRuns(step, depthwise.Runs, depthwise.Window.Columns, widest, violations);
                VerifyPart(depthwise, violations);
                break;
        }
    }

    /// <summary>The fewest tiles of the first run's width, of which as many as need be are one narrower, have to come out even in every band.</summary>
    private static void VerifyCountedRuns(DenseConvStep step, ChannelGroup group, List<string> violations)
    {
        int width = group.Runs[0].Width;
        if (width > group.Block.Rows || (group.Runs.Count > 1 && (group.Runs.Count > 2 || group.Runs[1].Width != width - 1)))
        {
            violations.Add($"{step.Name}: tiles of {string.Join(" and ", group.Runs.Select(run => run.Width))} pixels in a block of {group.Block.Rows}.");
        }

        for (int band = step.Bands!.First; band < step.Bands.Count; band++)
        {
            int pixels = (step.Bands.End(band) - step.Bands.Begin(band)) * step.Output.Shape.Width;
            int tiles = (pixels + width - 1) / width;
            int narrower = (tiles * width) - pixels;
            if (narrower > tiles || (narrower > 0 && group.Runs.Count == 1))
            {
                violations.Add($"{step.Name}: no tiles of {width} and one less have {pixels} pixels.");
            }
        }
    }

    /// <summary>Every result is in one tile, every tile in one strip, and what a strip needs has its place.</summary>
    private static void VerifyTiles(WinogradStep step, List<string> violations)
    {
        WinogradTiling tiling = step.Tiling;
        Shape map = step.Output.Shape;
        if (((tiling.TileRows - 1) * tiling.Side) >= map.Height || (tiling.TileRows * tiling.Side) < map.Height
            || ((tiling.TileColumns - 1) * tiling.Side) >= map.Width || (tiling.TileColumns * tiling.Side) < map.Width)
        {
            violations.Add($"{step.Name}: {tiling.TileRows}×{tiling.TileColumns} tiles of {tiling.Side} do not cover {map}.");
        }

        if (tiling.StripRows < 1 || tiling.TileRows % tiling.StripRows != 0)
        {
            violations.Add($"{step.Name}: strips of {tiling.StripRows} rows do not make up {tiling.TileRows}.");
        }

        int tiles = tiling.StripRows * tiling.TileColumns;
        int reach = tiling.Side + 2;
        int lastColumn = step.Input.Shape.Width + tiling.PaddingLeft;
        if (step.Rows.Shape.Height < (2 * reach) + 2 || step.Rows.Shape.Width < lastColumn || step.Rows.Shape.Width < (tiling.TileColumns * tiling.Side) + 2)
        {
            violations.Add($"{step.Name}: {step.Rows.Shape} is no room for the rows in work.");
        }

        foreach ((Operand place, Operand row, int channels) in new[]
        {
            (step.Transformed, step.Multiply.Input, step.Input.Shape.Channels), (step.Products, step.Multiply.Output, map.Channels),
        })
        {
            if (tiles > tiling.PositionPixels || place.Shape != new Shape(reach * reach, tiling.PositionPixels, channels)
                || row.Shape != new Shape(1, tiles, channels) || row.Offset != place.Offset || row.Layout != place.Layout)
            {
                violations.Add($"{step.Name}: {place.Shape} is no room for {reach * reach} positions of {tiles} tiles.");
            }
        }

        int panels = (map.Channels + 15) / 16;
        if (step.Layer.TileSide != tiling.Side || step.Layer.Floats != panels * 16 * (1 + (reach * reach * (1 + step.Input.Shape.Channels))))
        {
            violations.Add($"{step.Name}: {step.Layer.Floats} weights are not those of {reach * reach} positions.");
        }
    }

    /// <summary>The channels of a part stand in the lanes of its weights: from the first to the last, in lanes that follow each other or that a table names.</summary>
    private static void VerifyPart(DepthwiseConvStep step, List<string> violations)
    {
        PlannedLayer layer = step.Layer;
        if (step.Part is not { } part)
        {
            if (layer.IsPart)
            {
                violations.Add($"{step.Name}: a part of a layer over the whole map.");
            }

            return;
        }

        int block = step.Output.Layout.ChannelBlock;
        int next = 0;
        for (int place = part.First; place < part.First + part.Count; place++)
        {
            int plane = (place / block) - (part.First / block);
            int lane = step.Planes is { } planes ? planes.Lanes[plane] + (place % block) : place - (part.First / WeightLayout.PanelChannels * WeightLayout.PanelChannels);
            int channel = layer.Lanes.Count == 0 ? lane - layer.EmptyLanes : lane >= 0 && lane < layer.Lanes.Count ? layer.Lanes[lane] : int.MaxValue;
            if (channel == next)
            {
                next++;
            }
            else if (channel != LaneOrders.Empty)
            {
                violations.Add($"{step.Name}: channel {channel} of the part at {place} where {next} is next.");
                return;
            }
        }

        if (next != layer.OutputChannels)
        {
            violations.Add($"{step.Name}: {next} of {layer.OutputChannels} channels of the part.");
        }
    }

    private static void VerifyRuns(KernelStep step, EquatableArray<TileRun> runs, int columns, int widest, List<string> violations)
    {
        int column = 0;
        foreach (TileRun run in runs)
        {
            if (run.First != column || run.Width > widest || run.Width < 1 || run.Tiles < 1)
            {
                violations.Add($"{step.Name}: {run.Tiles} tiles of {run.Width} at column {run.First} where {column} is next.");
            }

            column += run.Tiles * run.Width;
        }

        if (column != columns)
        {
            violations.Add($"{step.Name}: tiles end at column {column} of {columns}.");
        }
    }
}
