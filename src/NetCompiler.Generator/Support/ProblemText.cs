using System.Globalization;
using System.Linq;

namespace NetCompiler.Generator.Support;

/// <summary>Puts problems into words, outside the compiler platform.</summary>
internal static class ProblemText
{
    /// <summary>Whether no network is compiled because of it.</summary>
    public static bool IsError(Problem problem) => !RuleTexts.Find(problem.Rule).IsWarning;

    /// <summary>The rule and its message.</summary>
    public static string Describe(Problem problem) =>
        problem.Rule + ": " + string.Format(CultureInfo.InvariantCulture, RuleTexts.Find(problem.Rule).MessageFormat, [.. problem.Arguments]);
}
