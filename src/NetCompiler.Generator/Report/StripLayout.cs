using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Report;

internal enum BoxRole
{
    /// <summary>A value from outside of the strip.</summary>
    Entry,

    /// <summary>A node of the graph.</summary>
    Node,

    /// <summary>What the network yields.</summary>
    Output,

    /// <summary>A value that the next strip reads.</summary>
    Exit,
}

/// <summary>A box of a drawing at its place, in pixels.</summary>
/// <param name="Index">By role: the value, the node, the output's ordinal, or the first node of the next strip.</param>
/// <param name="Value">The value that the box yields or shows.</param>
internal sealed record PlacedBox(BoxRole Role, int Index, int Value, int Left, int Top, int Width, int Height)
{
    public int Center => Left + (Width / 2);

    public int Right => Left + Width;

    public int Bottom => Top + Height;
}

/// <summary>All lines that carry one value.</summary>
/// <param name="Lines">A path of horizontal and vertical lines.</param>
/// <param name="Arrows">Tips.</param>
/// <param name="Joints">Where lines part.</param>
internal sealed record PlacedWire(int Value, string Lines, EquatableArray<PlacedPoint> Arrows, EquatableArray<PlacedPoint> Joints);

/// <summary>A point of a drawing.</summary>
/// <param name="IsSideways">Of a tip: it points to the left rather than down.</param>
internal sealed record PlacedPoint(int X, int Y, bool IsSideways = false);

/// <summary>
/// Where everything of a strip is drawn. Boxes stand in layers, one below what they read, and in columns: the longest way goes straight down, what branches off stands to the right. A value
/// that is read further below runs down its own column where that is free, and otherwise in a lane to the right of it.
/// </summary>
internal sealed record StripLayout(int Width, int Height, EquatableArray<PlacedBox> Boxes, EquatableArray<PlacedWire> Wires)
{
    public static StripLayout Of(NetworkGraph graph, GraphStrip strip)
    {
        BoxGrid grid = BoxGrid.Of(graph, strip);
        return new WireRouter(grid).Route();
    }
}
