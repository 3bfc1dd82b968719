using System;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>A call of a kernel in <c>Run</c>, and how the kernel is written where no other call has the same one.</summary>
/// <param name="Key">Calls of equal keys share one method, as do those whose methods come out as the same text.</param>
/// <param name="Name">The method's name; methods of one name are told apart by a number.</param>
/// <param name="Summary">What the method computes, for its documentation.</param>
/// <param name="Parameters">As the method declares them.</param>
/// <param name="Arguments">As the call passes them.</param>
/// <param name="WriteBody">Writes the method's statements.</param>
internal sealed record KernelCall(object Key, string Name, string Summary, string Parameters, string Arguments, Action<CodeWriter> WriteBody);
