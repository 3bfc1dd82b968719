using System.Text;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// Holds the tables of <c>docs/language.md</c> equal to what the parser uses. With the environment variable <c>ACCEPT_SNAPSHOTS=1</c> the page
/// gets the new tables; the text around them stays.
/// </summary>
public sealed class LanguagePageTests
{
    [Fact]
    public void The_pages_tables_are_the_parsers()
    {
        string path = Page();
        string page = File.ReadAllText(path).Replace("\r\n", "\n");
        string expected = page;
        foreach ((string part, string table) in Tables())
        {
            expected = Replace(expected, part, table);
        }

        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, expected, new UTF8Encoding(false));
        }
        else
        {
            Assert.Equal(expected, page);
        }
    }

    /// <summary>The page's first example is compiled as it stands there.</summary>
    [Fact]
    public void The_pages_example_is_a_network()
    {
        string page = File.ReadAllText(Page()).Replace("\r\n", "\n");
        int start = page.IndexOf("```markdown\n", StringComparison.Ordinal) + "```markdown\n".Length;
        string example = page[start..page.IndexOf("```\n", start, StringComparison.Ordinal)];

        UnrolledNetwork network = Declarations.Table(example, "Classes=10").Network();

        Assert.Equal((49, 10, 1, 11), (network.Height, network.Width, network.Channels, network.Operations.Count));
        Assert.Empty(GraphBuilder.Build(network).Problems);
    }

    [Fact]
    public void The_pages_branches_are_rows()
    {
        string page = File.ReadAllText(Page()).Replace("\r\n", "\n");
        int start = page.IndexOf("| name  | operator   | from        |", StringComparison.Ordinal);
        string table = page[start..page.IndexOf("\n\n", start, StringComparison.Ordinal)];

        UnrolledNetwork network = Declarations.Table("# Branches\n\n## Network\n\n" + table, "Height=8", "Width=8", "Channels=16").Network();

        Assert.Equal([0, 3], network.Operations.Single(operation => operation.Operator == "multiply").Inputs);
        Assert.Equal([4, 5], network.Operations[^1].Inputs);
        Assert.Equal(32, network.Operations[^1].OutputChannels);
    }

    [Fact]
    public void The_pages_rows_are_a_network()
    {
        UnrolledNetwork network = Declarations.Rows(
            "MobileNetV2", ["conv2d 3x3 | c=32 | s=2", "bottleneck | t=6 | c=24 | n=2 | s=2", "avgpool", "fc | c=Classes"],
            "Height=32", "Width=32", "Classes=10").Network();

        Assert.Empty(GraphBuilder.Build(network).Problems);
    }

    private static IEnumerable<(string Part, string Table)> Tables()
    {
        yield return ("sections", Table(
            ["heading", "columns"],
            TableLexer.SectionNames.Select(name => new[] { Heading(name), string.Join(", ", TableParser.ColumnsOf(Enum.Parse<SectionKind>(name)).Select(Code)) })));
        yield return ("columns", Table(
            ["column", "meaning", "default", "range", "also written"],
            OperatorSchema.Columns.Select(column => new[]
            {
                Code(column.Name), column.Meaning, column.Default, Range(column), string.Join(", ", column.Synonyms.Select(Code)),
            })));
        yield return ("operators", Table(
            ["operator", "meaning", "columns", "also written"],
            OperatorSchema.Operators.Select(spec => new[]
            {
                Code(spec.Keyword), spec.Meaning, string.Join(" ", spec.Columns.Select(Code)), string.Join(", ", spec.Synonyms.Select(Code)),
            })));
        yield return ("limits", Table(
            ["of", "at most"],
            typeof(LanguageLimits).GetFields().Select(field => new[] { Words(field.Name), $"{field.GetRawConstantValue():N0}" })));
    }

    private static string Heading(string section) => section switch
    {
        nameof(SectionKind.Parameters) => "`# Title` or `## Parameters`",
        nameof(SectionKind.Block) => "`## Block: name(columns)`",
        _ => $"`## {section}`",
    };

    /// <summary>The words of a column with the papers' words for them.</summary>
    private static string Range(ColumnSpec column) => column.Kind == ColumnKind.Word
        ? string.Join(", ", column.Choices.Select(choice => Code(choice.Word) + (choice.Synonyms.Count == 0 ? "" : $" ({string.Join(", ", choice.Synonyms.Select(Code))})")))
        : column.Range;

    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    private static string Code(string text) => $"`{text}`";

    private static string Table(string[] header, IEnumerable<string[]> rows)
    {
        StringBuilder table = new();
        foreach (string[] row in (IEnumerable<string[]>)[header, [.. header.Select(_ => "---")], .. rows])
        {
            table.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Replace(string page, string part, string table)
    {
        string mark = $"<!-- generated: {part} -->\n";
        int start = page.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no mark '{mark.Trim()}'.");
        start += mark.Length;
        int end = page.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        return page[..start] + "\n" + table + "\n" + page[end..];
    }

    /// <summary>The folder of the project's pages.</summary>
    internal static string Docs => Path.GetDirectoryName(Page())!;

    private static string Page()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "docs", "language.md");
            if (File.Exists(path) && File.Exists(Path.Combine(folder.FullName, "NetCompiler.sln")))
            {
                return path;
            }
        }

        throw new FileNotFoundException("docs/language.md is not above the tests.");
    }
}
