using System.IO.Compression;

namespace NetCompiler.Package.Tests;

/// <summary>
/// The package, packed once from what was built, in a temporary folder outside the repository. Its version is used nowhere else, so nothing of it
/// can be in a cache.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    public PackedPackage()
    {
        Folder = Directory.CreateTempSubdirectory("netcompiler-package-").FullName;
        Version = $"0.1.0-test{Guid.NewGuid():N}";
        DotnetCommand.Run(Repository.Root, "pack", "-c", Repository.Configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={Version}");
    }

    /// <summary>For feed, caches and consumers; deleted in the end.</summary>
    public string Folder { get; }

    public string Version { get; }

    /// <summary>The folder that holds the packages that packing the solution gave.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Names of the package's files, without those that belong to the archive's own order.</summary>
    public IReadOnlyList<string> Files()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Feed, $"NetCompiler.{Version}.nupkg"));
        return [.. archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The text of one of its files.</summary>
    public string Text(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Feed, $"NetCompiler.{Version}.nupkg"));
        using StreamReader reader = new(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
