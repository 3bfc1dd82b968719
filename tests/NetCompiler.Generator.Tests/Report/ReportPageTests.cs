using System.Globalization;
using System.Xml.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Report;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Pipeline;
using NetCompiler.Testing.Generation;
using NetCompiler.Testing.Models;
using Xunit;

namespace NetCompiler.Generator.Tests.Report;

/// <summary>The page about a network: complete, well-formed, needing nothing from elsewhere, and written only where it is wanted.</summary>
public sealed class ReportPageTests
{
    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Fact]
    public void Holds_every_operation_and_every_step_at_other_sizes() => Holds_every_operation_and_every_step("MobileNetV2", "Alpha=0.35", "Height=33", "Width=57");

    [Theory]
    [MemberData(nameof(Networks))]
    public void Holds_every_operation_and_every_step(string name, params string[] settings)
    {
        Network network = Network.Of(name, settings);
        XElement page = Parse(network.Page());
        Assert.Equal(network.Graph.Nodes.Select(node => node.Name), Named(Section(page, "costs"), "tr"));
        Assert.Equal(network.Graph.Nodes.Select(node => node.Name), Named(Section(page, "graph"), "g").Where(each => network.Graph.Nodes.Any(node => node.Name == each)).Distinct());
        Assert.Equal(network.Plans[0].Steps.Select(step => step.Name), Named(Section(page, "registers"), "tr"));
    }

    [Fact]
    public void Gives_the_sums_that_are_published()
    {
        // torchvision's mobilenet_v2: 3,504,872 parameters; 300.77 million multiply-adds with those of the classifier.
        XElement sums = Section(Parse(Network.Of("MobileNetV2").Page()), "costs").Descendants("tfoot").Single();
        string[] cells = [.. sums.Descendants("td").Select(cell => cell.Value)];
        Assert.Equal(["224×224×3", "1×1×1000", "3,504,872", "300,774,272"], cells[..4]);
    }

    [Fact]
    public void A_row_moves_its_maps_and_its_weights()
    {
        // Block1.Depthwise: 112·112·32 elements come in, as many go out, and 9·32 weights: 4 bytes each.
        XElement row = Section(Parse(Network.Of("MobileNetV2").Page()), "costs").Descendants("tr").Single(each => (string?)each.Attribute("data-name") == "Block1.Depthwise");
        double kilobytes = ((2 * 112 * 112 * 32) + (9 * 32)) * 4 / 1024.0;
        Assert.Equal(kilobytes.ToString("#,0.0", CultureInfo.InvariantCulture) + "\u00A0KB", row.Elements("td").Last().Value);
    }

    [Theory]
    [InlineData("<script>alert(\"x\")</script>")]
    [InlineData("Net & */ /* ]]> 'quoted'")]
    [InlineData("Null\0, bell\a, half a pair \uD83D and a whole one \uD83D\uDE00")]
    public void Text_of_the_user_stays_text(string name)
    {
        Network network = Network.Of("MobileNetV1");
        UnrolledNetwork strange = network.Unrolled with { Name = name, Rows = EquatableArray.Of(name), Parameters = default };
        NetworkGraph graph = network.Graph with { Values = network.Graph.Values.Select(value => value with { Name = name }).ToEquatableArray() };
        string text = ReportPage.Write(name, strange, graph, network.Plans);
        XElement page = Parse(text);
        string readable = new([.. name.Select((character, i) =>
            character is '\0' or '\a' || (char.IsHighSurrogate(character) && !char.IsLowSurrogate(name[i + 1])) ? '\uFFFD' : character)]);
        Assert.Equal(readable, page.Descendants("h1").Single().Value);
        Assert.Equal(readable, page.Descendants("details").Single().Descendants("code").Single().Value);
        Assert.Single(page.Descendants("script"));
        Assert.DoesNotContain("*/", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    public void Needs_nothing_from_elsewhere(string name)
    {
        string text = Network.Of(name).Page();
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        XElement page = Parse(text);
        HashSet<string> ids = [.. page.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>()];
        Assert.All(page.Descendants().Select(element => (string?)element.Attribute("href")).OfType<string>(), link => Assert.Contains(link.TrimStart('#'), ids));
        Assert.Equal(ids.Count, page.Descendants().Count(element => element.Attribute("id") is not null));
        Assert.All(page.Descendants(), element => Assert.Null(element.Attribute("src")));
    }

    [Fact]
    public void Is_the_same_bytes_everywhere()
    {
        string first = Network.Of("MobileNetV2").Page();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = "'";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(first, Network.Of("MobileNetV2").Page());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Is_one_comment_of_the_compilation_where_it_is_wanted()
    {
        GeneratorInput input = GeneratorInput.Of(SmallNetworks.Rows);
        GeneratorRun without = GeneratorHarness.Run(input);
        GeneratorRun with = GeneratorHarness.Run(input with { Properties = new Dictionary<string, string> { ["NetCompilerReport"] = "true" } });
        const string Name = "Demo.TinyNet.Report.g.cs";
        Assert.Equal(without.Files.Append(new KeyValuePair<string, string>(Name, with.Files[Name])).OrderBy(file => file.Key), with.Files.OrderBy(file => file.Key));
        Assert.Empty(with.CompilerReports);

        // The package's targets cut 24 characters before the page and 4 behind it.
        string text = with.Files[Name];
        XElement page = Parse(text[24..^4] + "\n");
        Assert.Equal("Demo.TinyNet: TinyNet", page.Element("head")!.Element("title")!.Value);
        Assert.Equal("// <auto-generated/>\n/*\n", text[..24]);
        Assert.Equal("\n*/\n", text[^4..]);
    }

    [Fact]
    public void There_is_none_of_a_network_with_an_error()
    {
        GeneratorInput input = GeneratorInput.Of(SmallNetworks.Rows.Replace("avgpool", "avgpol", StringComparison.Ordinal)) with
        {
            Properties = new Dictionary<string, string> { ["NetCompilerReport"] = "true" },
        };
        Assert.DoesNotContain(GeneratorHarness.Run(input).Files.Keys, name => name.EndsWith(".Report.g.cs", StringComparison.Ordinal));
    }

    private static XElement Parse(string page)
    {
        const string Type = "<!DOCTYPE html>\n";
        Assert.StartsWith(Type, page, StringComparison.Ordinal);
        return XDocument.Parse(page[Type.Length..], LoadOptions.PreserveWhitespace).Root!;
    }

    private static XElement Section(XElement page, string id) => page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    private static IEnumerable<string> Named(XElement section, string element) =>
        section.Descendants(element).Select(each => (string?)each.Attribute("data-name")).OfType<string>();

    private sealed record Network(UnrolledNetwork Unrolled, NetworkGraph Graph, EquatableArray<ExecutionPlan> Plans)
    {
        public static Network Of(string name, params string[] settings)
        {
            UnrolledNetwork unrolled = ZooNetwork.Read(name, settings);
            NetworkGraph graph = PassList.Run(ZooNetwork.Graph(unrolled));
            return new Network(unrolled, graph, KnownIsas.All.Select(isa => Planner.Plan(graph, isa)).ToEquatableArray());
        }

        public string Page() => ReportPage.Write("Zoo.Network", Unrolled, Graph, Plans);
    }
}
