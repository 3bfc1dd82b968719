using System.Runtime.InteropServices;

namespace NetCompiler.Benchmarks;

/// <summary>Finds ONNX Runtime's shared library inside of the npm package that <c>install-peers</c> fetches.</summary>
internal static class OnnxRuntimeLibrary
{
    /// <summary>The library for this machine.</summary>
    /// <exception cref="FileNotFoundException">The package is not installed, or has none for this machine.</exception>
    public static string Find()
    {
        (string system, string pattern) = OperatingSystem.IsWindows() ? ("win32", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("darwin", "libonnxruntime*.dylib")
            : ("linux", "libonnxruntime.so*");
        string machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            DirectoryInfo package = new(Path.Combine(folder.FullName, "artifacts", "peers", "node_modules", "onnxruntime-node", "bin"));
            if (package.Exists && package.GetFiles(pattern, SearchOption.AllDirectories)
                .FirstOrDefault(file => file.Directory!.Name == machine && file.Directory.Parent!.Name == system) is FileInfo library)
            {
                return library.FullName;
            }
        }

        throw new FileNotFoundException("ONNX Runtime is not installed: run tests/NetCompiler.Benchmarks/install-peers, which needs npm.");
    }
}
