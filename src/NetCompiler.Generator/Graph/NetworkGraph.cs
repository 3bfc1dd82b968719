using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Operations with exact shapes: nodes in execution order, values by id. Every value is written once, by one node; value 0 is the
/// network's input. Immutable and equatable; passes hand on a new one.
/// </summary>
/// <param name="Values">All values; the id of a value is its index.</param>
/// <param name="Nodes">In execution order.</param>
/// <param name="Outputs">The values that the network yields, at least one.</param>
internal sealed record NetworkGraph(EquatableArray<GraphValue> Values, EquatableArray<GraphNode> Nodes, EquatableArray<GraphOutput> Outputs)
{
    /// <summary>The first value that the network yields.</summary>
    public int Output => Outputs[0].Value;
}

/// <summary>A value that the network yields.</summary>
/// <param name="Name">An identifier: <c>Output</c> for the network's own result, a tap's name for others.</param>
/// <param name="Value">Its id.</param>
internal sealed record GraphOutput(string Name, int Value);

/// <summary>One value: what a node writes.</summary>
/// <param name="Name">The name of the node that writes it, or <c>Input</c>.</param>
internal sealed record GraphValue(string Name, Shape Shape);

/// <summary>One operation at its place.</summary>
/// <param name="Name">The operation's dotted path: <c>Block2.Expand</c>.</param>
/// <param name="Op">What is computed.</param>
/// <param name="Inputs">Ids of the values that it reads, in the order that the operation defines.</param>
/// <param name="Output">Id of the value that it writes.</param>
internal sealed record GraphNode(string Name, Op Op, EquatableArray<int> Inputs, int Output);
