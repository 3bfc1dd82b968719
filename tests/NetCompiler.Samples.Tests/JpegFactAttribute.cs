using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>A test that needs the TurboJPEG library; skipped where the machine lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JpegFactAttribute : FactAttribute
{
    internal const string Missing = "The TurboJPEG library (libturbojpeg0) is not installed.";

    public JpegFactAttribute()
    {
        Skip = JpegDecoder.IsAvailable ? null! : Missing;
    }
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JpegTheoryAttribute : TheoryAttribute
{
    public JpegTheoryAttribute()
    {
        Skip = JpegDecoder.IsAvailable ? null! : JpegFactAttribute.Missing;
    }
}
