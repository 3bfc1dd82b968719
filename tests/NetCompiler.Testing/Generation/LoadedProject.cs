using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace NetCompiler.Testing.Generation;

/// <summary>A compiled project in a load context of its own, which goes when this is disposed.</summary>
public sealed class LoadedProject : IDisposable
{
    private readonly AssemblyLoadContext _context = new("Consumer", isCollectible: true);

    internal LoadedProject(Compilation compilation)
    {
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;

        // The runtime library is the test's own, so that its types are the same on both sides.
        _context.Resolving += (_, name) => AssemblyLoadContext.Default.LoadFromAssemblyName(name);
        Assembly = _context.LoadFromStream(image);
    }

    public Assembly Assembly { get; }

    /// <summary>A type by its full name.</summary>
    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    public void Dispose() => _context.Unload();
}
