using System.Linq;
using System.Text;
using NetCompiler.Generator.Declaration;

namespace NetCompiler.Generator.Emit;

/// <summary>Names of generated files: unique in a compilation, readable in a folder, and made of characters that the compiler takes.</summary>
internal static class HintNames
{
    /// <summary>Such as <c>MyApp.Outer+Classifier.Avx2.g.cs</c>; without <paramref name="part"/> the file of the public surface.</summary>
    public static string Of(TypeHierarchy type, string? part = null) => TypeOf(type) + (part is null ? "" : "." + part) + ".g.cs";

    /// <summary>The class as its files are called: <c>MyApp.Outer+Classifier</c>.</summary>
    public static string TypeOf(TypeHierarchy type)
    {
        StringBuilder name = new();
        if (type.Namespace.Length > 0)
        {
            name.Append(type.Namespace).Append('.');
        }

        foreach (string enclosing in type.Enclosing)
        {
            // "partial class Outer<T>": what follows the keywords.
            int generic = enclosing.IndexOf('<');
            string declared = generic < 0 ? enclosing : enclosing.Substring(0, generic);
            name.Append(declared.Split(' ').Last());
            if (generic >= 0)
            {
                name.Append('`').Append(CodeWriter.Number(enclosing.Count(character => character == ',') + 1));
            }

            name.Append('+');
        }

        return name.Append(type.Name).Replace("@", "").ToString();
    }
}
