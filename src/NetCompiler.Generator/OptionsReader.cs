using System;
using System.Collections.Generic;
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
    /// <summary>Names in <c>IlcInstructionSet</c> that do not bring AVX2 with them, as all others do: wider sets, levels from v3 on, processors, 'native'.</summary>
    private static readonly HashSet<string> s_narrowSets = new(StringComparer.OrdinalIgnoreCase)
    {
        "base", "sse", "sse2", "sse3", "ssse3", "sse4.1", "sse4.2", "avx", "aes", "bmi", "bmi2", "fma", "lzcnt", "pclmul", "popcnt", "movbe", "serialize",
        "vectort128", "x86-x64", "x86-x64-v2", "x86-64", "x86-64-v2",
    };

    /// <summary>The options of a build.</summary>
    public static CompilerOptions Read(AnalyzerConfigOptions properties)
    {
        string runtime = Property(properties, "RuntimeIdentifier");

        // Publishing names a runtime, a plain build may not: native code would then be for the machine at hand.
        string native = runtime.Length > 0 ? runtime : Property(properties, "NETCoreSdkRuntimeIdentifier");
        bool isX64 = native.Length == 0 || native.EndsWith("-x64", StringComparison.OrdinalIgnoreCase);
        bool lacksVectors = IsTrue(properties, "PublishAot") && isX64 && Words(properties, "IlcInstructionSet").All(IsNarrow);

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
        foreach (string word in Words(properties, "NetCompilerDisable"))
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

    /// <summary>A name that adds no wide vectors; one with a minus takes something away.</summary>
    private static bool IsNarrow(string set) => set[0] == '-' || s_narrowSets.Contains(set.TrimStart('+'));

    private static string[] Words(AnalyzerConfigOptions properties, string name) =>
        Property(properties, name).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsTrue(AnalyzerConfigOptions properties, string name) =>
        string.Equals(Property(properties, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptions properties, string name) =>
        properties.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
