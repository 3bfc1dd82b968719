using System.Diagnostics;
using Xunit;

namespace NetCompiler.Testing.Programs;

/// <summary>Runs the dotnet command, and programs, as a person would from a shell of their own.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    // No such package, no such version, no feed.
    private static readonly string[] s_unavailable = ["NU1101", "NU1102", "NU1103", "NU1301"];

    /// <summary>What the command printed; fails the test with all of it where the command fails.</summary>
    public static string Run(string folder, params string[] arguments) => RunProgram("dotnet", folder, arguments);

    /// <summary>The exit code, and what the command printed.</summary>
    public static (int ExitCode, string Output) Try(string folder, params string[] arguments) => TryProgram("dotnet", folder, arguments);

    /// <summary>Whether a command that failed with that output lacked a package.</summary>
    public static bool LacksPackage(string output) => s_unavailable.Any(code => output.Contains(code, StringComparison.Ordinal));

    /// <summary>What a program printed; fails the test with all of it where the program fails.</summary>
    public static string RunProgram(string program, string folder, params string[] arguments)
    {
        (int exitCode, string output) = TryProgram(program, folder, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}\nexit code {exitCode}\n{output}");
        return output;
    }

    private static (int ExitCode, string Output) TryProgram(string program, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test run's own build has set would bend the one that is started here.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // Programs for .NET 8 run on the machine's newest runtime.
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {s_limit.TotalMinutes} minutes.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
