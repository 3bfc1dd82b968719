using Xunit;

namespace NetCompiler.Testing;

/// <summary>A test that needs <see cref="GuardedMemory{T}"/> or files that can be replaced while they are mapped: skipped where the system is neither Linux nor macOS.</summary>
internal sealed class GuardedFactAttribute : FactAttribute
{
    public GuardedFactAttribute()
    {
        if (!GuardedPages.IsSupported)
        {
            Skip = "Needs Linux or macOS.";
        }
    }
}
