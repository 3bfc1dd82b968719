using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// One class as the reader found it: what it asks for, and what is wrong with it that can be told from the class alone.
/// </summary>
/// <param name="Declaration">What is asked for, as far as it can be made out.</param>
/// <param name="Problems">Anything here means that the network is not compiled; the surface is emitted all the same.</param>
/// <param name="Taken">Members of the surface that cannot be emitted, because the class has its own of that name.</param>
internal sealed record DeclaredNetwork(
    NetworkDeclaration Declaration,
    EquatableArray<Problem> Problems,
    EquatableArray<string> Taken);

/// <summary>A declared network with its positions: what is read from a class, before the two part ways.</summary>
/// <param name="Network">Null where there is nothing to complete: no attribute asks for a network, or the class cannot have another part.</param>
/// <param name="Stray">Problems of such a class.</param>
internal sealed record DeclarationReading(
    DeclaredNetwork? Network,
    EquatableArray<Problem> Stray,
    DeclarationPositions Positions);
