namespace NetCompiler.Generator.Support;

/// <summary>What is said about one rule, to compilers and on help pages.</summary>
/// <param name="Id">One of <see cref="RuleIds"/>.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="MessageFormat">The message, with places for the problem's arguments.</param>
/// <param name="Help">Why it is so and what to do, in Markdown.</param>
/// <param name="IsWarning">Whether code is emitted all the same.</param>
internal sealed record RuleText(string Id, string Title, string MessageFormat, string Help, bool IsWarning = false);
