using System.Xml.Linq;

namespace NetCompiler.Package.Tests;

/// <summary>
/// A console project outside the repository that takes the package from a local folder: the program of the Consumer folder with properties of the test's
/// choosing, every warning an error.
/// </summary>
internal sealed class ConsumerProject
{
    private readonly string _framework;

    public ConsumerProject(PackedPackage package, string framework, params string[] properties)
    {
        _framework = framework;
        Folder = Path.Combine(package.Folder, Path.GetRandomFileName());
        string source = Path.Combine(AppContext.BaseDirectory, "Consumer");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            Write(Path.GetRelativePath(source, file), File.ReadAllText(file));
        }

        XElement group = new(
            "PropertyGroup",
            new XElement("OutputType", "Exe"),
            new XElement("TargetFramework", framework),
            new XElement("UseAppHost", "false"),
            new XElement("TreatWarningsAsErrors", "true"),
            properties.Select(property => property.Split('=')).Select(parts => new XElement(parts[0], parts[1])));
        XElement reference = new("PackageReference", new XAttribute("Include", "NetCompiler"), new XAttribute("Version", $"[{package.Version}]"));
        Write("Consumer.csproj", new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"), group, new XElement("ItemGroup", reference)).ToString());

        // The machine's own packages serve as they are; what is new goes to a folder of the test's.
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(package.Folder, "packages")}" /></config>
              <packageSources><add key="local" value="{package.Feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Folder { get; }

    /// <summary>Writes a file of the project.</summary>
    public void Write(string path, string text)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Restores and builds; fails the test at a warning or an error.</summary>
    public void Build()
    {
        string output = DotnetCommand.Run(Folder, "build", "-c", "Release");
        Assert.Contains("0 Warning(s)", output);
        Assert.Contains("0 Error(s)", output);
    }

    /// <summary>Runs what was built, and returns the lines that it printed.</summary>
    public string[] Run(params string[] arguments) => DotnetCommand
        .Run(Folder, [Path.Combine("bin", "Release", _framework, "Consumer.dll"), .. arguments])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
