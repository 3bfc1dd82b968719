using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>The tables shipped with the generator, found by name; they are resources of this assembly and read by the same parser as a user's.</summary>
internal static class ZooCatalog
{
    /// <summary>Marks a name, and the path of a cell, as the zoo's.</summary>
    public const string Prefix = ZooTable.Prefix;

    private const string Folder = "Zoo/";
    private const string Suffix = ".net.md";

    /// <summary>The networks' names in ordinal order.</summary>
    public static EquatableArray<string> Names => Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name.Substring(Folder.Length, name.Length - Folder.Length - Suffix.Length))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static Assembly Assembly => typeof(ZooCatalog).Assembly;

    /// <summary>The table of a network, its path <c>zoo:NAME</c>; null where the zoo has no such network.</summary>
    public static TableFile? Find(string name)
    {
        string bare = name.StartsWith(Prefix, StringComparison.Ordinal) ? name.Substring(Prefix.Length) : name;
        using Stream? stream = Assembly.GetManifestResourceStream(Folder + bare + Suffix);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream, Encoding.UTF8);
        return new TableFile(Prefix + bare, reader.ReadToEnd());
    }

    /// <summary>The hyper-parameters of a network's table, in its order; empty where the zoo has no such network.</summary>
    public static EquatableArray<Parameter> ParametersOf(string name)
    {
        if (Find(name) is not TableFile file)
        {
            return default;
        }

        ProblemList problems = new();
        TableSection? section = TableParser.Parse(file.Path, file.Text, problems).Find(SectionKind.Parameters);
        return section is null ? default : ParameterReader.Read(section, problems).ToEquatableArray();
    }
}
