using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Writes the frame of a class's API file and its members one by one. Where the network cannot be compiled, every body throws the reason
/// instead, and members that the class has already are left out.
/// </summary>
internal sealed class ApiFile
{
    /// <summary>The generator's name, as headers and attributes give it.</summary>
    public const string Tool = "NetCompiler";

    private readonly EquatableArray<string> _taken;
    private bool _isFirst = true;

    /// <param name="failure">Why there is no network, or null.</param>
    /// <param name="taken">Keys of members that are left out.</param>
    public ApiFile(string? failure, EquatableArray<string> taken)
    {
        Failure = failure;
        _taken = taken;
    }

    /// <summary>Why there is no network, or null.</summary>
    public string? Failure { get; }

    public CodeWriter Writer { get; } = new();

    /// <summary>A constant; without a network it is <paramref name="unknown"/>, so that code which uses it compiles.</summary>
    public void Constant(string name, string type, string value, string unknown, string doc)
    {
        if (Begin(name, "summary", Failure is null ? doc : "Unknown, because the network could not be compiled."))
        {
            Writer.Line($"public const {type} {name} = {(Failure is null ? value : unknown)};");
        }
    }

    /// <summary>A property with a getter.</summary>
    public void Property(string name, string type, string value, string doc)
    {
        if (Begin(name, "summary", doc))
        {
            Writer.Line($"public static {type} {name} => {(Failure is null ? value : Throw())};");
        }
    }

    /// <summary>A method of one expression.</summary>
    public void Method(string key, string declaration, string body, string doc, params (string Name, string Doc)[] parameters)
    {
        if (Begin(key, "summary", doc, parameters))
        {
            Writer.Line(declaration + " =>");
            Writer.Line($"    {(Failure is null ? body : Throw())};");
        }
    }

    /// <summary>Opens the documentation of a member, unless the class has its own.</summary>
    public bool Begin(string key, string element, string doc, params (string Name, string Doc)[] parameters)
    {
        if (_taken.Contains(key))
        {
            return false;
        }

        if (!_isFirst)
        {
            Writer.Line();
        }

        _isFirst = false;
        Writer.Doc(element, doc);
        foreach ((string name, string text) in parameters)
        {
            Writer.Line($"/// <param name=\"{name}\">{CodeWriter.Escape(text)}</param>");
        }

        Writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"{Tool}\", \"{GeneratorVersion.Text}\")]");
        return true;
    }

    /// <summary>Why there is no network, as an expression.</summary>
    public string Throw() => $"throw new global::System.InvalidOperationException({CodeWriter.Literal(Failure!)})";

    /// <summary>Text that can stand in a line comment: one line, whatever the user wrote.</summary>
    public static string Plain(string text) =>
        new([.. text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)]);
}
