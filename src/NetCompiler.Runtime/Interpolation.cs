namespace NetCompiler;

/// <summary>How pictures are resized, by the name that Pillow gives the filter; all three widen with the scale when they shrink a picture.</summary>
public enum Interpolation
{
    /// <summary>A triangle over two pixels.</summary>
    Bilinear,

    /// <summary>A cubic over four pixels, a = -0.5.</summary>
    Bicubic,

    /// <summary>The mean of the pixels that a result covers.</summary>
    Box,
}
