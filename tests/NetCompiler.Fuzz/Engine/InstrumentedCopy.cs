using System.Diagnostics;

namespace NetCompiler.Fuzz.Engine;

/// <summary>
/// Runs this program again, from a copy of its folder in which SharpFuzz has put a counter at every branch of the generator and of the runtime library.
/// </summary>
internal static class InstrumentedCopy
{
    private static readonly string[] s_instrumented = ["NetCompiler.Generator.dll", "NetCompiler.Runtime.dll"];

    /// <summary>The exit code of the copy.</summary>
    public static int Run(IEnumerable<string> arguments)
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("netcompiler-fuzz-");
        try
        {
            string source = AppContext.BaseDirectory;
            foreach (string path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                string target = Path.Combine(copy.FullName, Path.GetRelativePath(source, path));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(path, target);
            }

            foreach (string assembly in s_instrumented)
            {
                int types = SharpFuzz.Fuzzer.Instrument(Path.Combine(copy.FullName, assembly), _ => true, SharpFuzz.Options.Value).Count();
                Console.WriteLine($"{assembly}: {types} types instrumented");
            }

            using Process process = Process.Start("dotnet", [Path.Combine(copy.FullName, "NetCompiler.Fuzz.dll"), .. arguments]);
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
