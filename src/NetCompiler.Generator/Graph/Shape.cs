namespace NetCompiler.Generator.Graph;

/// <summary>The shape of a value: height, width, channels; a vector is 1 × 1 × n.</summary>
internal sealed record Shape(int Height, int Width, int Channels)
{
    /// <summary>Positions of the map.</summary>
    public int Pixels => Height * Width;

    /// <summary>Elements.</summary>
    public int Length => Pixels * Channels;

    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
