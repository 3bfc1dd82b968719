using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>Names of the generator's steps, by which tests see what an edit recomputes.</summary>
internal static class PipelineSteps
{
    /// <summary>What a class asks for, with positions: recomputed whenever its file changes.</summary>
    public const string Readings = nameof(Readings);

    /// <summary>What a class asks for, without positions.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>The texts of the tables that a declaration names.</summary>
    public const string Tables = nameof(Tables);

    /// <summary>Rows unrolled to operations.</summary>
    public const string Networks = nameof(Networks);

    /// <summary>The graph after all passes.</summary>
    public const string Graphs = nameof(Graphs);

    /// <summary>Plans for every instruction set.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>The file with the public surface.</summary>
    public const string ApiFiles = nameof(ApiFiles);

    /// <summary>The file of one instruction set.</summary>
    public const string KernelFiles = nameof(KernelFiles);

    /// <summary>The file with the page about a network, where one is wanted.</summary>
    public const string ReportFiles = nameof(ReportFiles);

    /// <summary>Problems of a network with the remarks by the guidelines, where the project wants them.</summary>
    public const string Guidelines = nameof(Guidelines);

    /// <summary>Problems with their places.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>Properties of the project that the compiler looks at.</summary>
    public const string Options = nameof(Options);

    /// <summary>All of them, in walking order.</summary>
    public static readonly EquatableArray<string> All =
        EquatableArray.Of(Readings, Declarations, Tables, Networks, Graphs, Plans, ApiFiles, KernelFiles, ReportFiles, Guidelines, Diagnostics, Options);
}
