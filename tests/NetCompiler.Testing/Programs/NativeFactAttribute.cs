using Xunit;

namespace NetCompiler.Testing.Programs;

/// <summary>A test of a native program, which is skipped where the machine has no linker or cannot get the native compiler's package.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        Skip = NativeCompiler.Missing;
    }
}

/// <inheritdoc cref="NativeFactAttribute"/>
internal sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute()
    {
        Skip = NativeCompiler.Missing;
    }
}
