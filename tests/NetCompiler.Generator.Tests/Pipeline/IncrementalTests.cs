using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Testing.Generation;
using Xunit;

namespace NetCompiler.Generator.Tests.Pipeline;

/// <summary>What an edit recomputes, step by step, and that no step keeps the compilation alive.</summary>
public sealed class IncrementalTests
{
    private static readonly GeneratorInput _input = GeneratorInput.Of(
        SmallNetworks.Class + "\n[MobileNetV1(Alpha = 0.25, Resolution = 32)]\npartial class Second;",
        (SmallNetworks.TablePath, SmallNetworks.Table)).WithSource("Other.cs", "class Other;");

    [Fact]
    public void The_same_input_again_computes_nothing() => Expect(_input, []);

    [Fact]
    public void An_unrelated_file_computes_nothing() => Expect(_input.WithSource("Other.cs", "class Another { int x; }"), []);

    [Fact]
    public void An_unrelated_table_computes_nothing_and_is_not_read() =>
        Expect(_input.WithTable("/project/Unused.net.md", GeneratorRun.MustNotBeRead), []);

    [Fact]
    public void A_blank_line_above_the_class_moves_positions_alone() => Expect(
        _input.WithSource("Test.cs", "// A remark.\n\n" + _input.Sources["Test.cs"]),
        [PipelineSteps.Readings]);

    [Fact]
    public void Prose_in_a_table_changes_its_text_alone() => Expect(
        _input.WithTable(SmallNetworks.TablePath, SmallNetworks.Table.Replace("A network for tests.", "A network\n\n> for tests.\n")),
        [PipelineSteps.Tables]);

    [Fact]
    public void A_row_of_a_table_changes_everything_of_its_class() => Expect(
        _input.WithTable(SmallNetworks.TablePath, SmallNetworks.Table.Replace(" 16      | 2 ", " 24      | 2 ").Replace("4²×16", "4²×24").Replace("1²×16", "1²×24")),
        [PipelineSteps.Tables, PipelineSteps.Networks, PipelineSteps.Graphs, PipelineSteps.Plans, PipelineSteps.ApiFiles, PipelineSteps.KernelFiles]);

    [Fact]
    public void An_option_of_kernels_changes_kernels_alone() => Expect(
        _input with { Properties = new Dictionary<string, string> { ["NetCompilerReadyToRun"] = "true" } },
        [PipelineSteps.Options, PipelineSteps.KernelFiles]);

    [Fact]
    public void A_wish_for_reports_adds_reports_alone() => Expect(
        _input with { Properties = new Dictionary<string, string> { ["NetCompilerReport"] = "true" } },
        [PipelineSteps.Options, PipelineSteps.ReportFiles]);

    [Fact]
    public void A_line_above_a_problem_moves_the_problem_and_changes_no_file()
    {
        string wrong = SmallNetworks.Table.Replace("avgpool    |", "avgpol     |");
        GeneratorHarness harness = new();
        GeneratorRun first = harness.Next(_input.WithTable(SmallNetworks.TablePath, wrong));
        GeneratorRun second = harness.Next(_input.WithTable(SmallNetworks.TablePath, wrong.Replace("A network for tests.", "\nA network for tests.")));
        Assert.Equal([PipelineSteps.Diagnostics, PipelineSteps.Tables], Changed(second));
        Assert.StartsWith("/project/Tiny.net.md(15,11)-(15,17) NETC2001: ", Assert.Single(first.Reports));
        Assert.StartsWith("/project/Tiny.net.md(16,11)-(16,17) NETC2001: ", Assert.Single(second.Reports));
        Assert.Equal(first.Files, second.Files);
    }

    [Fact]
    public void Every_step_is_tracked()
    {
        // A step that adds no file is not seen: that of reports has to have something to do.
        GeneratorRun run = GeneratorHarness.Run(_input with { Properties = new Dictionary<string, string> { ["NetCompilerReport"] = "true" } });
        Assert.Equal(PipelineSteps.All.OrderBy(name => name, StringComparer.Ordinal), Ours(run).Select(step => step.Key).OrderBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void No_step_keeps_the_compilation_alive()
    {
        GeneratorRun run = GeneratorHarness.Run(_input.WithSource("Wrong.cs", "[NetCompiler.MobileNetV2(Classes = 0)] partial class Wrong;"));
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (KeyValuePair<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>> step in Ours(run))
        {
            foreach ((object value, _) in step.Value.SelectMany(each => each.Outputs))
            {
                Walk(value, step.Key, seen);
            }
        }

        // The walk went somewhere: through declarations, graphs and plans.
        Assert.True(seen.Count > 1000);
    }

    [Fact]
    public void Cancellation_ends_a_run()
    {
        // The driver turns a cancelled token into the exception only if the steps look at it.
        Assert.Throws<OperationCanceledException>(() => GeneratorHarness.RunCancelled(_input));
    }

    private static void Expect(GeneratorInput next, string[] changed)
    {
        GeneratorHarness harness = new();
        GeneratorRun first = harness.Next(_input);
        Assert.Empty(first.Reports);
        GeneratorRun second = harness.Next(next);
        Assert.Empty(second.Reports);
        Assert.Equal(changed.OrderBy(name => name, StringComparer.Ordinal), Changed(second));
    }

    private static string[] Changed(GeneratorRun run) =>
    [
        .. Ours(run)
            .Where(step => step.Value.Any(each => each.Outputs.Any(output =>
                output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))))
            .Select(step => step.Key)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static IEnumerable<KeyValuePair<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>>> Ours(GeneratorRun run) =>
        run.Result.TrackedSteps.Where(step => PipelineSteps.All.Contains(step.Key));

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is Type)
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SourceText or SemanticModel or AdditionalText,
            $"{path} holds a {value.GetType().Name}");
        if (!value.GetType().IsValueType && !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
