namespace NetCompiler.Generator.Tests.Pipeline;

/// <summary>The smallest declarations that compile, for tests that look at something else.</summary>
internal static class SmallNetworks
{
    /// <summary>Rows as attributes.</summary>
    public const string Rows =
        """
        using NetCompiler;

        namespace Demo;

        /// <summary>Ten classes of small pictures.</summary>
        [Network(Height = 8, Width = 8, Classes = 10)]
        [Row("conv2d 3x3", C = 16, S = 2)]
        [Row("avgpool")]
        [Row("conv2d 1x1", C = "Classes")]
        public partial class TinyNet;
        """;

    /// <summary>A class of a table file.</summary>
    public const string Class =
        """
        using NetCompiler;

        namespace Demo;

        [Network("Tiny.net.md", Classes = 5)]
        public partial class Spotter;
        """;

    /// <summary>The table file's path.</summary>
    public const string TablePath = "/project/Tiny.net.md";

    /// <summary>The table file.</summary>
    public const string Table =
        """
        # Tiny

        A network for tests.

        | parameter  | default | range |
        |------------|---------|-------|
        | Resolution | 8       | 1 ..  |
        | Classes    | 10      | 1 ..  |

        ## Network

        | input | operator   | c       | s |
        |-------|------------|---------|---|
        | 8²×3  | conv2d 3x3 | 16      | 2 |
        | 4²×16 | avgpool    |         |   |
        | 1²×16 | conv2d 1x1 | Classes |   |
        """;
}
