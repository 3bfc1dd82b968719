using NetCompiler.Testing.Generation;
using Xunit;

namespace NetCompiler.Generator.Tests.Pipeline;

/// <summary>Names that the compiler uses itself, in the hands of users.</summary>
public class OddNamesTests
{
    [Fact]
    public void A_row_may_be_called_as_the_input_is()
    {
        Compiles(
            """
            | name  | operator   | c       | s |
            |-------|------------|---------|---|
            | Input | conv2d 3x3 | 16      | 2 |
            |       | avgpool    |         |   |
            |       | conv2d 1x1 | Classes |   |
            """);
    }

    [Fact]
    public void A_blocks_row_may_be_called_as_a_norm_is()
    {
        // The first row leaves A1 and its norm A1.Norm; the block A1 has a row Norm.
        Compiles(
            """
            | name | operator   | c       | n |
            |------|------------|---------|---|
            | A    | conv2d 3x3 | 16      | 2 |
            | A1   | filter     | 16      | 1 |
            |      | avgpool    |         |   |
            |      | conv2d 1x1 | Classes |   |

            ## Block: filter(c)

            | name | operator   | c |
            |------|------------|---|
            | Norm | conv2d 3x3 | c |

            ## Defaults

            | operator | norm | act   | padding |
            |----------|------|-------|---------|
            | conv2d   | bn   | relu6 | same    |
            """);
    }

    [Fact]
    public void A_project_may_have_namespaces_and_types_called_as_those_that_kernels_use()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            using NetCompiler;

            namespace Shop.Math
            {
                internal sealed class Unrelated;
            }

            namespace Shop
            {
                internal sealed class Fetch;

                [Network(Height = 9, Width = 9, Classes = 4)]
                [Row("conv2d 3x3", C = 16, S = 2)]
                [Row("dwconv 3x3", S = 1)]
                [Row("conv2d 1x1", C = 256)]
                [Row("avgpool")]
                [Row("conv2d 1x1", C = "Classes")]
                internal sealed partial class Net;
            }
            """);
        Assert.Empty(run.Reports);
        Assert.Empty(run.CompilerReports);
    }

    private static void Compiles(string rows)
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [NetCompiler.Network("Odd.net.md")]
            public partial class Odd;
            """,
            ("/project/Odd.net.md", "# Odd\n\n| parameter | default | range |\n|---|---|---|\n| Resolution | 8 | 1 .. |\n| Classes | 10 | 1 .. |\n\n## Network\n\n" + rows));
        Assert.Empty(run.Reports);
        Assert.Empty(run.CompilerReports);
        Assert.Contains(run.Files.Keys, name => name.EndsWith("Odd.Avx2.g.cs", StringComparison.Ordinal));
    }
}
