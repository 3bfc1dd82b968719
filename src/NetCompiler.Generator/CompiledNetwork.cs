using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

// What NetworkCompiler's steps hand to each other. Each carries the declaration along, so that the next one needs nothing else.

/// <summary>A class and the tables that it names.</summary>
internal sealed record NetworkInput(DeclaredNetwork Declared, TableSelection Tables);

/// <summary>A class and its network's operations.</summary>
/// <param name="Network">Null after an error.</param>
/// <param name="Problems">All so far.</param>
internal sealed record UnrolledInput(DeclaredNetwork Declared, UnrolledNetwork? Network, EquatableArray<Problem> Problems);

/// <summary>A class and its network's graph.</summary>
/// <param name="Graph">Null after an error.</param>
/// <param name="Problems">All so far.</param>
internal sealed record LoweredNetwork(DeclaredNetwork Declared, UnrolledNetwork? Network, NetworkGraph? Graph, EquatableArray<Problem> Problems);

/// <summary>A network with its plans, in the order of preference.</summary>
/// <param name="Plans">Empty after an error.</param>
internal sealed record PlannedNetwork(LoweredNetwork Lowered, EquatableArray<ExecutionPlan> Plans);

/// <summary>Everything that comes of one class.</summary>
/// <param name="Files">The public surface first, then the kernels, then the page about it where one is wanted.</param>
internal sealed record CompiledNetwork(EquatableArray<GeneratedFile> Files, EquatableArray<Problem> Problems);
