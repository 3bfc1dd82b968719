using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A network written out, or the problems that stand in its way.</summary>
internal sealed record ReadResult(UnrolledNetwork? Network, EquatableArray<Problem> Problems);
