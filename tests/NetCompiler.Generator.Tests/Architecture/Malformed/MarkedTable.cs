using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>
/// A table with one mistake, whose place is marked by guillemets; they are taken out before it is read. Every mistake is told once, there, and in words that
/// say what was found and what was expected, whether the language or the shapes of maps disclose it.
/// </summary>
internal static class MarkedTable
{
    /// <summary>The problems of a table: those of its text and rows, or else those of its shapes.</summary>
    public static IReadOnlyList<Problem> Problems(string text, params string[] settings)
    {
        ReadResult result = Declarations.Table(text, settings);
        Assert.Equal(result.Network is null, result.Problems.Count > 0);
        return result.Network is null ? [.. result.Problems] : [.. GraphBuilder.Build(result.Network).Problems];
    }

    /// <summary>The network of a table and its graph; fails where there are problems.</summary>
    public static NetworkGraph Graph(string text, params string[] settings)
    {
        BuildResult result = GraphBuilder.Build(Declarations.Table(text, settings).Network());
        Assert.True(result.Graph is not null, Describe(result.Problems));
        return result.Graph;
    }

    /// <summary>Fails unless the marked mistake is the only problem.</summary>
    /// <param name="message">A part of the message.</param>
    public static void Expect(string marked, string rule, string message, params string[] settings)
    {
        int start = marked.IndexOf('«');
        int end = marked.IndexOf('»');
        string text = marked.Replace("«", "").Replace("»", "");
        IReadOnlyList<Problem> problems = Problems(text, settings);

        Assert.True(problems.Count == 1, $"{problems.Count} problems: {Describe(problems)}");
        Problem problem = problems[0];
        string described = ProblemText.Describe(problem);
        Assert.StartsWith(rule + ": ", described);
        Assert.Contains(message, described);
        if (start < 0)
        {
            Assert.Null(problem.Cell);
            return;
        }

        Assert.NotNull(problem.Cell);
        Assert.Equal(Declarations.Path, problem.Cell.File);
        TextPosition at = TableLexer.Find(text, problem.Cell);
        (int line, int column) = LineOf(marked, start);
        Assert.True(
            at == new TextPosition(line, column, end - start - 1),
            $"expected line {line}, column {column}, {end - start - 1} characters; found {at.Line}, {at.Column}, {at.Length}: {described}");
    }

    /// <summary>Lines end with a line feed, a carriage return, or both.</summary>
    private static (int Line, int Column) LineOf(string text, int position)
    {
        string[] lines = text[..position].Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        return (lines.Length - 1, lines[^1].Length);
    }

    private static string Describe(IEnumerable<Problem> problems) =>
        string.Join("\n", problems.Select(problem => $"{problem.Cell} {problem.Property} {ProblemText.Describe(problem)}"));
}
