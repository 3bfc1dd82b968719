using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>
/// The front door: finds declarations and tables, pairs them, leads them through <see cref="NetworkCompiler"/> and adds the files. Sources and diagnostics
/// part early, so that an edit which moves lines computes nothing anew but the places of problems. (Roslyn)
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The generated code's C#: that of .NET 8.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    /// <summary>Attributes that say more about a network, and mean nothing without one.</summary>
    private static readonly EquatableArray<string> _companions = EquatableArray.Of("Row", "Parameter", "Preprocessing", "Tap");

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        EquatableArray<string> zoo = ZooCatalog.Names;
        IncrementalValueProvider<ImmutableArray<AdditionalText>> tables = context.AdditionalTextsProvider.Where(TableFileReader.IsTable).Collect();
        IncrementalValueProvider<CompilerOptions> options = context.AnalyzerConfigOptionsProvider
            .Select((provider, _) => OptionsReader.Read(provider.GlobalOptions))
            .WithTrackingName(PipelineSteps.Options);
        IncrementalValueProvider<bool> setsGuidelines = context.CompilationProvider
            .Select((compilation, cancellation) => OptionsReader.SetsGuidelines(compilation.Options, cancellation));
        IncrementalValueProvider<LanguageVersion> language = context.ParseOptionsProvider
            .Select((parse, _) => ((CSharpParseOptions)parse).LanguageVersion);

        // What concerns the project is told once, at the network that comes first.
        IncrementalValueProvider<DeclarationReading?> first = options.Select((_, _) => (DeclarationReading?)null);
        foreach (string attribute in zoo.Concat(_companions).Concat(["Network"]))
        {
            IncrementalValuesProvider<DeclarationReading> readings = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    $"NetCompiler.{attribute}Attribute",
                    (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                    (found, cancellation) => DeclarationReader.Read(found, zoo, cancellation))
                .Where(reading => reading is not null)
                .Combine(language)
                .Select((pair, _) => CheckLanguage(pair.Left!, pair.Right))
                .WithTrackingName(PipelineSteps.Readings);
            AddOutputs(context, readings, tables, options, setsGuidelines);
            first = first.Combine(readings.Collect()).Select((pair, _) => First(pair.Left, pair.Right));
        }

        context.RegisterSourceOutput(
            first.Combine(options).Select((pair, _) => LocateMissingSet(pair.Left, pair.Right.MissingInstructionSet)),
            (output, problems) =>
            {
                foreach (LocatedProblem problem in problems)
                {
                    output.ReportDiagnostic(ProblemReporter.Report(problem, GuidelineLevel.Off));
                }
            });
    }

    /// <summary>The network whose class comes first by its name.</summary>
    private static DeclarationReading? First(DeclarationReading? found, ImmutableArray<DeclarationReading> more) => more
        .Concat(found is null ? [] : [found])
        .Where(reading => reading.Network is not null)
        .OrderBy(reading => $"{reading.Network!.Declaration.Type.Namespace}.{reading.Network.Declaration.Type.Name}", StringComparer.Ordinal)
        .FirstOrDefault();

    private static EquatableArray<LocatedProblem> LocateMissingSet(DeclarationReading? first, string? missing) => first is null || missing is null
        ? default
        : ProblemReporter.Locate(EquatableArray.Of(new Problem(RuleIds.AotWithoutVectors, null, null, EquatableArray.Of(missing))), first.Positions, default);

    private static void AddOutputs(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<DeclarationReading> readings,
        IncrementalValueProvider<ImmutableArray<AdditionalText>> tables,
        IncrementalValueProvider<CompilerOptions> options,
        IncrementalValueProvider<bool> setsGuidelines)
    {
        IncrementalValuesProvider<NetworkInput> inputs = readings
            .Where(reading => reading.Network is not null)
            .Select((reading, _) => reading.Network!)
            .WithTrackingName(PipelineSteps.Declarations)
            .Combine(tables)
            .Select((pair, cancellation) => new NetworkInput(
                pair.Left,
                TableFileReader.Read(pair.Left.Declaration, pair.Right, TableResolver.Resolve, file => TableResolver.UsesOf(file.Text), cancellation)))
            .WithTrackingName(PipelineSteps.Tables);

        IncrementalValuesProvider<LoweredNetwork> lowered = inputs
            .Select((input, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return NetworkCompiler.Read(input);
            })
            .WithTrackingName(PipelineSteps.Networks)
            .Combine(options)
            .Select((pair, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return NetworkCompiler.Lower(pair.Left, pair.Right);
            })
            .WithTrackingName(PipelineSteps.Graphs);

        IncrementalValuesProvider<PlannedNetwork> planned = lowered
            .Combine(options)
            .Select((pair, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return NetworkCompiler.Plan(pair.Left, pair.Right);
            })
            .WithTrackingName(PipelineSteps.Plans);

        context.RegisterSourceOutput(
            planned.Select((network, _) => NetworkCompiler.EmitApi(network)).WithTrackingName(PipelineSteps.ApiFiles),
            (output, file) => output.AddSource(file.HintName, file.Text));

        for (int isa = 0; isa < KnownIsas.All.Count; isa++)
        {
            int index = isa;
            IncrementalValuesProvider<GeneratedFile?> kernels = planned
                .Combine(options)
                .Select((pair, cancellation) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return NetworkCompiler.EmitKernels(pair.Left, index, pair.Right);
                })
                .WithTrackingName(PipelineSteps.KernelFiles);
            context.RegisterImplementationSourceOutput(kernels.Where(file => file is not null), (output, file) => output.AddSource(file!.HintName, file.Text));
        }

        // What nobody will see is not looked for.
        IncrementalValueProvider<bool> wantsGuidelines = options
            .Combine(setsGuidelines)
            .Select((pair, _) => pair.Left.Guidelines != GuidelineLevel.Off || pair.Right);
        IncrementalValuesProvider<NetworkProblems> problemsOfNetworks = lowered
            .Combine(wantsGuidelines)
            .Select((pair, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                EquatableArray<Problem> remarks = pair.Right ? NetworkCompiler.Advise(pair.Left) : default;
                return new NetworkProblems(pair.Left.Declared.Declaration.Type, pair.Left.Problems.Concat(remarks).ToEquatableArray());
            })
            .WithTrackingName(PipelineSteps.Guidelines);

        IncrementalValuesProvider<GeneratedFile?> reports = planned
            .Combine(options)
            .Select((pair, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return NetworkCompiler.EmitReport(pair.Left, pair.Right);
            })
            .WithTrackingName(PipelineSteps.ReportFiles);
        context.RegisterImplementationSourceOutput(reports.Where(file => file is not null), (output, file) => output.AddSource(file!.HintName, file.Text));

        IncrementalValueProvider<ImmutableArray<Findings>> findings = inputs
            .Combine(problemsOfNetworks.Collect())
            .Select((pair, _) => FindingsOf(pair.Left, pair.Right))
            .Collect();
        IncrementalValuesProvider<Reporting> diagnostics = readings
            .Combine(findings)
            .Combine(options)
            .Select((pair, _) => new Reporting(Locate(pair.Left.Left, pair.Left.Right, pair.Right), pair.Right.Guidelines))
            .WithTrackingName(PipelineSteps.Diagnostics);
        context.RegisterSourceOutput(diagnostics, (output, reporting) =>
        {
            foreach (LocatedProblem problem in reporting.Problems)
            {
                output.ReportDiagnostic(ProblemReporter.Report(problem, reporting.Guidelines));
            }
        });
    }

    private static DeclarationReading CheckLanguage(DeclarationReading reading, LanguageVersion found)
    {
        if (found >= OldestLanguage || reading.Network is null)
        {
            return reading;
        }

        Problem old = new(RuleIds.OldLanguage, null, null, EquatableArray.Of(found.ToDisplayString(), OldestLanguage.ToDisplayString()));
        return reading with { Network = null, Stray = EquatableArray.Of(old) };
    }

    /// <summary>Problems of one class with the texts that they stand in; without problems no text is kept.</summary>
    private static Findings FindingsOf(NetworkInput input, ImmutableArray<NetworkProblems> all)
    {
        TypeHierarchy type = input.Declared.Declaration.Type;
        EquatableArray<Problem> problems = all.FirstOrDefault(network => network.Type == type)?.Problems ?? default;
        return new Findings(type, problems, problems.Count == 0 ? default : input.Tables.Files);
    }

    private static EquatableArray<LocatedProblem> Locate(DeclarationReading reading, ImmutableArray<Findings> all, CompilerOptions options)
    {
        if (reading.Network is not { } network)
        {
            return ProblemReporter.Locate(reading.Stray, reading.Positions, default);
        }

        Findings? findings = all.FirstOrDefault(candidate => candidate.Type == network.Declaration.Type);
        List<Problem> problems = [.. findings?.Problems ?? default];
        if (options.UnknownOptimization is { } other)
        {
            problems.Add(new Problem(
                RuleIds.UnknownOptimization, null, null, EquatableArray.Of(other, NearestChoice.Hint(other, Enum.GetNames(typeof(Optimizations))))));
        }

        if (options.UnknownGuidelines is { } unknown)
        {
            problems.Add(new Problem(
                RuleIds.UnknownGuidelineLevel, null, null, EquatableArray.Of(unknown, NearestChoice.Hint(unknown, ["off", "info", "warning"]))));
        }

        return ProblemReporter.Locate(problems.ToEquatableArray(), reading.Positions, findings?.Files ?? default);
    }

    private sealed record NetworkProblems(TypeHierarchy Type, EquatableArray<Problem> Problems);

    private sealed record Reporting(EquatableArray<LocatedProblem> Problems, GuidelineLevel Guidelines);

    private sealed record Findings(TypeHierarchy Type, EquatableArray<Problem> Problems, EquatableArray<TableFile> Files);
}
