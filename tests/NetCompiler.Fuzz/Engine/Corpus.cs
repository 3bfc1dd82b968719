using System.Security.Cryptography;

namespace NetCompiler.Fuzz.Engine;

/// <summary>Inputs that were worth keeping, a folder for each target: every failure that was found, and inputs that reach what no seed reaches.</summary>
internal static class Corpus
{
    /// <summary>The kept inputs of a target by file name, in the order of their names.</summary>
    public static IEnumerable<(string Name, byte[] Input)> Of(FuzzTarget target)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Corpus", target.Name);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))
            : [];
    }

    /// <summary>Writes an input under a name made from its content.</summary>
    public static string Write(string folder, FuzzTarget target, byte[] input)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(input))[..12] + target.Extension);
        File.WriteAllBytes(path, input);
        return path;
    }
}
