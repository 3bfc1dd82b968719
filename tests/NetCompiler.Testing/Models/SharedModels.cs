using Xunit;

namespace NetCompiler.Testing.Models;

/// <summary>
/// The trained weights and golden results that lie in <c>shared/models</c> beside the repository on the project's machines and are too large
/// (or not free) to be part of it.
/// </summary>
public static class SharedModels
{
    /// <summary>The folder, or null on a bare clone.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file of the folder.</summary>
    public static string Path(string name) =>
        System.IO.Path.Combine(Folder ?? throw new DirectoryNotFoundException("There is no shared/models."), name);

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "models");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A fact that needs <c>shared/models</c> and is skipped without it.</summary>
public sealed class SharedModelsFactAttribute : FactAttribute
{
    public SharedModelsFactAttribute() => Skip = SharedModels.Folder is null ? SharedModelsTheoryAttribute.Reason : null;
}

/// <summary>A theory that needs <c>shared/models</c> and is skipped without it.</summary>
public sealed class SharedModelsTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "Needs the folder shared/models beside the repository.";

    public SharedModelsTheoryAttribute() => Skip = SharedModels.Folder is null ? Reason : null;
}
