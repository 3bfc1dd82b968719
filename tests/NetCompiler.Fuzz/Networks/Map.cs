namespace NetCompiler.Fuzz.Networks;

/// <summary>The shape of a result, as far as drawing has to know it.</summary>
internal readonly record struct Map(int Height, int Width, int Channels)
{
    /// <summary>Whether it is a vector.</summary>
    public bool IsVector => Height * Width == 1;
}
