using System.Linq;

namespace NetCompiler.Generator.Support;

/// <summary>What is said about every rule, found by id.</summary>
internal static class RuleTexts
{
    public static readonly EquatableArray<RuleText> All = LanguageRuleTexts.All.Concat(DeclarationRuleTexts.All).Concat(GuidelineRuleTexts.All).ToEquatableArray();

    /// <summary>The text of an id.</summary>
    public static RuleText Find(string id) => All.First(text => text.Id == id);
}
