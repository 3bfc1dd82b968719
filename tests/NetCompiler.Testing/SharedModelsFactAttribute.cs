using Xunit;

namespace NetCompiler.Testing;

/// <summary>
/// A test that needs the real weights, inputs and reference outputs that are kept in <c>shared</c> beside the repository; skipped where that folder is absent.
/// </summary>
internal sealed class SharedModelsFactAttribute : FactAttribute
{
    public SharedModelsFactAttribute()
    {
        if (SharedFolder.Path is null)
        {
            Skip = "Needs the folder 'shared' beside the repository, with the published weights and their reference outputs.";
        }
    }
}

/// <summary>Finds the folder <c>shared</c> beside the repository.</summary>
internal static class SharedFolder
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>A file of the folder.</summary>
    public static string File(params string[] parts) => System.IO.Path.Combine([Path!, .. parts]);

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "NetCompiler.sln")))
            {
                string shared = System.IO.Path.Combine(folder.FullName, "..", "shared");
                return Directory.Exists(System.IO.Path.Combine(shared, "models")) ? System.IO.Path.GetFullPath(shared) : null;
            }
        }

        return null;
    }
}
