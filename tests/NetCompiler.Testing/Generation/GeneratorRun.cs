using Microsoft.CodeAnalysis;
using Xunit;

namespace NetCompiler.Testing.Generation;

/// <summary>What one run of the generator gave.</summary>
public sealed class GeneratorRun
{
    /// <summary>The text of a table file that the generator has no reason to read: reading it fails the run.</summary>
    public const string MustNotBeRead = "\0";

    internal GeneratorRun(GeneratorRunResult result, Compilation output)
    {
        Assert.Null(result.Exception);
        Result = result;
        Output = output;
        Files = result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }

    /// <summary>Steps and outputs.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The project with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>Generated texts by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>What the generator reported, in the order of files and positions.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. Result.Diagnostics.OrderBy(problem => problem.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(problem => problem.Location.SourceSpan.Start)];

    /// <summary>What the generator reported, a line each: <c>Test.cs(3,17)-(3,20) NETC3001: message</c>, counted from 1.</summary>
    public IReadOnlyList<string> Reports => [.. Diagnostics.Select(Describe)];

    /// <summary>Errors and warnings of the compiler itself over everything, generated code included.</summary>
    public IReadOnlyList<string> CompilerReports =>
        [.. Output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(Describe)];

    /// <summary>The compiled project, loaded; fails where anything stands in the way.</summary>
    public LoadedProject Load()
    {
        Assert.Empty(Reports);
        Assert.Empty(CompilerReports);
        return new LoadedProject(Output);
    }

    /// <summary>The compiled project, loaded although the generator reported something.</summary>
    public LoadedProject LoadDespiteReports() => new(Output);

    /// <summary>A diagnostic on one line.</summary>
    public static string Describe(Diagnostic problem)
    {
        FileLinePositionSpan span = problem.Location.GetLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})"
            + $"-({span.EndLinePosition.Line + 1},{span.EndLinePosition.Character + 1}) {problem.Id}: {problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
