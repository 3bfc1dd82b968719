namespace NetCompiler.Generator.Support;

/// <summary>What is said about one rule, to compilers and on help pages.</summary>
/// <param name="Id">One of <see cref="RuleIds"/>.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="MessageFormat">The message, with places for the problem's arguments.</param>
/// <param name="Help">Why it is so and what to do, in Markdown.</param>
/// <param name="IsWarning">Whether code is emitted all the same.</param>
/// <param name="IsOptional">A guideline: reported where the project asks for it only, at the level that it asks for.</param>
internal sealed record RuleText(string Id, string Title, string MessageFormat, string Help, bool IsWarning = false, bool IsOptional = false);
