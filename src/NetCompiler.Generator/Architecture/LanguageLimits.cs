namespace NetCompiler.Generator.Architecture;

/// <summary>How much of anything the language reads, so that every loop over what a user wrote is bounded.</summary>
internal static class LanguageLimits
{
    /// <summary>Characters of one table file.</summary>
    public const int Characters = 1 << 20;

    /// <summary>Tables of one file.</summary>
    public const int Tables = 256;

    /// <summary>Rows of one table.</summary>
    public const int Rows = 2_000;

    /// <summary>Cells of one row.</summary>
    public const int Cells = 64;

    /// <summary>Characters of one cell.</summary>
    public const int CellCharacters = 512;

    /// <summary>Operators, brackets and calls inside one another in one expression.</summary>
    public const int ExpressionDepth = 40;

    /// <summary>Blocks inside one another.</summary>
    public const int BlockDepth = 16;

    /// <summary>Repeats of one row.</summary>
    public const int Repeats = 1_000;

    /// <summary>Operations of a network once every block and repeat is written out.</summary>
    public const int Operations = 4_000;

    /// <summary>Inputs of all operations, and kernels of those with several: each of them may become a step of every plan.</summary>
    public const int InputsAndKernelsOfAllOperations = 16_000;

    /// <summary>Rows looked at while a network is written out, those left out by their conditions too.</summary>
    public const int RowVisits = 200_000;

    /// <summary>Tables that one network may use, directly or through others.</summary>
    public const int UsedTables = 16;

    /// <summary>Rows that one row may read.</summary>
    public const int Inputs = 64;

    /// <summary>Numbers of one list.</summary>
    public const int ListItems = 64;

    /// <summary>Channels of a value.</summary>
    public const int Channels = 65_536;

    /// <summary>Side of the input.</summary>
    public const int Side = 32_768;

    /// <summary>Side, stride or dilation of a window.</summary>
    public const int Window = 1_024;
}
