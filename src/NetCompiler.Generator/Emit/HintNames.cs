using System.Linq;
using NetCompiler.Generator.Declaration;

namespace NetCompiler.Generator.Emit;

/// <summary>Names of generated files: unique in a compilation, and readable in a folder.</summary>
internal static class HintNames
{
    /// <summary>Such as <c>MyApp.Outer.Classifier.Avx2.g.cs</c>; without <paramref name="part"/> the file of the public surface.</summary>
    public static string Of(TypeHierarchy type, string? part = null)
    {
        string[] enclosing = [.. type.Enclosing.Select(declaration => declaration.Substring(declaration.LastIndexOf(' ') + 1))];
        string name = string.Join(".", new[] { type.Namespace }.Concat(enclosing).Concat([type.Name]).Where(text => text.Length > 0));
        return part is null ? $"{name}.g.cs" : $"{name}.{part}.g.cs";
    }
}
