namespace NetCompiler.Testing.Programs;

/// <summary>Where the project's own files are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, above the test's own.</summary>
    public static string Root { get; } = Find();

    /// <summary>The configuration that the tests were built in, which is the one to pack: <c>…/bin/Release/net10.0/</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetCompiler.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("NetCompiler.sln stands in no folder above the tests.");
    }
}
