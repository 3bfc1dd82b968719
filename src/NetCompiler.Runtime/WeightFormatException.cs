namespace NetCompiler;

/// <summary>
/// A weight file is damaged, cut short or of a kind that is not read. The message names the file and what is wrong where.
/// </summary>
public class WeightFormatException : FormatException
{
    /// <summary>An exception with a general message.</summary>
    public WeightFormatException()
        : base("The weight file is malformed.")
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public WeightFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public WeightFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
