using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Testing.Onnx;

// Inside of the namespace: the runtime library has an enumeration of this name.
using Activation = NetCompiler.Generator.Graph.Activation;

/// <summary>
/// A graph that no pass has touched, with weights, to an ONNX model of the same function: one input <c>input</c> of 1 × channels × height × width, and
/// the graph's outputs, <c>output</c> first. Operators are those that PyTorch's exporter would choose, so that engines recognise the patterns that they
/// know: batch norms stand apart, fully connected layers are <c>Gemm</c> over a flattened map, vectors are 1 × elements.
/// </summary>
internal sealed partial class OnnxExporter
{
    /// <summary>The name of the model's input.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's first output; other outputs have their taps' names.</summary>
    public const string Output = "output";

    private readonly NetworkGraph _graph;
    private readonly LayerTensors _tensors;
    private readonly int _dialect;
    private readonly double _epsilon;
    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, OnnxConstant> _constants = new(StringComparer.Ordinal);

    // By value of the graph: the tensor with its elements, as a map of four dimensions and as a vector of two, as far as written.
    private readonly Dictionary<int, string> _maps = [];
    private readonly Dictionary<int, string> _vectors = [];

    private OnnxExporter(NetworkGraph graph, TensorSource tensors, int dialect, double epsilon)
    {
        _graph = graph;
        _tensors = new LayerTensors(tensors, dialect);
        _dialect = dialect;
        _epsilon = epsilon;
    }

    /// <summary>Exports; fails with a sentence where ONNX has no operator for a node.</summary>
    /// <param name="name">The network's name, which viewers show.</param>
    /// <param name="graph">Before any pass.</param>
    /// <param name="tensors">The checkpoint, in torchvision's layout.</param>
    /// <param name="dialect">Which of the layers' names are the checkpoint's.</param>
    /// <param name="epsilon">Of batch norms.</param>
    public static OnnxModel Export(string name, NetworkGraph graph, TensorSource tensors, int dialect, double epsilon) =>
        new OnnxExporter(graph, tensors, dialect, epsilon).Export(name);

    private OnnxModel Export(string name)
    {
        Shape input = _graph.Values[0].Shape;
        _maps[0] = Input;
        HashSet<int> read = ReadValues();
        foreach (GraphNode node in _graph.Nodes.Where(node => read.Contains(node.Output)))
        {
            Write(node);
        }

        List<OnnxValue> outputs = [];
        foreach (GraphOutput output in _graph.Outputs)
        {
            string result = outputs.Count == 0 ? Output : output.Name;
            Shape shape = _graph.Values[output.Value].Shape;
            Name(shape.Pixels == 1 ? Vector(output.Value) : Map(output.Value), result);
            outputs.Add(new OnnxValue(result, shape.Pixels == 1 ? [1, shape.Channels] : MapShape(shape)));
        }

        return new OnnxModel(name, [new OnnxValue(Input, MapShape(input))], outputs, _nodes, [.. _constants.Values]);
    }

    /// <summary>Values that lead to an output: a flattened map, for one, may have no reader, because fully connected layers read the map itself.</summary>
    private HashSet<int> ReadValues()
    {
        HashSet<int> read = [.. _graph.Outputs.Select(output => output.Value)];
        foreach (GraphNode node in _graph.Nodes.Reverse().Where(node => read.Contains(node.Output)))
        {
            read.UnionWith(node.Inputs);
        }

        return read;
    }

    private void Write(GraphNode node)
    {
        Shape shape = _graph.Values[node.Inputs[0]].Shape;
        Shape output = _graph.Values[node.Output].Shape;
        switch (node.Op)
        {
            case Convolution { Epilogue.Count: > 0 }:
                throw new InvalidOperationException($"{node.Name} has an epilogue: graphs are exported before any pass.");

            case Convolution { Weights.Shape: WeightShape.FullyConnected } layer:
                WriteGemm(node, layer, shape, output);
                break;

            case Convolution { Parts.Count: > 0 } mixed:
                WriteMixed(node, mixed, output);
                break;

            case Convolution convolution:
                WriteConvolution(node, convolution, shape, output);
                break;

            case BatchNorm norm:
                WriteNorm(node, norm, output);
                break;

            case Activation activation:
                SetLike(node, WriteActivation(node.Name, activation.Kind, Same(node.Inputs[0])));
                break;

            case Add:
                WriteElementwise(node, "Add");
                break;

            case Multiply:
                WriteElementwise(node, "Mul");
                break;

            case AveragePool pool when pool.WindowHeight == shape.Height && pool.WindowWidth == shape.Width && output.Pixels == 1 && pool.Padding == new EdgePadding(0, 0, 0, 0):
                _maps[node.Output] = Emit(node.Name, "GlobalAveragePool", [Map(node.Inputs[0])]);
                break;

            case AveragePool pool:
                _maps[node.Output] = Emit(
                    node.Name, "AveragePool", [Map(node.Inputs[0])],
                    [.. Window(pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, pool.Padding), OnnxAttribute.Number("count_include_pad", pool.CountsPadding ? 1 : 0)]);
                break;

            case AdaptiveAveragePool:
                throw new NotSupportedException(
                    $"{node.Name} is an adaptive pool from {shape} to {output}, whose windows differ in size: ONNX has no operator for it. Choose a resolution at which they are alike.");

            case MaxPool pool:
                _maps[node.Output] = Emit(
                    node.Name, "MaxPool", [Map(node.Inputs[0])], Window(pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, pool.Padding));
                break;

            case Concat:
                _maps[node.Output] = Emit(node.Name, "Concat", [.. node.Inputs.Select(Map)], OnnxAttribute.Number("axis", 1));
                break;

            case Slice slice:
                _maps[node.Output] = Emit(
                    node.Name, "Slice",
                    [Map(node.Inputs[0]), Numbers("starts", slice.FirstChannel), Numbers("ends", slice.FirstChannel + output.Channels), Numbers("axes", 1)]);
                break;

            case Shuffle shuffle:
                WriteShuffle(node, shuffle.Groups, output);
                break;

            case LocalResponseNorm { Rule: var rule }:
                _maps[node.Output] = Emit(
                    node.Name, "LRN", [Map(node.Inputs[0])],
                    OnnxAttribute.Number("size", rule.Size), OnnxAttribute.Real("alpha", rule.Alpha), OnnxAttribute.Real("beta", rule.Beta), OnnxAttribute.Real("bias", rule.Offset));
                break;

            case Softmax:
                _vectors[node.Output] = Emit(node.Name, "Softmax", [Vector(node.Inputs[0])], OnnxAttribute.Number("axis", 1));
                break;

            case Identity when shape == output:
                SetLike(node, Same(node.Inputs[0]));
                break;

            case Identity:
                WriteFlattening(node, output);
                break;

            default:
                throw new NotSupportedException($"{node.Name}: {node.Op.GetType().Name} has no ONNX operator yet.");
        }
    }

