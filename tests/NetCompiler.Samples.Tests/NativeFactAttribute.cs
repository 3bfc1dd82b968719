using NetCompiler.Package.Tests;

namespace NetCompiler.Samples.Tests;

/// <summary>A test of the native program, which is skipped where the machine has no linker or cannot get the native compiler's package.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        Skip = NativeCompiler.Missing;
    }
}

/// <inheritdoc cref="NativeFactAttribute"/>
public sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute()
    {
        Skip = NativeCompiler.Missing;
    }
}

/// <summary>What a native build needs beyond the SDK.</summary>
internal static class NativeCompiler
{
    // No such package, no such version, no feed.
    private static readonly string[] s_unavailable = ["NU1101", "NU1102", "NU1103", "NU1301"];

    private static readonly Lazy<string?> s_missing = new(Find);

    /// <summary>What is missing, or null.</summary>
    public static string? Missing => s_missing.Value;

    private static string? Find()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!OperatingSystem.IsLinux() || !folders.Any(folder => File.Exists(Path.Combine(folder, "gcc")) || File.Exists(Path.Combine(folder, "clang"))))
        {
            return "The native program is tested on Linux, and linked by gcc or clang, which is not installed.";
        }

        (int exitCode, string output) = DotnetCommand.Try(Repository.Root, "restore", NativeProgram.Project);

        // Whatever else goes wrong is the tests' to tell.
        return exitCode != 0 && s_unavailable.Any(output.Contains) ? "The package of the native compiler (Microsoft.DotNet.ILCompiler) cannot be had here." : null;
    }
}
