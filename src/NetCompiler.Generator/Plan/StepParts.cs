using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Cuts a step into parts that are steps themselves: the same kernels over views of the step's maps. Every result is computed by one part, from the same
/// operands in the same order as in the whole step.
/// </summary>
internal sealed class StepParts(VectorIsa isa, Optimizations enabled)
{
    /// <summary>Cuts between channels stand where panels of weights and planes of every vector unit begin.</summary>
    private const int ChannelUnit = WeightLayout.PanelChannels;

    /// <summary>The step in at most so many parts of about the same size; empty where it cannot be cut that way.</summary>
    public IReadOnlyList<(KernelStep Part, int First, int Count)> Cut(KernelStep step, WorkSplit split, int parts)
    {
        Shape output = step.Output.Shape;
        (int size, int unit) = split switch
        {
            WorkSplit.Channels => (output.Channels, ChannelUnit),
            WorkSplit.Rows => (output.Height, 1),
            WorkSplit.Pixels => (output.Pixels, 1),
            _ => (1, 1),
        };
        int units = (size + unit - 1) / unit;
        int count = Math.Min(parts, units);
        if (split == WorkSplit.Whole || count < 2)
        {
            return [];
        }

        List<(KernelStep, int, int)> cut = [];
        for (int part = 0; part < count; part++)
        {
            int first = (int)((long)part * units / count) * unit;
            int end = Math.Min(size, (int)((part + 1L) * units / count) * unit);
            KernelStep? kernel = split switch
            {
                WorkSplit.Channels => ChannelsOf(step, first, end - first),
                WorkSplit.Rows => RowsOf(step, first, end - first),
                _ => PixelsOf(step, first, end - first),
            };
            if (kernel is null)
            {
                return [];
            }

            cut.Add((kernel, first, end - first));
        }

        return cut;
    }

