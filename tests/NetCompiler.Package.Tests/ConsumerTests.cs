using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetCompiler.Testing.Models;

namespace NetCompiler.Package.Tests;

/// <summary>A fresh project with the package builds without a warning and gives the right numbers, whatever its settings.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackedPackage package)
{
    private const string Picture = "5-seven-segment.png";

    // CA1515 asks for internal types in programs; the public ones here are there to be documented.
    [Theory]
    [InlineData("net10.0", "Nullable=enable", "CheckForOverflowUnderflow=true", "AllowUnsafeBlocks=false", "GenerateDocumentationFile=true", "AnalysisLevel=latest-all", "EnforceCodeStyleInBuild=true", "IsAotCompatible=true", "NoWarn=CA1515")]
    [InlineData("net10.0", "Nullable=disable", "LangVersion=12", "GenerateDocumentationFile=true", "ImplicitUsings=enable")]
    [InlineData("net8.0", "Nullable=disable", "CheckForOverflowUnderflow=true", "AllowUnsafeBlocks=false", "GenerateDocumentationFile=true", "AnalysisLevel=latest-all", "EnforceCodeStyleInBuild=true", "LangVersion=12", "NoWarn=CA1515")]
    [InlineData("net8.0", "Nullable=enable", "WarningLevel=9999", "Features=strict")]
    public void BuildsWithoutAWarningAndRuns(string framework, params string[] properties)
    {
        string digits = Path.Combine(Repository.Root, "samples", "Classify", "Digits");
        TensorFile golden = TensorFile.Open(Path.Combine(digits, "golden.safetensors"));
        ConsumerProject project = new(package, framework, properties);
        project.Build();
        string input = Path.Combine(project.Folder, "input.bin");
        File.WriteAllBytes(input, MemoryMarshal.AsBytes(golden[Picture + ".input"].AsSpan()));
        string[] lines = project.Run(Path.Combine(digits, "mobilenet_v2_0.5_64_digits.safetensors"), input);

        float[] logits = golden[Picture + ".logits"];
        double bound = 1e-4 * logits.Max(Math.Abs);
        for (int i = 0; i < logits.Length; i++)
        {
            Assert.Equal(logits[i], double.Parse(lines[i], CultureInfo.InvariantCulture), bound);
        }

        // Small.net.md: 3·3·3·16 + 16 weights and biases of the stem and 16·4 + 4 of the classifier; 4·4·432 and 64 multiply-adds.
        Assert.Equal(["516", "6976", "4"], lines[logits.Length..]);
    }

    [Fact]
    public void TakesTheTablesOfTheProjectAlone()
    {
        ConsumerProject project = new(package, "net10.0");
        foreach (string folder in (string[])["bin/x", "obj", "Deep/obj", ".hidden"])
        {
            project.Write($"{folder}/Other.net.md", "# Other\n");
        }

        project.Write("Deep/Down/Third.net.md", "# Third\n");
        Assert.Equal(["Deep/Down/Third.net.md", "Tables/Small.net.md"], Tables(project));
    }

    [Fact]
    public void TakesNoTablesWhereToldSo() => Assert.Empty(Tables(new ConsumerProject(package, "net10.0", "NetCompilerIncludeTables=false")));

    private static string[] Tables(ConsumerProject project)
    {
        DotnetCommand.Run(project.Folder, "restore");
        string json = DotnetCommand.Run(project.Folder, "msbuild", "-getItem:AdditionalFiles");
        return [.. JsonDocument.Parse(json).RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'))
            .Where(name => name.EndsWith(".net.md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
