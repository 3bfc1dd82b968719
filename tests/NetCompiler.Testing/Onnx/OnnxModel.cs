namespace NetCompiler.Testing.Onnx;

/// <summary>
/// An ONNX model as far as networks of this compiler need one: nodes in execution order, constants, one batch. It knows the format's records and
/// nothing of networks; <see cref="OnnxFile"/> makes bytes of it.
/// </summary>
/// <param name="Name">Of the network.</param>
/// <param name="Inputs">What a caller provides.</param>
/// <param name="Outputs">What a caller gets.</param>
/// <param name="Nodes">Each reads what is written before it.</param>
/// <param name="Constants">Weights, and shapes and limits that operators take as tensors.</param>
internal sealed record OnnxModel(
    string Name,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxConstant> Constants);

/// <summary>A float32 tensor at the border of a model.</summary>
/// <param name="Shape">1 × channels × height × width, or 1 × elements.</param>
internal sealed record OnnxValue(string Name, int[] Shape);

/// <summary>One operation.</summary>
/// <param name="Name">For people alone.</param>
/// <param name="Operator">The operator's name in ONNX's default domain.</param>
/// <param name="Inputs">Names of tensors or constants.</param>
/// <param name="Outputs">Names of the tensors that it writes.</param>
/// <param name="Attributes">Its constants that are no tensors.</param>
internal sealed record OnnxNode(string Name, string Operator, string[] Inputs, string[] Outputs, OnnxAttribute[] Attributes);

/// <summary>One attribute of a node.</summary>
/// <param name="Value">A <see cref="long"/>, a <see cref="float"/> or an array of <see cref="long"/>.</param>
internal sealed record OnnxAttribute(string Name, object Value)
{
    public static OnnxAttribute Number(string name, long value) => new(name, value);

    public static OnnxAttribute Real(string name, double value) => new(name, (float)value);

    public static OnnxAttribute List(string name, params long[] values) => new(name, values);
}

/// <summary>A constant tensor.</summary>
/// <param name="Elements">An array of <see cref="float"/> or of <see cref="long"/>, row-major.</param>
internal sealed record OnnxConstant(string Name, int[] Shape, Array Elements);
