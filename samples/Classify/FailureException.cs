namespace NetCompiler.Samples.Classify;

/// <summary>Something that ends the program with a message to the user and no stack trace.</summary>
internal sealed class FailureException(string message) : Exception(message);
