using System.Diagnostics;
using System.Text;

namespace NetCompiler.Samples.Tests;

/// <summary>samples/Embedded, published once into a folder that is deleted in the end.</summary>
public sealed class NativeProgram : IDisposable
{
    /// <summary>The folder of the sample.</summary>
    public static readonly string Project = Path.Combine(Repository.Root, "samples", "Embedded");

    /// <summary>The packed weights that its build has made.</summary>
    public static readonly string PackedDigits = Path.Combine(Project, "obj", "digits.ncw");

    private readonly string _folder = Directory.CreateTempSubdirectory("netcompiler-native-").FullName;

    public NativeProgram()
    {
        // Fixtures are made for tests that are skipped, too.
        if (NativeCompiler.Missing is null)
        {
            Output = DotnetCommand.Run(Repository.Root, "publish", Project, "-c", Repository.Configuration, "-o", _folder);
        }
    }

    /// <summary>What publishing printed.</summary>
    public string Output { get; } = "";

    /// <summary>The program.</summary>
    public string Executable => Path.Combine(_folder, "embedded");

    /// <summary>Runs it over the bytes given.</summary>
    public (int ExitCode, string Output, string Error) Run(byte[] input, params string[] arguments)
    {
        ProcessStartInfo start = new(Executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ends without reading where the command line is wrong.
        }

        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
