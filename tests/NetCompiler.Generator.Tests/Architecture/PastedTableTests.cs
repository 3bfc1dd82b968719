using System.Globalization;
using System.Text.RegularExpressions;
using NetCompiler.Generator.Architecture;
using NetCompiler.Testing.Generation;
using NetCompiler.Testing.Models;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// MobileNetV2's Table 2 in the plain letters of a printed page, pasted as it stands: with defaults and a block it is the zoo's network, and a wrong
/// number of its input column is one error, at its cell.
/// </summary>
public sealed class PastedTableTests
{
    private const string Pasted = """
        | input | operator | t | c | n | s |
        |---|---|---|---|---|---|
        | 224x224x3 | conv 3x3 | - | 32 | 1 | 2 |
        | 112x112x32 | bottleneck | 1 | 16 | 1 | 1 |
        | 112x112x16 | bottleneck | 6 | 24 | 2 | 2 |
        | 56x56x24 | bottleneck | 6 | 32 | 3 | 2 |
        | 28x28x32 | bottleneck | 6 | 64 | 4 | 2 |
        | 14x14x64 | bottleneck | 6 | 96 | 3 | 1 |
        | 14x14x96 | bottleneck | 6 | 160 | 3 | 2 |
        | 7x7x160 | bottleneck | 6 | 320 | 1 | 1 |
        | 7x7x320 | conv 1x1 | - | 1280 | 1 | 1 |
        | 7x7x1280 | average pool 7x7 | - | - | 1 | - |
        | 1x1x1280 | conv 1x1 | - | k classes | - | - |
        """;

    private const string Added = """
        ## Defaults

        | operator       | norm | act   | padding   |
        |----------------|------|-------|-----------|
        | conv2d, dwconv | bn   | relu6 | symmetric |

        ## Block: bottleneck(t, c, s)

        | operator   | from | c    | s | act  | when          |
        |------------|------|------|---|------|---------------|
        | conv 1x1   |      | t·in |   |      | t > 1         |
        | dwconv 3x3 |      |      | s |      |               |
        | conv 1x1   |      | c    |   | none |               |
        | add        | in   |      |   |      | s = 1, c = in |
        """;

    private const string Size = """
        | parameter  | default | range |
        |------------|---------|-------|
        | Resolution | 224     | 1 ..  |
        | Channels   | 3       | 1 ..  |
        """;

    private const string Class = "[NetCompiler.Network(\"Pasted.net.md\", Classes = 1000)] partial class Pasted;";

    // Lines of the file, counted from 1: title, blank line, heading, blank line, header and dashes stand before the first row.
    private const int FirstRow = 7;

    private static readonly string[] Rows = Pasted.Split('\n')[2..];

    /// <summary>Row, number within its input cell, what is added to it.</summary>
    public static TheoryData<int, int, int> Numbers()
    {
        TheoryData<int, int, int> numbers = [];
        for (int row = 0; row < Rows.Length; row++)
        {
            for (int number = 0; number < 3; number++)
            {
                numbers.Add(row, number, 1);
                numbers.Add(row, number, 10);
                if (int.Parse(Regex.Matches(Rows[row], "[0-9]+")[number].Value, CultureInfo.InvariantCulture) > 1)
                {
                    numbers.Add(row, number, -1);
                }
            }
        }

        return numbers;
    }

    [Fact]
    public void Is_the_network_of_the_zoo()
    {
        GeneratorRun run = GeneratorHarness.Run(Class, ("Pasted.net.md", File(Pasted)));
        Assert.Empty(run.Reports);
        Assert.Empty(run.CompilerReports);

        UnrolledNetwork zoo = ZooNetwork.Read("MobileNetV2");
        UnrolledNetwork pasted = Declarations.Table(File(Pasted), "Classes=1000").Network();
        Assert.Equal((zoo.Height, zoo.Width, zoo.Channels), (pasted.Height, pasted.Width, pasted.Channels));
        Assert.Equal(zoo.Operations.Select(Nameless), pasted.Operations.Select(Nameless));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_wrong_number_is_one_error_at_its_cell(int row, int number, int change)
    {
        (string table, string cell) = Alter(row, number, change);
        GeneratorRun run = GeneratorHarness.Run(Class, ("Pasted.net.md", File(table, Size)));
        int line = FirstRow + Size.Split('\n').Length + 1 + row;
        string report = Assert.Single(run.Reports);
        Assert.StartsWith($"Pasted.net.md({line},3)-({line},{3 + cell.Length}) NETC2103: ", report, StringComparison.Ordinal);
    }

    /// <summary>
    /// Without parameters the first row is what says the input: its channels are right whatever they are, and its size is wrong only where the maps below
    /// are no longer as printed; 223 rows, halved and rounded up, are 112 as well.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_wrong_number_is_one_error_at_its_cell_without_parameters_too(int row, int number, int change)
    {
        (string table, string cell) = Alter(row, number, change);
        GeneratorRun run = GeneratorHarness.Run(Class, ("Pasted.net.md", File(table)));
        if (row == 0 && (number == 2 || change == -1))
        {
            Assert.Empty(run.Reports);
            return;
        }

        int line = FirstRow + row;
        string report = Assert.Single(run.Reports);
        Assert.StartsWith($"Pasted.net.md({line},3)-({line},{3 + cell.Length}) {(row == 0 ? "NETC2109" : "NETC2103")}: ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_size_of_the_input_is_told_by_what_it_does()
    {
        GeneratorRun run = GeneratorHarness.Run(Class, ("Pasted.net.md", File(Alter(0, 0, 1).Table)));
        Assert.Equal(
            ["Pasted.net.md(7,3)-(7,12) NETC2109: Stem: from 225×224×3 the row 'Block1.Depthwise' is entered by 113×112×32, the table prints 112×112×32, and no map below is as printed: either this size is wrong or what the first rows do to it"],
            run.Reports);
    }

    /// <summary>The table with one number of one input cell altered, and that cell.</summary>
    private static (string Table, string Cell) Alter(int row, int number, int change)
    {
        string cell = Rows[row].Split('|')[1].Trim();
        int index = 0;
        string altered = Regex.Replace(
            cell, "[0-9]+", match => index++ == number ? (int.Parse(match.Value, CultureInfo.InvariantCulture) + change).ToString(CultureInfo.InvariantCulture) : match.Value);
        return (Pasted.Replace($"| {cell} |", $"| {altered} |", StringComparison.Ordinal), altered);
    }

    private static string File(string table, string? parameters = null) =>
        $"# Pasted\n\n{(parameters is null ? "" : parameters + "\n\n")}## Network\n\n{table}\n\n{Added}\n";

    /// <summary>What an operation computes: everything but what it is called and where it was written.</summary>
    private static PrimitiveOperation Nameless(PrimitiveOperation operation) => operation with
    {
        Name = "", Names = default, Origin = new("", 0, 0, 0), NetworkRow = new("", 0, 0, 0), ExpectedInput = null,
    };
}
