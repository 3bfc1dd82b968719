using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>A problem and the place where it is shown.</summary>
internal sealed record LocatedProblem(Problem Problem, SourcePosition Position);

/// <summary>
/// Turns problems into diagnostics: alone in the compiler it knows lines. A problem with a cell of a table file is shown in that file, any other at
/// the declaration. (Roslyn)
/// </summary>
internal static class ProblemReporter
{
    /// <summary>Finds where problems are shown.</summary>
    public static EquatableArray<LocatedProblem> Locate(
        EquatableArray<Problem> problems,
        DeclarationPositions positions,
        EquatableArray<TableFile> files) =>
        problems.Select(problem => new LocatedProblem(problem, Locate(problem, positions, files))).ToEquatableArray();

    /// <summary>The diagnostic of a problem.</summary>
    /// <param name="guidelines">At which level guidelines are reported.</param>
    public static Diagnostic Report(LocatedProblem located, GuidelineLevel guidelines)
    {
        SourcePosition position = located.Position;
        Location location = Location.Create(
            position.Path,
            new TextSpan(position.Start, position.Length),
            new LinePositionSpan(
                new LinePosition(position.StartLine, position.StartColumn),
                new LinePosition(position.EndLine, position.EndColumn)));
        return Diagnostic.Create(Rules.Find(located.Problem.Rule, guidelines), location, [.. ProblemText.Arguments(located.Problem)]);
    }

    private static SourcePosition Locate(Problem problem, DeclarationPositions positions, EquatableArray<TableFile> files)
    {
        TableFile? file = problem.Cell is { File.Length: > 0 } cell ? files.FirstOrDefault(candidate => candidate.Path == cell.File) : null;
        if (file is not null)
        {
            return Locate(file, problem.Cell!);
        }

        // A cell of a published network's table is in no file of the user's.
        return problem.Cell is { File.Length: > 0 } ? positions.Attribute : positions.Find(problem);
    }

    private static SourcePosition Locate(TableFile file, CellReference cell)
    {
        TextPosition at = TableLexer.Find(file.Text, cell);
        return new SourcePosition(
            file.Path,
            LineStart(file.Text, at.Line) + at.Column,
            at.Length,
            at.Line,
            at.Column,
            at.Line,
            at.Column + at.Length);
    }

    private static int LineStart(string text, int line)
    {
        int start = 0;
        for (int passed = 0; passed < line; passed++)
        {
            int end = text.IndexOfAny(['\r', '\n'], start);
            start = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        }

        return start;
    }
}
