using NetCompiler.Testing.Generation;

namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Where the compiler shows a mistake in files with odd line ends, marks and characters: line and column as an editor counts them.</summary>
public sealed class PlacesTests
{
    private const string Table = "# Net\n\n## Network\n\n| input | operator | c |\n|---|---|---|\n| 8²×3 | conv2d 3x3 | 16 |\n| | maxpol | |\n| | fc | Classes |\n";

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public void A_mistake_is_shown_in_its_line(string lineEnd, string before)
    {
        GeneratorRun run = GeneratorHarness.Run(
            "[NetCompiler.Network(\"Net.net.md\", Classes = 10)] partial class Net;", ("/project/Net.net.md", before + Table.Replace("\n", lineEnd)));
        Assert.StartsWith("/project/Net.net.md(8,5)-(8,11) NETC2001: There is no operator or block 'maxpol': did you mean 'maxpool'?", Assert.Single(run.Reports));
    }

    [Fact]
    public void Characters_that_nobody_sees_are_spelt_out_in_diagnostics()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "[NetCompiler.Network(\"Net.net.md\", Classes = 10)] partial class Net;", ("/project/Net.net.md", Table.Replace("maxpol", "max\u200Bpool\u0000")));
        Assert.StartsWith("/project/Net.net.md(8,5)-(8,14) NETC2001: There is no operator or block 'max<U+200B>pool<U+0000>'", Assert.Single(run.Reports));

        // The class's bodies throw the same words.
        Assert.DoesNotContain('\u0000', run.Files["Net.g.cs"]);
        Assert.Empty(run.CompilerReports);
    }
}
