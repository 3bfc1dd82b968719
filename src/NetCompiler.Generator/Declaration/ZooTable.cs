using System;

namespace NetCompiler.Generator.Declaration;

/// <summary>How a declaration names a network of the zoo, so that no file of the user's is meant.</summary>
internal static class ZooTable
{
    /// <summary>What stands before the network's name.</summary>
    public const string Prefix = "zoo:";

    /// <summary>Whether a table name means a network of the zoo.</summary>
    public static bool IsZoo(string table) => table.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The name as messages show it.</summary>
    public static string Show(string table) => IsZoo(table) ? table.Substring(Prefix.Length) : table;
}
