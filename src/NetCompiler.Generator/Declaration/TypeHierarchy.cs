using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>The namespace and the enclosing types that generated code has to open again around the class.</summary>
/// <param name="Namespace">The namespace with dots, or the empty text for the global one.</param>
/// <param name="Enclosing">Declarations of the enclosing types from the outside in, such as <c>public partial class Outer</c>.</param>
/// <param name="Accessibility">The class's own accessibility in C#, such as <c>public</c>.</param>
/// <param name="Name">The class's name.</param>
internal sealed record TypeHierarchy(string Namespace, EquatableArray<string> Enclosing, string Accessibility, string Name);
