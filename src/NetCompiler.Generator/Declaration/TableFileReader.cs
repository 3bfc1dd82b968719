using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// Finds the table files that a declaration names among the project's additional files. Paths are matched first; only texts that are named are
/// read. (Roslyn)
/// </summary>
internal static class TableFileReader
{
    /// <summary>How the names of table files end.</summary>
    public const string Extension = ".net.md";

    /// <summary>Whether a file is a table by its name.</summary>
    public static bool IsTable(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tables of a declaration; none for a published network or rows without blocks.</summary>
    /// <param name="resolve">Finds the files that a name means among paths.</param>
    /// <param name="uses">Names of the other tables that a table uses.</param>
    public static TableSelection Read(
        NetworkDeclaration declaration,
        ImmutableArray<AdditionalText> tables,
        Func<string, IReadOnlyList<string>, IReadOnlyList<string>> resolve,
        Func<TableFile, IEnumerable<string>> uses,
        CancellationToken cancellation)
    {
        SortedDictionary<string, AdditionalText> byPath = new(StringComparer.Ordinal);
        foreach (AdditionalText table in tables)
        {
            byPath[table.Path] = table;
        }

        string[] paths = [.. byPath.Keys];
        List<string> named = [];
        if (declaration.Table is { } name && !ZooTable.IsZoo(name))
        {
            named.AddRange(resolve(name, paths));
            if (named.Count != 1)
            {
                return new TableSelection(default, EquatableArray.Of(named.Count == 0 ? NotFound(name, paths) : Ambiguous(name, named)));
            }
        }

        if (declaration.Blocks is { } blocks)
        {
            named.AddRange(resolve(blocks, paths));
        }

        List<TableFile> files = [];
        Queue<string> waiting = new(named);
        HashSet<string> seen = new(named, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            string path = waiting.Dequeue();
            if (byPath[path].GetText(cancellation) is not SourceText text)
            {
                Problem unreadable = new(RuleIds.TableUnreadable, null, DeclarationPositions.Table, EquatableArray.Of(path));
                return new TableSelection(default, EquatableArray.Of(unreadable));
            }

            TableFile file = new(path, text.ToString());
            files.Add(file);

            // A name that means no file, or several, is reported where it is used.
            foreach (string used in uses(file).SelectMany(use => resolve(use, paths)).Where(seen.Add))
            {
                waiting.Enqueue(used);
            }
        }

        return new TableSelection(files.ToEquatableArray(), default);
    }

    private static Problem NotFound(string name, string[] paths)
    {
        string[] files = [.. paths.Select(FileName).Distinct().OrderBy(file => file, StringComparer.Ordinal)];
        string candidates = files.Length == 0
            ? "the project has none among its additional files (*.net.md)"
            : NearestChoice.Hint(FileName(name), files);
        return new Problem(RuleIds.TableNotFound, null, DeclarationPositions.Table, EquatableArray.Of(name, candidates));
    }

    private static Problem Ambiguous(string name, IReadOnlyList<string> found)
    {
        // What all have in common to the left tells nothing, and differs from machine to machine.
        string[] paths = [.. found.Select(path => path.Replace('\\', '/'))];
        int common = 0;
        for (int i = 0; paths.All(path => i < path.Length && path[i] == paths[0][i]); i++)
        {
            if (paths[0][i] == '/')
            {
                common = i + 1;
            }
        }

        string list = string.Join(", ", paths.Select(path => path.Substring(common)));
        return new Problem(RuleIds.TableAmbiguous, null, DeclarationPositions.Table, EquatableArray.Of(name, list));
    }

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
