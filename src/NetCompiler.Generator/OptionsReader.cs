using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>Reads the project's properties that the package makes visible to the compiler, and its severities. (Roslyn)</summary>
internal static class OptionsReader
{
    /// <summary>The options of a build.</summary>
    public static CompilerOptions Read(AnalyzerConfigOptions properties)
    {
        string runtime = Property(properties, "RuntimeIdentifier");
        bool isX64 = runtime.Length == 0 || runtime.EndsWith("-x64", StringComparison.OrdinalIgnoreCase);
        bool lacksVectors = IsTrue(properties, "PublishAot") && isX64 && Property(properties, "IlcInstructionSet").Length == 0;

        // The compilers of .NET 8 and 9 spell the set another way.
        string framework = Property(properties, "TargetFramework");
        (Optimizations disabled, string? unknown) = Disabled(properties);
        bool isOld = framework.StartsWith("net8.", StringComparison.OrdinalIgnoreCase) || framework.StartsWith("net9.", StringComparison.OrdinalIgnoreCase);
        return new CompilerOptions(
            IsTrue(properties, "NetCompilerReadyToRun"),
            lacksVectors ? isOld ? "x86-x64-v3" : "x86-64-v3" : null)
        {
            Isas = KnownIsas.For(runtime.Substring(runtime.LastIndexOf('-') + 1).ToLowerInvariant()),
            Guidelines = Guidelines(properties) ?? GuidelineLevel.Off,
            UnknownGuidelines = Guidelines(properties) is null ? Property(properties, "NetCompilerGuidelines") : null,
            Report = IsTrue(properties, "NetCompilerReport"),
            Enabled = Optimizations.All & ~disabled,
            UnknownOptimization = unknown,
        };
    }

    /// <summary>Whether the project gives a guideline a severity of its own, in a <c>.globalconfig</c> or among its warnings.</summary>
    public static bool SetsGuidelines(CompilationOptions options, CancellationToken cancellation) => RuleTexts.All.Any(text =>
        text.IsOptional
        && (options.SpecificDiagnosticOptions.ContainsKey(text.Id)
            || options.SyntaxTreeOptionsProvider?.TryGetGlobalDiagnosticValue(text.Id, cancellation, out _) == true));

    private static GuidelineLevel? Guidelines(AnalyzerConfigOptions properties) => Property(properties, "NetCompilerGuidelines").ToLowerInvariant() switch
    {
        "" or "off" => GuidelineLevel.Off,
        "info" => GuidelineLevel.Info,
        "warning" => GuidelineLevel.Warning,
        _ => null,
    };

    /// <summary>Optimizations that the project turns off, and the first name in its list that is none of theirs.</summary>
    private static (Optimizations Disabled, string? Unknown) Disabled(AnalyzerConfigOptions properties)
    {
        Optimizations disabled = Optimizations.None;
        string? unknown = null;
        foreach (string word in Property(properties, "NetCompilerDisable").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            // Numbers would be read as values.
            if (char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out Optimizations known))
            {
                disabled |= known;
            }
            else
            {
                unknown ??= word;
            }
        }

        return (disabled, unknown);
    }

    private static bool IsTrue(AnalyzerConfigOptions properties, string name) =>
        string.Equals(Property(properties, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptions properties, string name) =>
        properties.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
