using Xunit;

namespace NetCompiler.Testing;

/// <summary>A test that needs <see cref="GuardedMemory{T}"/>; skipped on systems whose page protection it does not speak.</summary>
internal sealed class GuardedFactAttribute : FactAttribute
{
    public GuardedFactAttribute()
    {
        if (!GuardedPages.IsSupported)
        {
            Skip = "Guard pages are made by the C library of Linux and macOS.";
        }
    }
}
