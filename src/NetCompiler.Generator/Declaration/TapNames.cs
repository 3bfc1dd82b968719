using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generator.Declaration;

/// <summary>Which names a <c>[Tap]</c> may have: they become identifiers of generated code. (Roslyn)</summary>
internal static class TapNames
{
    /// <summary>Why a name cannot be used, or null where it can.</summary>
    /// <param name="others">The names of the taps before it.</param>
    public static string? Refuse(string name, IEnumerable<string> others)
    {
        bool isIdentifier = name.Length is > 0 and <= 64 && IsLetter(name[0]) && name.All(character => IsLetter(character) || character is (>= '0' and <= '9') or '_');
        return !isIdentifier || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "expected a letter, then letters, digits or '_', at most 64 in all, and no word of C#'s own"
            : name is "Output" or "Input" ? "the network's own input and output are called so"
            : others.Contains(name) ? "another tap is called so"
            : null;
    }

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
