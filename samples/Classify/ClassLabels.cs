namespace NetCompiler.Samples.Classify;

/// <summary>Reads the names of the classes, one a line.</summary>
internal static class ClassLabels
{
    /// <summary>The names, as many as there are classes; null without a file.</summary>
    public static string[]? Read(string? path, int classes)
    {
        if (path is null)
        {
            return null;
        }

        string[] labels;
        try
        {
            labels = [.. File.ReadLines(path).Select(line => line.Trim())];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FailureException(exception.Message);
        }

        return labels.Length == classes
            ? labels
            : throw new FailureException($"{path} has {labels.Length} lines, and the network {classes} classes: one line a class is needed");
    }
}
