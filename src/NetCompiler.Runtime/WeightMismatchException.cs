namespace NetCompiler;

/// <summary>
/// A weight file is sound but does not belong to the network: tensors are missing, unexpected or of another shape, a packed file was made
/// for another network, or the checkpoint's dialect is usually trained for another form than the compiled one. The lists are complete, the message
/// shows the first of each.
/// </summary>
public sealed class WeightMismatchException : WeightFormatException
{
    /// <summary>An exception with a general message.</summary>
    public WeightMismatchException()
        : base("The weight file does not fit the network.")
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What does not fit.</param>
    public WeightMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">The cause.</param>
    public WeightMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal WeightMismatchException(string message, IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> different)
        : base(message)
    {
        Missing = missing;
        Unexpected = unexpected;
        Different = different;
    }

    /// <summary>Names of the tensors that the network needs and the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; } = [];

    /// <summary>Names of the tensors in the file that the network has no use for.</summary>
    public IReadOnlyList<string> Unexpected { get; } = [];

    /// <summary>Names of the tensors whose shape or number type is not the one that the network needs.</summary>
    public IReadOnlyList<string> Different { get; } = [];
}
