using System.Xml.Linq;

namespace NetCompiler.Package.Tests;

/// <summary>What packing the solution gives: one package with these files and no dependency.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void PackingTheSolutionGivesOnePackage() =>
        Assert.Equal([$"NetCompiler.{package.Version}.nupkg"], Directory.EnumerateFiles(package.Feed).Select(Path.GetFileName));

    [Fact]
    public void HoldsTheLibraryTheGeneratorAndTheProperties() => Assert.Equal(
        [
            "NetCompiler.nuspec",
            "README.md",
            "analyzers/dotnet/cs/NetCompiler.Generator.dll",
            "buildTransitive/NetCompiler.props",
            "buildTransitive/NetCompiler.targets",
            "lib/net10.0/NetCompiler.Runtime.dll",
            "lib/net10.0/NetCompiler.Runtime.xml",
            "lib/net8.0/NetCompiler.Runtime.dll",
            "lib/net8.0/NetCompiler.Runtime.xml",
        ],
        package.Files());

    [Fact]
    public void DependsOnNothing() => Assert.DoesNotContain(
        XDocument.Parse(package.Text("NetCompiler.nuspec")).Descendants(), element => element.Name.LocalName is "dependency" or "frameworkReference");

    [Fact]
    public void ReadsLikeTheRepository() => Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), package.Text("README.md"));

    [Fact]
    public void IsTheSameBytesEveryTime()
    {
        byte[][] packages = [.. new[] { "first", "second" }.Select(name =>
        {
            string folder = Path.Combine(package.Folder, name);
            DotnetCommand.Run(
                Repository.Root, "pack", Path.Combine("src", "NetCompiler.Runtime"), "-c", Repository.Configuration, "--no-build", "-o", folder);
            return File.ReadAllBytes(Assert.Single(Directory.EnumerateFiles(folder)));
        })];
        Assert.Equal(packages[0], packages[1]);
    }
}