    private KernelStep? ChannelsOf(KernelStep step, int first, int count)
    {
        Operand View(Operand map) => Channels(map, first, count);

        switch (step)
        {
            case DenseConvStep { Layer.Lanes.Count: 0 } dense:
                PlannedLayer layer = LayerOf(dense.Layer, first, count);
                Operand input = dense.Input;
                if (layer.Windows is { } windows)
                {
                    // Counted from the window of the part's first panel, parts of equal shape are equal kernels.
                    int firstPanel = first / WeightLayout.PanelChannels;
                    int[] starts = [.. windows.First.Skip(firstPanel).Take((count + WeightLayout.PanelChannels - 1) / WeightLayout.PanelChannels)];
                    layer = layer with { Windows = windows with { First = starts.Select(start => start - starts[0]).ToEquatableArray() } };
                    input = Channels(input, starts[0], starts.Max() - starts[0] + windows.Channels);
                }

                (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(WholeRows(dense), layer, IsInPlanes(input));
                return Blocked(dense with { Input = input, Output = View(dense.Output), Epilogue = dense.Epilogue.With(View), Layer = layer, Order = order, Window = window });
            case GatheredConvStep { Layer.Groups: 1, Layer.Lanes.Count: 0 } gathered:
                GatheredConvStep part = gathered with { Output = View(gathered.Output), Epilogue = gathered.Epilogue.With(View), Layer = LayerOf(gathered.Layer, first, count) };
                return GatherLoopChooser.Choose(part, isa);
            case DepthwiseConvStep { Planes: { } planes, Part: null } depthwise:
                // The table of planes names weights from the layer's first lane on.
                MapLayout layout = depthwise.Output.Layout;
                return depthwise with
                {
                    Output = View(depthwise.Output),
                    Epilogue = depthwise.Epilogue.With(View),
                    Planes = planes.Part((first / layout.ChannelBlock, layout.Blocks(count))),
                };
            case DepthwiseConvStep { Part: null, Layer.Lanes.Count: 0 } depthwise:
                return depthwise with
                {
                    Input = View(depthwise.Input),
                    Output = View(depthwise.Output),
                    Epilogue = depthwise.Epilogue.With(View),
                    Layer = LayerOf(depthwise.Layer, first, count),
                };
            case AveragePoolStep or AdaptivePoolStep or MaxPoolStep or ElementwiseStep or MultiplyStep when step.Input.Shape.Channels == step.Output.Shape.Channels:
                return step.With(View);
            default:
                return null;
        }
    }

    private KernelStep? RowsOf(KernelStep step, int first, int count)
    {
        Operand View(Operand map) => Rows(map, first, count);

        switch (step)
        {
            case DenseConvStep { Window.IsPointwise: true } dense:
                return Pointwise(dense, View, count, dense.Output.Shape.Width);
            case GatheredConvStep gathered:
                return Gathered(gathered, View, count, gathered.Output.Shape.Width);
            case DenseConvStep dense:
                (WindowGeometry window, Operand input) = WindowRows(dense.Window, dense.Input, first, count);
                return Blocked(dense with { Input = input, Output = View(dense.Output), Epilogue = dense.Epilogue.With(View), Window = window });
            case DepthwiseConvStep depthwise:
                (window, input) = WindowRows(depthwise.Window, depthwise.Input, first, count);
                return depthwise with
                {
                    Input = input,
                    Output = View(depthwise.Output),
                    Epilogue = depthwise.Epilogue.With(View),
                    Window = window,
                    Planes = depthwise.Planes is { } planes
                        ? planes with { Sources = planes.Sources.With(map => WindowRows(depthwise.Window, map, first, count).Input) }
                        : null,
                };
            case AveragePoolStep pool:
                (window, input) = WindowRows(pool.Window, pool.Input, first, count);
                return pool with { Input = input, Output = View(pool.Output), Window = window };
            case MaxPoolStep pool:
                (window, input) = WindowRows(pool.Window, pool.Input, first, count);
                return pool with { Input = input, Output = View(pool.Output), Window = window };
            default:
                return IsByPixel(step) ? OverPixels(step, View) : null;
        }
    }

    private KernelStep? PixelsOf(KernelStep step, int first, int count)
    {
        Operand View(Operand map) => Pixels(map, first, new Shape(1, count, map.Shape.Channels));

        return step is DenseConvStep { Window.IsPointwise: true } dense ? Pointwise(dense, View, 1, count)
            : step is GatheredConvStep gathered ? Gathered(gathered, View, 1, count)
            : IsByPixel(step) ? OverPixels(step, View)
            : null;
    }

    /// <summary>Steps that bring each pixel of the input to the same pixel of the output, and work on as many as their maps have.</summary>
    private static bool IsByPixel(KernelStep step) => step is ElementwiseStep or MultiplyStep or CopyStep or GatherStep or ResponseNormStep or InputStep;

    /// <summary>The step over views of its maps; one number a channel is the same for all pixels.</summary>
    private static KernelStep OverPixels(KernelStep step, Func<Operand, Operand> view) =>
        step.With(map => step is MultiplyStep { Factor.Shape.Pixels: 1 } multiply && ReferenceEquals(map, multiply.Factor) ? map : view(map));

    /// <summary>A 1×1 convolution that gathers its channels over a view of so many rows and columns.</summary>
    private GatheredConvStep Gathered(GatheredConvStep gathered, Func<Operand, Operand> view, int rows, int columns)
    {
        WindowGeometry window = gathered.Window with { InputRows = rows, InputColumns = columns, Rows = rows, Columns = columns };
        return GatherLoopChooser.Choose(((GatheredConvStep)gathered.With(view)) with { Window = window }, isa);
    }

    /// <summary>The walk row by row, where a 1×1 convolution takes several as one.</summary>
    private static WindowGeometry WholeRows(DenseConvStep dense) =>
        dense.Window.IsPointwise ? dense.Window.AsRows(dense.Output.Shape.Height) : dense.Window;

    /// <summary>A 1×1 convolution over a view of so many rows and columns.</summary>
    private DenseConvStep Pointwise(DenseConvStep dense, Func<Operand, Operand> view, int rows, int columns)
    {
        WindowGeometry whole = dense.Window with { InputRows = rows, InputColumns = columns, Rows = rows, Columns = columns };
        (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(whole, dense.Layer, IsInPlanes(dense.Input));
        return Blocked(dense with
        {
            Input = view(dense.Input),
            Output = view(dense.Output),
            Epilogue = dense.Epilogue.With(view),
            Window = window,
            Order = order,
        });
    }

    /// <summary>The step with register blocks for its own shape.</summary>
    private DenseConvStep Blocked(DenseConvStep dense)
    {
        EquatableArray<ChannelGroup> groups = RegisterBlockChooser.Choose(dense.Window, dense.Layer, isa);
        DenseConvStep blocked = dense with
        {
            Groups = groups,
            Unroll = UnrollChooser.Choose(dense.Window, groups, Math.Min(dense.Layer.ReadChannels, dense.Input.Layout.ChannelBlock), isa),
            FetchesAhead = dense.FetchesAhead && LoopChooser.FetchesAhead(dense.Window, dense.Layer, IsInPlanes(dense.Input)),
        };
        return (DenseConvStep)HalfRegisters.In(blocked, isa, enabled);
    }

    private static bool IsInPlanes(Operand map) => map.Place == Place.Workspace;

    private static PlannedLayer LayerOf(PlannedLayer layer, int first, int count) => layer with
    {
        Offset = layer.Offset + (first / WeightLayout.PanelChannels * layer.PanelFloats),
        OutputChannels = count,
        MapChannels = count,
    };

    /// <summary>The window's walk over some rows of the output, and the rows of the input that it then reads.</summary>
    private static (WindowGeometry Window, Operand Input) WindowRows(WindowGeometry window, Operand input, int first, int count)
    {
        int top = (first * window.StrideHeight) - window.PaddingTop;
        int firstRead = Math.Max(0, top);
        int end = top + ((count - 1) * window.StrideHeight) + ((window.KernelHeight - 1) * window.DilationHeight) + 1;
        int rows = Math.Min(window.InputRows, end) - firstRead;
        WindowGeometry part = window with { InputRows = rows, Rows = count, PaddingTop = firstRead - top };
        return (part, Rows(input, firstRead, rows));
    }

    private static Operand Channels(Operand map, int first, int count) => map with
    {
        Offset = map.Offset + (first / map.Layout.ChannelBlock * map.Layout.BlockPitch),
        Shape = map.Shape with { Channels = count },
    };

    private static Operand Rows(Operand map, int first, int count) =>
        Pixels(map, first * map.Shape.Width, map.Shape with { Height = count });

    private static Operand Pixels(Operand map, int first, Shape shape) => map with
    {
        Offset = map.Offset + (first * map.Layout.PixelStride),
        Shape = shape,
        IsPart = true,
    };
}
