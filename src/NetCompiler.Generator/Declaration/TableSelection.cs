using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>The table files of one declaration.</summary>
/// <param name="Files">The one that it names, then those that are used by it.</param>
/// <param name="Problems">Why the one that it names was not found.</param>
internal sealed record TableSelection(EquatableArray<TableFile> Files, EquatableArray<Problem> Problems);
