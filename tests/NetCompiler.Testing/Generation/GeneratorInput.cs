using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Testing.Generation;

/// <summary>A project as the generator sees it: sources, table files, properties and the compiler's options.</summary>
public sealed record GeneratorInput
{
    /// <summary>C# files by path.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Additional files by path.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>Properties of the project that the compiler can read, by name.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Severities as a <c>.globalconfig</c> gives them, a line each; null without such a file.</summary>
    public string? GlobalConfig { get; init; }

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp12;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool CheckOverflow { get; init; }

    /// <summary>Whether the sources are a program rather than a library.</summary>
    public bool IsProgram { get; init; }

    /// <summary>One file, <c>Test.cs</c>, and tables.</summary>
    public static GeneratorInput Of(string source, params (string Path, string Text)[] tables) => new()
    {
        Sources = new Dictionary<string, string> { ["Test.cs"] = source },
        Tables = tables.ToDictionary(table => table.Path, table => table.Text),
    };

    /// <summary>The same with one source file replaced or added.</summary>
    public GeneratorInput WithSource(string path, string text) =>
        this with { Sources = new Dictionary<string, string>(Sources) { [path] = text } };

    /// <summary>The same with one table replaced or added.</summary>
    public GeneratorInput WithTable(string path, string text) =>
        this with { Tables = new Dictionary<string, string>(Tables) { [path] = text } };
}
