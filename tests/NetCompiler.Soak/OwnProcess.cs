using System.Diagnostics;

namespace NetCompiler.Soak;

/// <summary>This program once more in a process of its own: one that may end at a no-access page, and whose memory goes with it.</summary>
internal static class OwnProcess
{
    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(OwnProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where the system writes down what the memory of a process that died was, it would do so for every proof.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
