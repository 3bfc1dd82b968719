using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// What the parameters of <c>Run</c> are called that take a network's outputs: the outputs' names in camel case, unlike each other and the input's.
/// </summary>
internal static class OutputParameters
{
    // Those that no parameter may be called without an @; contextual keywords may.
    private static readonly string[] _keywords =
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern "
        + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
        + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof "
        + "uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' ');

    private static readonly string[] _others = ["input", "rgb", "_session"];

    /// <summary>One name for each output, without escapes.</summary>
    public static IReadOnlyList<string> NamesOf(EquatableArray<ApiOutput> outputs)
    {
        List<string> names = [];
        foreach (ApiOutput output in outputs)
        {
            string name = CamelCase(output.Name);
            while (names.Contains(name) || _others.Contains(name))
            {
                name += "Output";
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>A name as C# reads it: with an @ before a keyword.</summary>
    public static string Escape(string name) => _keywords.Contains(name) ? "@" + name : name;

    /// <summary>The capitals that a name begins with in small letters, but for the last where a word begins with it: C3, FPNTop → c3, fpnTop.</summary>
    private static string CamelCase(string name)
    {
        int capitals = name.TakeWhile(char.IsUpper).Count();
        if (capitals > 1 && capitals < name.Length && char.IsLower(name[capitals]))
        {
            capitals--;
        }

        return name.Substring(0, capitals).ToLowerInvariant() + name.Substring(capitals);
    }
}
