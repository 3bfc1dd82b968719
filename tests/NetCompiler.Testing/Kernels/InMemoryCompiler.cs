using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Testing.Kernels;

/// <summary>C# text to a loaded assembly, as a consumer's project would compile it: no unsafe code, overflow checks on.</summary>
public static class InMemoryCompiler
{
    /// <summary>Compiles and loads; fails with the first errors.</summary>
    public static Assembly Compile(IEnumerable<(string Name, string Text)> files, params string[] moreReferences) => Assembly.Load(Image(files, moreReferences));

    /// <summary>The compiled assembly's file.</summary>
    public static byte[] Image(IEnumerable<(string Name, string Text)> files, params string[] moreReferences)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp12);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Guid.NewGuid():N}",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Name)),
            References.Concat(moreReferences.Select(path => MetadataReference.CreateFromFile(path))),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: false));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join(
                "\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    /// <summary>The running framework, the runtime library, and this one with its models of instructions.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "NetCompiler.Runtime.dll" or "NetCompiler.Testing.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
