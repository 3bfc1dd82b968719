namespace NetCompiler.Generator.Support;

/// <summary>
/// Ids of everything that the compiler reports: 1xxx table text, 2xxx shapes and rows, 3xxx declarations, 4xxx planning.
/// An id is never used again for something else. The texts are in <c>Diagnostics/Rules.cs</c>.
/// </summary>
internal static class RuleIds
{
}
