namespace NetCompiler.Generator.Support;

/// <summary>
/// Ids of everything that the compiler reports: 1xxx table text, 2xxx shapes and rows, 3xxx declarations, 4xxx planning.
/// An id is never used again for something else. The texts are in <c>Diagnostics/Rules.cs</c>.
/// </summary>
internal static class RuleIds
{
    /// <summary>No window fits in the map: operation, window with padding, shape of the map.</summary>
    public const string WindowDoesNotFit = "NETC2101";

    /// <summary>Two values of different shapes are to be added: operation, first value and its shape, second value and its shape.</summary>
    public const string UnequalShapes = "NETC2102";

    /// <summary>The <c>input</c> column promises another shape than the one that arrives: operation, found (computed) shape, expected (printed) shape.</summary>
    public const string InputColumnMismatch = "NETC2103";

    /// <summary>A number is out of the range that the compiler accepts: operation, which number, found, smallest, largest.</summary>
    public const string NumberOutOfRange = "NETC2104";

    /// <summary>A depthwise convolution is to change the number of channels: operation, found, expected.</summary>
    public const string DepthwiseChannels = "NETC2105";

    /// <summary>An operation reads a flattened map that only the fully connected layer and what acts on elements can read: operation, keyword, shape of the map.</summary>
    public const string ReadsFlattenedMap = "NETC2106";

    /// <summary>Nothing reads a result: operation.</summary>
    public const string ResultUnread = "NETC2107";
}
