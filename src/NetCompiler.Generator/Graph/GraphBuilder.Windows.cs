using System;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Windows that slide over maps, and pools.</summary>
internal sealed partial class GraphBuilder
{
    private int? AddPool(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (operation.Window!.IsGlobal)
        {
            EdgePadding none = new(0, 0, 0, 0);
            Op global = operation.Operator == "maxpool"
                ? new MaxPool(shape.Height, shape.Width, 1, 1, none)
                : new AveragePool(shape.Height, shape.Width, 1, 1, none);
            return Activated(operation, Node(operation.Name, global, new Shape(1, 1, shape.Channels), input));
        }

        if (!InRange(operation, "dilation of a pool", Math.Max(operation.Window.DilationHeight, operation.Window.DilationWidth), 1, 1)
            || Slide(operation, shape) is not SlidWindow slid)
        {
            return null;
        }

        Window window = operation.Window;
        Op pool = operation.Operator == "maxpool"
            ? new MaxPool(window.Height, window.Width, window.StrideHeight, window.StrideWidth, slid.Padding)
            : new AveragePool(window.Height, window.Width, window.StrideHeight, window.StrideWidth, slid.Padding, operation.CountsPadding);
        Shape output = new(slid.Height, slid.Width, shape.Channels);
        return Accepts(output, operation.Name, operation.Origin)
            ? Activated(operation, Node(operation.Name, pool, output, input))
            : null;
    }

    /// <summary>A pool that yields a map of a given size: an ordinary one where windows of one size part the map.</summary>
    private int? AddAdaptivePool(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        Shape output = new(operation.Window!.Height, operation.Window.Width, shape.Channels);
        if (!Accepts(output, operation.Name, operation.Origin))
        {
            return null;
        }

        if (output == shape)
        {
            return Activated(operation, AddIdentity(operation, input, shape));
        }

        int rows = shape.Height / output.Height;
        int columns = shape.Width / output.Width;
        Op pool = rows * output.Height == shape.Height && columns * output.Width == shape.Width
            ? new AveragePool(rows, columns, rows, columns, new EdgePadding(0, 0, 0, 0))
            : new AdaptiveAveragePool();
        return Activated(operation, Node(operation.Name, pool, output, input));
    }

    private SlidWindow? Slide(PrimitiveOperation operation, Shape input) => Slide(operation, operation.Window!, input);

    private SlidWindow? Slide(PrimitiveOperation operation, Window window, Shape input)
    {
        PaddingRule padding = window.Padding;
        int largest = SizeLimits.LargestWindow;
        if (!InRange(operation, "window height", window.Height, 1, largest) || !InRange(operation, "window width", window.Width, 1, largest)
            || !InRange(operation, "stride", window.StrideHeight, 1, largest) || !InRange(operation, "stride", window.StrideWidth, 1, largest)
            || !InRange(operation, "dilation", window.DilationHeight, 1, largest)
            || !InRange(operation, "dilation", window.DilationWidth, 1, largest))
        {
            return null;
        }

        // With padding as wide as the window there are results that see no position of the map at all: a convolution's is its bias, as in the
        // released SqueezeNet's last one; a pool has none.
        int beyond = operation.Operator is "avgpool" or "maxpool" ? 1 : 0;
        int tallest = Math.Min(largest, ShapeRules.Extent(window.Height, window.DilationHeight) - beyond);
        int widest = Math.Min(largest, ShapeRules.Extent(window.Width, window.DilationWidth) - beyond);
        if (padding.Kind == PaddingKind.Explicit
            && !(InRange(operation, "padding above", padding.Top, 0, tallest) && InRange(operation, "padding below", padding.Bottom, 0, tallest)
                && InRange(operation, "padding left", padding.Left, 0, widest) && InRange(operation, "padding right", padding.Right, 0, widest)))
        {
            return null;
        }

        SlidWindow? slid = ShapeRules.Slide(input, window);
        if (slid is null)
        {
            Report(RuleIds.WindowDoesNotFit, operation.Origin, operation.Name, Describe(window), input.ToString());
        }

        return slid;
    }

    private static string Describe(Window window)
    {
        string size = $"{Number(window.Height)}×{Number(window.Width)}";
        string dilation = window.DilationHeight == 1 && window.DilationWidth == 1
            ? ""
            : $" with dilation {Number(window.DilationHeight)}×{Number(window.DilationWidth)}";
        return $"{size}{dilation}, padding {window.Padding.Kind.ToString().ToLowerInvariant()}";
    }
}
