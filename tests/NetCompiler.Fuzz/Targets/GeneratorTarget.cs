using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using NetCompiler.Fuzz.Networks;
using NetCompiler.Testing.Generation;

namespace NetCompiler.Fuzz.Targets;

/// <summary>
/// A project, through the whole generator in the compiler's driver. It reports problems or adds files, and never throws (which the compiler would report as CS8785). Now and then all is compiled:
/// where the project's own text is C# and the generator reported no error, the generated code has neither errors nor warnings.
/// </summary>
internal sealed class GeneratorTarget : FuzzTarget
{
    public override string Name => "generator";

    public override string Extension => ".txt";

    public override int ThoroughInterval => 200;

    /// <summary>Several networks in one project only take longer.</summary>
    public override int LargestKept => 6 * 1024;

    /// <summary>
    /// What a table allocates (see <see cref="TableTarget"/>), then a plan and a file for each instruction set, which the driver parses: a network of 4,000 operations, or one class for each of
    /// several attributes, is some hundred thousand lines.
    /// </summary>
    public override long MostAllocated(int inputBytes) => (8L << 30) + (10_000L * inputBytes);

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (string file in SeedProjects.All)
        {
            yield return Encoding.UTF8.GetBytes(file);
        }

        foreach (DrawnTable drawn in RandomNetworks.Legal(firstSeed: 0).Take(20))
        {
            yield return DrawnProject(drawn);
        }
    }

    /// <summary>A drawn table as a user's project.</summary>
    public static byte[] DrawnProject(DrawnTable drawn) => GeneratorProject.Of(
        $"using NetCompiler;\n\nnamespace Demo;\n\n[Network(\"Drawn.net.md\"{(drawn.Workers > 1 ? $", Workers = {drawn.Workers}" : "")})]\n"
        + string.Concat(drawn.Taps.Select((row, i) => $"[Tap(\"Tap{i}\", Row = \"{row}\")]\n"))
        + "public partial class Drawn;\n",
        ("Drawn.net.md", drawn.Text)).ToBytes();

    public override byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        GeneratorProject project = GeneratorProject.Parse(input);
        GeneratorProject donor = GeneratorProject.Parse(other);
        if (project.Files.Count == 0 || donor.Files.Count == 0)
        {
            return other;
        }

        List<(string Path, string Text)> files = [.. project.Files];
        int at = random.Next(files.Count);
        (string path, string text) = donor.Files[random.Next(donor.Files.Count)];
        switch (random.Next(20))
        {
            case 0:
                files.RemoveAt(at);
                break;
            case 1 when files.All(file => file.Path != path):
                files.Add((path, text));
                break;
            case 2:
                files[at] = (files[at].Path, text);
                break;
            default:
                files[at] = (files[at].Path, TextMutator.Mutate(files[at].Text, random.Next(2) == 0 ? text : files[random.Next(files.Count)].Text, random));
                break;
        }

        return new GeneratorProject(files).ToBytes();
    }

    public override IEnumerable<byte[]> Simpler(byte[] input) => TextShrinker.Simpler(Encoding.UTF8.GetString(input)).Select(Encoding.UTF8.GetBytes);

    public override string Answer(byte[] input, bool thorough)
    {
        GeneratorInput project = GeneratorProject.Parse(input).ToInput();
        GeneratorDriverRunResult run = GeneratorHarness.RunOnly(project, out CSharpCompilation before, out Compilation after);
        if (run.Results[0].Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw", exception);
        }

        if (thorough && !run.Diagnostics.Any(IsError) && !before.GetDiagnostics().Any(IsError))
        {
            string[] reports = [.. after.GetDiagnostics().Where(IsOfGeneratedCode).Select(GeneratorRun.Describe)];
            if (reports.Length > 0)
            {
                throw new InvalidOperationException("Generated code does not compile: " + reports[0].Split(": ")[0].Split(' ')[^1] + "\n" + string.Join('\n', reports.Take(5)));
            }
        }

        return $"{(run.GeneratedTrees.Length > 0 ? "files" : "nothing")} {string.Join(' ', run.Diagnostics.Select(problem => problem.Id).Distinct().Order(StringComparer.Ordinal))}";

        bool IsOfGeneratedCode(Diagnostic problem) => problem.Severity >= DiagnosticSeverity.Warning
            && problem.Location.SourceTree is { } tree && !before.ContainsSyntaxTree(tree);
    }

    private static bool IsError(Diagnostic problem) => problem.Severity == DiagnosticSeverity.Error;
}
