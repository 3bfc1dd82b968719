namespace NetCompiler.Generator.Graph;

/// <summary>
/// The largest sizes that the compiler accepts, chosen so that every count of elements or weights fits an <c>int</c> (in bytes too) and
/// every count of multiply-adds fits a <c>long</c>: within them no arithmetic of the rooms below can overflow.
/// </summary>
internal static class SizeLimits
{
    /// <summary>Rows or columns of a map.</summary>
    public const int LargestSide = 32_768;

    /// <summary>Channels of a value.</summary>
    public const int LargestChannels = 65_536;

    /// <summary>Rows, columns, stride, dilation or one side's explicit padding of a window that a row spells.</summary>
    public const int LargestWindow = 1_024;

    /// <summary>Elements of one value: 256 MiB.</summary>
    public const int LargestValue = 1 << 26;

    /// <summary>
    /// Elements of the input and of the results of all operations, channels rounded up to whole blocks. With the gaps that a plan may leave between
    /// planes (48 in 1,024) any workspace is smaller than 2 GiB.
    /// </summary>
    public const long LargestSum = 500_000_000;

    /// <summary>Channels of one block of a value in memory.</summary>
    public const int BlockChannels = 8;

    /// <summary>Floats of all packed weights together, channels rounded up to whole panels: 1 GiB.</summary>
    public const int LargestWeights = 1 << 28;

    /// <summary>Output channels of one panel of packed weights.</summary>
    public const int PanelChannels = 16;
}
