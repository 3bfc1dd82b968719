using System.Globalization;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Generation;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;
using NetCompiler.Testing.Tutorial;

namespace NetCompiler.Zoo.Tests;

/// <summary>The files of docs/tutorial.md, taken out of the page as they stand: they compile, run, print what the page says, and that is right.</summary>
public sealed class TutorialTests
{
    private const string Table = "KeywordNet.net.md";

    /// <summary>What a new console project has of its own.</summary>
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly TutorialPage _page = TutorialPage.Read();

    public static TheoryData<int> Mistakes => [.. Enumerable.Range(0, _page.Mistakes.Count)];

    [Fact]
    public void The_page_consists_of_these_files()
    {
        Assert.Equal(["Checkpoint.cs", Table, "KeywordSpotter.cs", "Program.cs", "SoundFeatures.cs"], _page.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, _page.Mistakes.Count);
        Assert.Equal(2, _page.Printed.Count);
    }

    [Fact]
    public void The_program_prints_what_the_page_says_and_float64_confirms()
    {
        using LoadedProject program = GeneratorHarness.Run(Project()).Load();
        TextWriter console = Console.Out;
        CultureInfo culture = CultureInfo.CurrentCulture;
        using StringWriter printed = new();
        try
        {
            Console.SetOut(printed);
            program.Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(_page.Printed[0], printed.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));

        TableFile table = new(Table, _page.Files[Table]);
        NetworkDeclaration declaration = ZooNetwork.Declare("") with { Table = Table };
        NetworkGraph graph = ZooNetwork.Graph(NetworkReader.Read(declaration, EquatableArray.Of(table)).Network!);
        byte[] checkpoint = File.ReadAllBytes("keywords.safetensors");
        float[] sound = [.. Enumerable.Range(0, 40 * 32).Select(i => (i * 37 % 101 / 50f) - 1)];
        Dictionary<string, double[]> exact = new ExactInterpreter(TensorFile.Parse(checkpoint), 0, 1e-5).Run(graph, sound);
        double[] scores = exact["Classifier"];
        string[] words = _page.Printed[0][1].Split(' ');
        Assert.Equal(scores.Length, words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            Assert.Equal(scores[i], double.Parse(words[i], CultureInfo.InvariantCulture), 0.00051);
        }

        double[] coarse = exact["Block3.Add"];
        Assert.Equal($"{coarse.Length} numbers, the first is ", _page.Printed[0][2][..^5]);
        Assert.Equal(coarse[0], double.Parse(_page.Printed[0][2][^5..], CultureInfo.InvariantCulture), 0.00051);

        using LoadedModel model = GeneratedModels.CompileBest(declaration, table).Load(checkpoint);
        Assert.True(scores.Zip(model.Run(sound), (x, y) => Math.Abs(x - y)).Max() <= 1e-5 * scores.Max(Math.Abs));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_as_the_page_says(int index)
    {
        TutorialMistake mistake = _page.Mistakes[index];
        Assert.Equal([mistake.Message], Printed(Project().WithTable(mistake.File, mistake.Text)));
    }

    [Fact]
    public void The_guidelines_remark_what_the_page_says() => Assert.Equal(
        _page.Printed[1], Printed(Project() with { Properties = new Dictionary<string, string> { ["NetCompilerGuidelines"] = "warning" } }));

    private static GeneratorInput Project() => new()
    {
        Sources = _page.Files.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal)).Append(new("Usings.cs", ImplicitUsings)).ToDictionary(),
        Tables = _page.Files.Where(file => file.Key.EndsWith(".net.md", StringComparison.Ordinal)).ToDictionary(),
        IsProgram = true,
    };

    /// <summary>As the build prints it, but for the link behind; what two classes have in common is printed once for each.</summary>
    private static IEnumerable<string> Printed(GeneratorInput input) => GeneratorHarness.Run(input).Diagnostics
        .Select(problem =>
        {
            FileLinePositionSpan place = problem.Location.GetLineSpan();
            string level = problem.Severity == DiagnosticSeverity.Error ? "error" : "warning";
            return $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {level} {problem.Id}: {problem.GetMessage(CultureInfo.InvariantCulture)}";
        })
        .Distinct();
}
