namespace NetCompiler.Samples.Classify;

/// <summary>Makes one line, which begins with the file's name, of what can be wrong with a file of the user's.</summary>
internal static class FileFailure
{
    /// <summary>What the action gives.</summary>
    /// <exception cref="FailureException">The file could not be read or written, or is not what it should be.</exception>
    public static T Attempt<T>(string file, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new FailureException(exception.Message.Contains(file, StringComparison.Ordinal) ? exception.Message : $"{file}: {exception.Message}");
        }
    }
}
