using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generator;

namespace NetCompiler.Testing.Generation;

/// <summary>
/// Runs the generator in the driver of the oldest compiler that loads it. <see cref="Run(string, ValueTuple{string, string}[])"/> is one run;
/// an object keeps the driver, so that a second run with other inputs shows what an edit recomputes.
/// </summary>
public sealed class GeneratorHarness
{
    private static readonly ImmutableArray<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A project without files. Those that are made from it share what the compiler has read of the references.</summary>
    private static readonly CSharpCompilation _empty = CSharpCompilation.Create("Consumer", references: _references);

    private readonly Dictionary<string, SyntaxTree> _trees = [];
    private readonly Dictionary<string, TextFile> _tables = [];
    private GeneratorDriver? _driver;
    private CSharpCompilation? _compilation;

    /// <summary>One run over one source file.</summary>
    public static GeneratorRun Run(string source, params (string Path, string Text)[] tables) => Run(GeneratorInput.Of(source, tables));

    /// <summary>One run.</summary>
    public static GeneratorRun Run(GeneratorInput input) => new GeneratorHarness().Next(input);

    /// <summary>One run as a build makes it, which keeps no steps to be looked at and holds nothing against it.</summary>
    /// <param name="before">The project without generated files.</param>
    /// <param name="after">The project with them.</param>
    public static GeneratorDriverRunResult RunOnly(GeneratorInput input, out CSharpCompilation before, out Compilation after)
    {
        GeneratorHarness harness = new();
        CSharpParseOptions parse = new(input.Language, DocumentationMode.Diagnose);
        harness.Update(input, parse);
        before = harness._compilation!;
        return CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], [.. input.Tables.Select(table => harness.Keep(table.Key, table.Value))], parse, new Options(input.Properties))
            .RunGeneratorsAndUpdateCompilation(before, out after, out _)
            .GetRunResult();
    }

    /// <summary>A run whose token is cancelled before it begins.</summary>
    public static void RunCancelled(GeneratorInput input)
    {
        GeneratorHarness harness = new();
        harness.Update(input, new CSharpParseOptions(input.Language));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            [.. input.Tables.Select(table => harness.Keep(table.Key, table.Value))]);
        driver.RunGenerators(harness._compilation!, new CancellationToken(canceled: true));
    }

    /// <summary>A run that keeps what the last one computed. Files whose text is the same are the same objects, as in an editor.</summary>
    public GeneratorRun Next(GeneratorInput input)
    {
        CSharpParseOptions parse = new(input.Language, DocumentationMode.Diagnose);
        ImmutableArray<AdditionalText> tables = [.. input.Tables.Select(table => Keep(table.Key, table.Value))];
        Update(input, parse);
        Options options = new(input.Properties);
        _driver = _driver is null
            ? CSharpGeneratorDriver.Create(
                [new NetworkGenerator().AsSourceGenerator()],
                tables,
                parse,
                options,
                new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            : _driver.ReplaceAdditionalTexts(tables).WithUpdatedAnalyzerConfigOptions(options).WithUpdatedParseOptions(parse);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation!, out Compilation output, out _);
        return new GeneratorRun(_driver.GetRunResult().Results[0], output);
    }

    private void Update(GeneratorInput input, CSharpParseOptions parse)
    {
        CSharpCompilationOptions options = new(
            input.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: input.CheckOverflow,
            nullableContextOptions: input.Nullable,
            warningLevel: 9999);
        if (input.GlobalConfig is not null)
        {
            options = options.WithSyntaxTreeOptionsProvider(new Severities(input.GlobalConfig));
        }

        _compilation = (_compilation ?? _empty).WithOptions(options);
        foreach (string gone in _trees.Keys.Except(input.Sources.Keys).ToArray())
        {
            _compilation = _compilation.RemoveSyntaxTrees(_trees[gone]);
            _trees.Remove(gone);
        }

        foreach ((string path, string text) in input.Sources)
        {
            bool exists = _trees.TryGetValue(path, out SyntaxTree? old);
            if (exists && old!.ToString() == text && old.Options.Equals(parse))
            {
                continue;
            }

            SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), parse, path);
            _compilation = exists ? _compilation.ReplaceSyntaxTree(old!, tree) : _compilation.AddSyntaxTrees(tree);
            _trees[path] = tree;
        }
    }

    private AdditionalText Keep(string path, string text)
    {
        if (!_tables.TryGetValue(path, out TextFile? file) || file.Content != text)
        {
            file = new TextFile(path, text);
            _tables[path] = file;
        }

        return file;
    }

    private sealed class TextFile(string path, string content) : AdditionalText
    {
        public string Content => content;

        public override string Path => path;

        // A text that nobody should read is one that throws when it is.
        public override SourceText GetText(CancellationToken cancellationToken = default) =>
            content == GeneratorRun.MustNotBeRead
                ? throw new InvalidOperationException($"{path} was read.")
                : SourceText.From(content, Encoding.UTF8);
    }

    /// <summary>Severities of a global configuration file, read as the compiler reads it.</summary>
    private sealed class Severities(string text) : SyntaxTreeOptionsProvider
    {
        private readonly ImmutableDictionary<string, ReportDiagnostic> _severities =
            AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse("is_global = true\n" + text, "/project/.globalconfig"))).GlobalConfigOptions.TreeOptions;

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            _severities.TryGetValue(diagnosticId, out severity);
    }

    private sealed class Options(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(new Dictionary<string, string>());

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new Dictionary<string, string>());

        private sealed class Values(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptions
        {
            private const string Prefix = "build_property.";

            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = null;
                return key.StartsWith(Prefix, StringComparison.Ordinal) && properties.TryGetValue(key[Prefix.Length..], out value);
            }
        }
    }
}
