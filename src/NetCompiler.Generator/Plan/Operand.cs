using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>A map at its place.</summary>
/// <param name="Offset">In floats from the beginning of the place.</param>
internal sealed record Operand(Place Place, int Offset, Shape Shape, MapLayout Layout)
{
    /// <summary>Which of the caller's outputs, where there are several; 0 for every other place.</summary>
    public int Index { get; init; }

    /// <summary>The map whose memory this is: the operand's own, or the one that it is a view of.</summary>
    public string Buffer { get; init; } = "";

    /// <summary>Whether it has some pixels of each plane of a map: between its planes lie those that other parts have.</summary>
    public bool IsPart { get; init; }

    /// <summary>The ring in which the rows of the map stand, or null where they all have places of their own.</summary>
    public RowRing? Ring { get; init; }
}

internal enum Place
{
    /// <summary>The caller's input.</summary>
    Input,

    /// <summary>The caller's output.</summary>
    Output,

    /// <summary>The session's own memory.</summary>
    Workspace,
}
