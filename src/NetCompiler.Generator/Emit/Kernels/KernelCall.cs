using System;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>A call of a kernel in <c>Run</c>, and how the kernel is written where no other call has the same one.</summary>
/// <param name="Key">What tells kernels apart: calls of equal keys share one method.</param>
/// <param name="Name">The method's name; methods of different keys and one name are told apart by a number.</param>
/// <param name="Summary">What the method computes, for its documentation.</param>
/// <param name="Parameters">As the method declares them.</param>
/// <param name="Arguments">As the call passes them.</param>
/// <param name="Body">Writes the method's statements.</param>
internal sealed record KernelCall(object Key, string Name, string Summary, string Parameters, string Arguments, Func<string> Body);
