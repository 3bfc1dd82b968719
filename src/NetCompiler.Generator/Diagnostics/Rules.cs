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

    /// <summary>The rule of an id.</summary>
    public static DiagnosticDescriptor Find(string id) => _byId[id];

    private static DiagnosticDescriptor Describe(RuleText text) => new(
        text.Id,
        text.Title,
        text.MessageFormat,
        "NetCompiler",
        text.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: text.Help,
        helpLinkUri: HelpPages + text.Id + ".md");
}
