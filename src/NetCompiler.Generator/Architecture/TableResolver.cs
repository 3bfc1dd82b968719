using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Finds the file that a name means among paths, and the names that a table itself asks for.</summary>
internal static class TableResolver
{
    /// <summary>
    /// The paths whose last parts equal all parts of the name, <c>/</c> and <c>\</c> being equal and letters compared ordinally. One path
    /// is the answer, none or several are the user's to mend.
    /// </summary>
    public static IReadOnlyList<string> Resolve(string name, IEnumerable<string> paths)
    {
        string[] wanted = Parts(name);
        string[] all = [.. paths.Distinct()];

        // The path itself, written out, means itself even where a longer path ends alike.
        string[] exact = [.. all.Where(path => Parts(path).SequenceEqual(wanted))];
        return exact.Length == 1 ? exact
            : [.. all.Where(path => EndsWith(Parts(path), wanted))];
    }

    /// <summary>The names in the <c>Uses:</c> lines of a table.</summary>
    public static EquatableArray<string> UsesOf(string text) =>
        TableLexer.Read(text, "").Tables
            .Where(table => table.Section == SectionKind.Uses)
            .SelectMany(table => table.Rows[0])
            .Where(name => name.Length > 0)
            .ToEquatableArray();

    private static bool EndsWith(string[] path, string[] end) =>
        end.Length > 0 && path.Length >= end.Length && path.Skip(path.Length - end.Length).SequenceEqual(end);

    private static string[] Parts(string path) =>
        path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
}
