using Microsoft.CodeAnalysis;
using NetCompiler.Testing.Generation;

namespace NetCompiler.Generator.Tests.Guidelines;

/// <summary>The two ways to ask for guidelines: the project's property and severities in a <c>.globalconfig</c>.</summary>
public sealed class GuidelineLevelTests
{
    private const string Path = "/project/Wide.net.md";

    /// <summary>Row 2 widens a large map eight times.</summary>
    private const string Table =
        """
        # Wide

        ## Network

        | input  | operator   | c       | s |
        |--------|------------|---------|---|
        | 32²×3  | conv2d 3x3 | 8       |   |
        | 32²×8  | conv2d 1x1 | 64      |   |
        | 32²×64 | avgpool    |         |   |
        | 1²×64  | fc         | Classes |   |
        """;

    private const string Source =
        """
        using NetCompiler;

        [Network("Wide.net.md", Classes = 10)]
        public partial class Net;
        """;

    private const string Text = "/project/Wide.net.md(8,1)-(8,38) NETC5001: 'Convolution', a 1×1 convolution from 8 to 64 channels that gives 32×32×64, accesses 74,240 elements "
        + "where 46,853 are the least for its multiply-adds: expected widths nearer to each other, such as 24 on both sides (49,728 elements)";

    [Theory]
    [InlineData("info", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData(" Warning ", DiagnosticSeverity.Warning)]
    public void The_property_turns_them_on(string value, DiagnosticSeverity severity)
    {
        GeneratorRun run = Run(value, null);
        Assert.Equal(Text, Assert.Single(run.Reports));
        Assert.Equal(severity, run.Diagnostics[0].Severity);
        Assert.Equal("https://github.com/netcompiler/netcompiler/blob/main/docs/diagnostics/NETC5001.md", run.Diagnostics[0].Descriptor.HelpLinkUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("off")]
    [InlineData("OFF")]
    public void They_are_off_otherwise(string? value)
    {
        GeneratorRun run = Run(value, null);
        Assert.Empty(run.Reports);
    }

    [Theory]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public void A_severity_in_a_globalconfig_turns_one_on(string value, DiagnosticSeverity severity)
    {
        GeneratorRun run = Run("off", $"dotnet_diagnostic.NETC5001.severity = {value}");
        Assert.Equal(Text, Assert.Single(run.Reports));
        Assert.Equal(severity, run.Diagnostics[0].Severity);
    }

    [Fact]
    public void A_severity_of_another_guideline_leaves_it_off() => Assert.Empty(Run(null, "dotnet_diagnostic.NETC5003.severity = warning").Reports);

    [Fact]
    public void A_severity_in_a_globalconfig_turns_one_off() => Assert.Empty(Run("warning", "dotnet_diagnostic.NETC5001.severity = none").Reports);

    [Fact]
    public void A_severity_in_a_globalconfig_goes_before_the_property() =>
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Run("info", "dotnet_diagnostic.NETC5001.severity = error").Diagnostics).Severity);

    [Fact]
    public void An_unknown_level_is_told_and_nothing_is_reported()
    {
        GeneratorRun run = Run("warn", null);
        Assert.Equal(["Test.cs(3,2)-(3,38) NETC5005: NetCompilerGuidelines is 'warn': expected one of: off, info, warning"], run.Reports);
        Assert.Contains("public const int OutputLength = 10;", run.Files["Net.g.cs"]);
    }

    [Fact]
    public void Code_is_the_same_with_them() => Assert.Equal(Run(null, null).Files, Run("warning", null).Files);

    [Fact]
    public void The_network_of_an_attribute_speaks_at_the_attribute()
    {
        GeneratorRun run = GeneratorHarness.Run(GeneratorInput.Of("[NetCompiler.MobileNetV2] partial class Net;") with
        {
            Properties = new Dictionary<string, string> { ["NetCompilerGuidelines"] = "info" },
        });
        Assert.NotEmpty(run.Reports);
        Assert.All(run.Reports, report => Assert.StartsWith("Test.cs(1,2)-(1,25) NETC500", report));
    }

    [Fact]
    public void A_network_with_an_error_has_no_remarks()
    {
        GeneratorRun run = Run("warning", null, Table.Replace("avgpool", "avgpol"));
        Assert.StartsWith("/project/Wide.net.md(9,12)-(9,18) NETC2001", Assert.Single(run.Reports));
    }

    private static GeneratorRun Run(string? property, string? severities, string table = Table) => GeneratorHarness.Run(GeneratorInput.Of(Source, (Path, table)) with
    {
        Properties = property is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["NetCompilerGuidelines"] = property },
        GlobalConfig = severities,
    });
}