    private void WriteShuffle(GraphNode node, int groups, Shape output)
    {
        string rows = Emit(
            node.Name + ".Groups", "Reshape", [Map(node.Inputs[0]), Numbers("shape", 1, groups, output.Channels / groups, output.Height, output.Width)]);
        string turned = Emit(node.Name + ".Turn", "Transpose", [rows], OnnxAttribute.List("perm", 0, 2, 1, 3, 4));
        _maps[node.Output] = Emit(node.Name, "Reshape", [turned, Numbers("shape", 1, output.Channels, output.Height, output.Width)]);
    }

    /// <summary>A flattened map whose elements are read in the order of this compiler: height, width, channels.</summary>
    private void WriteFlattening(GraphNode node, Shape output)
    {
        string turned = Emit(node.Name + ".Turn", "Transpose", [Map(node.Inputs[0])], OnnxAttribute.List("perm", 0, 2, 3, 1));
        _vectors[node.Output] = Emit(node.Name, "Reshape", [turned, Numbers("shape", 1, output.Length)]);
    }

    /// <summary>Two operands of one rank: as vectors where both are written so already, as maps otherwise.</summary>
    private void WriteElementwise(GraphNode node, string operation)
    {
        if (node.Inputs.All(input => !_maps.ContainsKey(input)))
        {
            _vectors[node.Output] = Emit(node.Name, operation, [.. node.Inputs.Select(Vector)]);
        }
        else
        {
            _maps[node.Output] = Emit(node.Name, operation, [.. node.Inputs.Select(Map)]);
        }
    }

    /// <summary>The value in whichever shape it was written.</summary>
    private string Same(int value) => _maps.TryGetValue(value, out string? map) ? map : _vectors[value];

    private void SetLike(GraphNode node, string tensor) => (_maps.ContainsKey(node.Inputs[0]) ? _maps : _vectors)[node.Output] = tensor;

    /// <summary>The value as 1 × channels × height × width.</summary>
    private string Map(int value)
    {
        if (!_maps.TryGetValue(value, out string? map))
        {
            Shape shape = _graph.Values[value].Shape;
            map = Emit(_graph.Values[value].Name + ".Map", "Reshape", [_vectors[value], Numbers("shape", 1, shape.Channels, 1, 1)]);
            _maps[value] = map;
        }

        return map;
    }

    /// <summary>The value as 1 × elements, of a map in ONNX's order: channels, height, width.</summary>
    private string Vector(int value)
    {
        if (!_vectors.TryGetValue(value, out string? vector))
        {
            vector = Emit(_graph.Values[value].Name + ".Vector", "Flatten", [_maps[value]], OnnxAttribute.Number("axis", 1));
            _vectors[value] = vector;
        }

        return vector;
    }

    /// <summary>Adds a node; returns its result, whose name no identifier of an output can have.</summary>
    private string Emit(string name, string operation, string[] inputs, params OnnxAttribute[] attributes)
    {
        string result = "/" + name;
        _nodes.Add(new OnnxNode(name, operation, inputs, [result], attributes));
        return result;
    }

    /// <summary>Gives a tensor the name of an output: where it is written, or, where that is taken, by a node of its own.</summary>
    private void Name(string tensor, string output)
    {
        int writer = tensor.StartsWith('/') ? _nodes.FindIndex(node => node.Outputs.Contains(tensor)) : -1;
        if (writer < 0)
        {
            _nodes.Add(new OnnxNode(output, "Identity", [tensor], [output], []));
            return;
        }

        for (int i = writer; i < _nodes.Count; i++)
        {
            OnnxNode node = _nodes[i];
            _nodes[i] = node with { Inputs = Array.ConvertAll(node.Inputs, Renamed), Outputs = Array.ConvertAll(node.Outputs, Renamed) };
        }

        foreach (Dictionary<int, string> tensors in new[] { _maps, _vectors })
        {
            foreach (int value in tensors.Keys.ToArray())
            {
                tensors[value] = Renamed(tensors[value]);
            }
        }

        string Renamed(string name) => name == tensor ? output : name;
    }

    private static int[] MapShape(Shape shape) => [1, shape.Channels, shape.Height, shape.Width];
}
