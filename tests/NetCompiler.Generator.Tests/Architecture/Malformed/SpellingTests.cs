using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Spellings that mean the same: the table gives the same network as the clean one, cell by cell.</summary>
public sealed class SpellingTests
{
    private const string Sound =
        """
        # Spelling

        | parameter | default | range |
        |-----------|---------|-------|
        | Classes   | 10      | 1 ..  |

        ## Network

        | input     | operator    | c       | s | k | kernels |
        |-----------|-------------|---------|---|---|---------|
        | 8²×3      | conv2d 3x3  | 1024    | 2 |   |         |
        | 4x4x1024  | dwconv      |         |   |   | 3.5     |
        | 4²×1024   | maxpool 2x2 |         |   |   |         |
        |           | conv2d      | 2·8     |   | 1 |         |
        | 2²×16     | avgpool 2x2 |         |   |   |         |
        | 1²×16     | fc          | Classes |   |   |         |
        """;

    /// <summary>What is replaced and by what.</summary>
    public static TheoryData<string, string> Spellings => new()
    {
        { "\n", "\r\n" },
        { "\n", "\r" },
        { "\n", " \t \n" },
        { "| conv2d 3x3  |", "| conv2d 3×3  |" },
        { "| conv2d 3x3  |", "| conv2d 3X3  |" },
        { "| conv2d 3x3  |", "| 3x3 conv2d  |" },
        { "| conv2d 3x3  |", "|\tconv2d\t3x3\t|" },
        { "| conv2d 3x3  |", "|conv2d   3x3|" },
        { "| conv2d 3x3  |", "| conv2d\u00A03x3 |" },
        { "| conv2d 3x3  |", "| `conv2d 3x3` |" },
        { "| conv2d 3x3  |", "| CONV2D 3x3 |" },
        { "| conv2d 3x3  |", "| Convolution 3x3 |" },
        { "| conv2d 3x3  |", "| conv2d 3² |" },
        { "| conv2d 3x3  | 1024    |", "| conv2d 3x3  | 1,024    |" },
        { "| conv2d 3x3  | 1024    |", "| conv2d 3x3  | 1 024    |" },
        { "| conv2d 3x3  | 1024    |", "| conv2d 3x3  | 1\u00A0024    |" },
        { "| conv2d 3x3  | 1024    |", "| conv2d 3x3  | 1.024e3    |" },
        { "| conv2d 3x3  | 1024    |", "| conv2d 3x3  | `1024`    |" },
        { "| 8²×3      |", "| 8x8x3 |" },
        { "| 8²×3      |", "| 8X8X3 |" },
        { "| 8²×3      |", "| 8 × 8 × 3 |" },
        { "| 8²×3      |", "| 8²x3 |" },
        { "| 4x4x1024  |", "| 4²×1,024 |" },
        { "| 4x4x1024  |", "| 4²×1 024 |" },
        { "| 3.5     |", "| 3,5 |" },
        { "| 3.5     |", "| 3, 5 |" },
        { "| 3.5     |", "| 3 5 |" },
        { "| 3.5     |", "| `3.5` |" },
        { "| 2·8     |", "| 2*8 |" },
        { "| 2·8     |", "| 2 \\* 8 |" },
        { "| 2·8     |", "| 2×8 |" },
        { "| 2·8     |", "| 16.0 |" },
        { "| 2·8     |", "| (2 + 6)·2 |" },
        { "| 2·8     |   | 1 |         |", "| 2·8     | - | 1 | - |" },
        { "| 2·8     |   | 1 |         |", "| 2·8     | – | 1 | — |" },
        { "| 2·8     |   | 1 |         |", "| 2·8     |   | 1x1 |         |" },
        { "| 2·8     |   | 1 |         |", "| 2·8     |   | 1² |         |" },
        { "|-----------|-------------|---------|---|---|---------|", "|:---|---:|:---:|-|-|-|" },
        { "|-----------|-------------|---------|---|---|---------|", "|-----------|-------------|---------|---|---|---------" },
        { "| input     | operator    | c       | s | k | kernels |", "| Input | OPERATOR | C | S | K | Kernels |" },
        { "| input     | operator    | c       | s | k | kernels |", "| input size | layer | out | stride | kernel | kernels |" },
        { "## Network", "## Network: Table 2" },
        { "## Network", "## network" },
        { "## Network", "### Network (as printed)" },
        { "## Network", "<!-- closed -->\n## Network" },
        { "## Network", "```\n## Network\n| a |\n|---|\n| b |\n```\n## Network" },
        { "# Spelling", "\uFEFF# Spelling" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void The_network_is_the_same(string sound, string spelling)
    {
        Assert.Contains(sound, Sound);
        UnrolledNetwork expected = Declarations.Table(Sound).Network();
        UnrolledNetwork found = Declarations.Table(Sound.Replace(sound, spelling)).Network();
        Assert.Equal(expected.Operations, found.Operations);
        Assert.Equal((expected.Name, expected.Height, expected.Width, expected.Channels), (found.Name, found.Height, found.Width, found.Channels));
        Assert.Equal(expected.Parameters, found.Parameters);
    }

    [Fact]
    public void The_clean_table_is_compiled() => Assert.Equal(10, MarkedTable.Graph(Sound).Values[^1].Shape.Length);
}
