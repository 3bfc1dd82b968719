using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;
using Xunit;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>Every rule has a text, a help page and a line in the release notes for analyzers; with <c>ACCEPT_SNAPSHOTS=1</c> the files are written.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => [.. RuleTexts.All.Select(text => text.Id)];

    [Fact]
    public void Every_id_has_one_text_in_order()
    {
        IEnumerable<string> ids = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), RuleTexts.All.Select(text => text.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_rule_has_its_page_and_links_to_it(string id)
    {
        RuleText text = RuleTexts.Find(id);
        DiagnosticDescriptor rule = Rules.Find(id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.MessageFormat, StringComparison.Ordinal);
        Match($"docs/diagnostics/{id}.md", $"# {id}: {text.Title}\n\n> {Level(text)}{(text.IsOptional ? " unless asked for" : "")}: {Argument(text.MessageFormat)}\n\n{text.Help}\n");
    }

    [Fact]
    public void The_index_lists_every_page() => Match(
        "docs/diagnostics/README.md",
        "# Diagnostics\n\n1xxx: the text of tables. 2xxx: rows and shapes. 3xxx: declarations. 4xxx: planning and the build. 5xxx: guidelines.\n\n| rule | |\n|------|---|\n"
        + string.Concat(RuleTexts.All.Select(text => $"| [{text.Id}]({text.Id}.md) | {text.Title} |\n")));

    [Fact]
    public void The_release_notes_list_every_rule() => Match(
        "src/NetCompiler.Generator/AnalyzerReleases.Unshipped.md",
        "### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n"
        + string.Concat(RuleTexts.All.Select(text => $"{text.Id} | NetCompiler | {Level(text)} | {text.Title}\n")));

    private static string Level(RuleText text) => text.IsOptional ? "Disabled" : text.IsWarning ? "Warning" : "Error";

    /// <summary>The message with its places shown as dots.</summary>
    private static string Argument(string format) => System.Text.RegularExpressions.Regex.Replace(format, @"\{\d+\}", "…");

    private static void Match(string path, string expected, [CallerFilePath] string source = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(source)!, "../../..", path);
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        Assert.True(File.Exists(file), $"{path} is missing");
        Assert.Equal(expected, File.ReadAllText(file).Replace("\r\n", "\n"));
    }
}
