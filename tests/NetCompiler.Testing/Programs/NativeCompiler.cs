namespace NetCompiler.Testing.Programs;

/// <summary>Projects that NativeAOT publishes, and what that needs beyond the SDK.</summary>
internal static class NativeCompiler
{
    /// <summary>The project of a console program for x64 processors with AVX2, linked by clang or gcc.</summary>
    /// <param name="items">More of the project.</param>
    public static string Project(string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net9.0</TargetFramework>
            <InvariantGlobalization>true</InvariantGlobalization>
            <PublishAot>true</PublishAot>
            <IlcInstructionSet>x86-x64-v3</IlcInstructionSet>
            <CppCompilerAndLinker Condition="!Exists('/usr/bin/clang')">gcc</CppCompilerAndLinker>
          </PropertyGroup>
          {items}
        </Project>
        """;

    private static readonly Lazy<string?> s_missing = new(Find);

    /// <summary>What is missing, or null.</summary>
    public static string? Missing => s_missing.Value;

    private static string? Find()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!OperatingSystem.IsLinux() || !folders.Any(folder => File.Exists(Path.Combine(folder, "gcc")) || File.Exists(Path.Combine(folder, "clang"))))
        {
            return "Native programs are tested on Linux, and linked by gcc or clang, which is not installed.";
        }

        string project = Directory.CreateTempSubdirectory("netcompiler-native-").FullName;
        File.WriteAllText(Path.Combine(project, "Native.csproj"), Project());
        (int exitCode, string output) = DotnetCommand.Try(project, "restore");
        Directory.Delete(project, recursive: true);

        // Whatever else goes wrong is the tests' to tell.
        return exitCode != 0 && DotnetCommand.LacksPackage(output) ? "The package of the native compiler (Microsoft.DotNet.ILCompiler) cannot be had here." : null;
    }
}
