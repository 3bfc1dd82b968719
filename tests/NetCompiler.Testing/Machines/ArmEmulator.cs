using NetCompiler.Testing.Programs;
using Xunit;

namespace NetCompiler.Testing.Machines;

/// <summary>
/// .NET for 64-bit ARM under QEMU's emulation of a processor: the compiler at run time and its machine code are the real ones. A program without dependencies, published with its own
/// runtime, runs what other assemblies hold.
/// </summary>
internal static class ArmEmulator
{
    /// <summary>Where Debian's packages for cross compiling put the C library of ARM.</summary>
    private const string Libraries = "/usr/aarch64-linux-gnu";

    private static readonly Lazy<(string? Program, string? Lack)> s_host = new(Publish);

    /// <summary>What this machine lacks to emulate; null where it can.</summary>
    public static string? Lack => s_host.Value.Lack;

    /// <summary>Calls the static method <c>Entry.Main(string[])</c> of an assembly, and returns the lines that it printed.</summary>
    /// <param name="assembly">Its file; what it needs lies beside it.</param>
    public static string[] Run(string assembly, params string[] arguments)
    {
        string output = DotnetCommand.RunProgram("qemu-aarch64", Path.GetDirectoryName(assembly)!, ["-L", Libraries, s_host.Value.Program!, assembly, .. arguments]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (string? Program, string? Lack) Publish()
    {
        string[] paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!paths.Any(path => File.Exists(Path.Combine(path, "qemu-aarch64"))) || !File.Exists(Path.Combine(Libraries, "lib", "libstdc++.so.6")))
        {
            return (null, "Needs qemu-aarch64 and the C and C++ libraries of ARM (Debian's qemu-user, libc6-arm64-cross, libstdc++6-arm64-cross).");
        }

        string folder = Directory.CreateTempSubdirectory("netcompiler-arm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        File.WriteAllText(Path.Combine(folder, "Host.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>linux-arm64</RuntimeIdentifier>
                <SelfContained>true</SelfContained>
                <InvariantGlobalization>true</InvariantGlobalization>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(folder, "Program.cs"),
            "System.Reflection.Assembly.LoadFrom(args[0]).GetType(\"Entry\", true)!.GetMethod(\"Main\")!.Invoke(null, new object[] { args[1..] });\n");
        (int exitCode, string output) = DotnetCommand.Try(folder, "publish", "-c", "Release", "-o", "out");
        return exitCode == 0 ? (Path.Combine(folder, "out", "Host"), null)
            : DotnetCommand.LacksPackage(output) ? (null, "Needs the package of .NET's runtime for linux-arm64.")
            : throw new InvalidOperationException(output);
    }
}

/// <summary>A test on an emulated ARM processor, skipped where the machine lacks what that needs.</summary>
internal sealed class EmulatedArmFactAttribute : FactAttribute
{
    public EmulatedArmFactAttribute() => Skip = ArmEmulator.Lack;
}
