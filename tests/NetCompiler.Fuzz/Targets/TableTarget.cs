using System.Text;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using NetCompiler.Fuzz.Networks;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Fuzz.Targets;

/// <summary>
/// The text of a table file, up to the graph that the passes have finished. It is a network, or there are problems with texts that their arguments fill and places that are in the
/// file; never an exception, not of the verifiers either that hold every graph.
/// </summary>
internal sealed class TableTarget : FuzzTarget
{
    private const string Path = "Networks/Test.net.md";

    private static readonly NetworkDeclaration s_declaration = new(
        new TypeHierarchy("Tests", default, "public", "Classifier"), "Test.net.md", null, default, default, false, PreprocessingSettings.Unset);

    public override string Name => "table";

    public override string Extension => ".net.md";

    /// <summary>
    /// The language bounds what comes of a text: 4,000 operations, 16,000 inputs of them, 200,000 rows looked at. At these bounds a network takes some hundred megabytes, a record for each
    /// operation and every graph between two passes; a short text can ask for it by repeats and blocks, so the text's length counts for little.
    /// </summary>
    public override long MostAllocated(int inputBytes) => (1L << 30) + (2_000L * inputBytes);

    public override IEnumerable<byte[]> Seeds() => ZooCatalog.Names.Select(name => ZooCatalog.Find(name)!.Text)
        .Concat(RandomNetworks.Legal(firstSeed: 0).Take(40).Select(drawn => drawn.Text))
        .Select(Encoding.UTF8.GetBytes);

    public override byte[] Mutate(byte[] input, byte[] other, Random random) =>
        Encoding.UTF8.GetBytes(TextMutator.Mutate(Encoding.UTF8.GetString(input), Encoding.UTF8.GetString(other), random));

    public override IEnumerable<byte[]> Simpler(byte[] input) => TextShrinker.Simpler(Encoding.UTF8.GetString(input)).Select(Encoding.UTF8.GetBytes);

    public override string Answer(byte[] input, bool thorough)
    {
        string text = Encoding.UTF8.GetString(input);
        ReadResult read = NetworkReader.Read(s_declaration, EquatableArray.Of(new TableFile(Path, text)));
        if (read.Network is null == (read.Problems.Count == 0))
        {
            throw new InvalidOperationException("A network with problems, or neither");
        }

        IEnumerable<Problem> problems = read.Problems;
        if (read.Network is { } network)
        {
            BuildResult built = GraphBuilder.Build(network);
            problems = built.Problems;
            if (built.Graph is { } graph)
            {
                problems = problems.Concat(GuidelineCheck.Check(network, graph));
                PassList.Run(graph);
            }
        }

        foreach (Problem problem in problems)
        {
            CheckText(problem);
            CheckPlace(text, problem);
        }

        return string.Join(' ', problems.Select(problem => problem.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    private static void CheckText(Problem problem)
    {
        string format = RuleTexts.Find(problem.Rule).MessageFormat;
        bool isFilled = Enumerable.Range(0, problem.Arguments.Count).All(index => format.Contains($"{{{index}}}", StringComparison.Ordinal))
            && !format.Contains($"{{{problem.Arguments.Count}}}", StringComparison.Ordinal);
        if (!isFilled)
        {
            throw new InvalidOperationException($"{problem.Rule} has {problem.Arguments.Count} arguments, which are not those of its text");
        }
    }

    private static void CheckPlace(string text, Problem problem)
    {
        if (problem.Cell is not { File: Path } cell)
        {
            return;
        }

        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        TextPosition at = TableLexer.Find(text, cell);
        if (at.Line < 0 || at.Line >= lines.Length || at.Column < 0 || at.Length < 0 || at.Column + at.Length > lines[at.Line].Length)
        {
            throw new InvalidOperationException($"{problem.Rule} is at a place that is not in the text");
        }
    }
}
