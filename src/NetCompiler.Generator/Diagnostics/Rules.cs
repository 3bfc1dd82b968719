using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>The rules as the compiler platform wants them, made of their texts. (Roslyn)</summary>
internal static class Rules
{
    private const string HelpPages = "https://github.com/netcompiler/netcompiler/blob/main/docs/diagnostics/";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _byId =
        RuleTexts.All.ToImmutableDictionary(text => text.Id, Describe);

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _asInfo =
        RuleTexts.All.Where(text => text.IsOptional).ToImmutableDictionary(text => text.Id, text => Describe(text, DiagnosticSeverity.Info, true));

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _asWarning =
        RuleTexts.All.Where(text => text.IsOptional).ToImmutableDictionary(text => text.Id, text => Describe(text, DiagnosticSeverity.Warning, true));

    /// <summary>The rule of an id.</summary>
    /// <param name="guidelines">
    /// At which level guidelines are reported. Those that are off are disabled rather than missing: the compiler then drops them, except where a
    /// <c>.globalconfig</c> gives their id a severity.
    /// </param>
    public static DiagnosticDescriptor Find(string id, GuidelineLevel guidelines = GuidelineLevel.Off)
    {
        ImmutableDictionary<string, DiagnosticDescriptor>? atLevel = guidelines switch
        {
            GuidelineLevel.Info => _asInfo,
            GuidelineLevel.Warning => _asWarning,
            _ => null,
        };
        return atLevel is not null && atLevel.TryGetValue(id, out DiagnosticDescriptor? rule) ? rule : _byId[id];
    }

    private static DiagnosticDescriptor Describe(RuleText text) =>
        Describe(text, text.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, !text.IsOptional);

    private static DiagnosticDescriptor Describe(RuleText text, DiagnosticSeverity severity, bool isEnabled) => new(
        text.Id,
        text.Title,
        text.MessageFormat,
        "NetCompiler",
        severity,
        isEnabledByDefault: isEnabled,
        description: text.Help,
        helpLinkUri: HelpPages + text.Id + ".md");
}
