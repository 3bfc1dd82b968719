using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Turns the unrolled operations into a graph with exact shapes, one node for each thing that is computed: a convolution with norm and
/// activation becomes three nodes, as papers say it; passes fuse them. Knows primitive operators only. What the user should mend is a problem.
/// </summary>
internal sealed partial class GraphBuilder
{
    private readonly UnrolledNetwork _network;
    private readonly List<GraphValue> _values = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Problem> _problems = [];

    // The value that each operation yields; null where a problem left its shape unknown.
    private readonly int?[] _results;

    // For a value that is a flattened map, the map.
    private readonly Dictionary<int, int> _maps = [];
    private readonly List<PrintedShape> _printed = [];
    private readonly bool[] _read;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _derived = [];
    private long _weights;
    private long _elements;

    private GraphBuilder(UnrolledNetwork network)
    {
        _network = network;
        _results = new int?[network.Operations.Count];
        _read = new bool[network.Operations.Count];
        _names = [.. network.Operations.Select(operation => operation.Name)];
    }

    /// <summary>The graph of a network, or the problems that it has.</summary>
    public static BuildResult Build(UnrolledNetwork network) => new GraphBuilder(network).Build();

    private BuildResult Build()
    {
        Shape input = new(_network.Height, _network.Width, _network.Channels);
        if (!Accepts(input, "Input", null))
        {
            return Failed();
        }

        // Twice: as the caller hands it over, and as a kernel may want it.
        _elements = 2 * Blocked(input);
        _values.Add(new GraphValue("Input", input));
        for (int index = 0; index < _network.Operations.Count; index++)
        {
            _results[index] = Add(_network.Operations[index]);
            if (_results[index] is int result && !Counts(_network.Operations[index], _values[result].Shape))
            {
                return Failed();
            }
        }

        BlamePrintedInput();
        foreach (NamedOutput output in _network.Outputs.Where(output => output.Operation >= 0))
        {
            _read[output.Operation] = true;
        }

        for (int index = 0; index < _read.Length; index++)
        {
            if (!_read[index])
            {
                Report(RuleIds.ResultUnread, _network.Operations[index].Origin, _network.Operations[index].Name);
            }
        }

        if (_problems.Count > 0)
        {
            return Failed();
        }

        GraphOutput[] outputs = [.. _network.Outputs.Select(output => new GraphOutput(output.Name, output.Operation < 0 ? 0 : _results[output.Operation]!.Value))];
        if (_network.Softmax && !AddLastSoftmax(outputs))
        {
            return Failed();
        }

        NetworkGraph graph = new(_values.ToEquatableArray(), _nodes.ToEquatableArray(), outputs.ToEquatableArray());
        GraphVerifier.Verify(graph);
        return new BuildResult(graph, default);
    }

    /// <summary>The softmax that the declaration asks for, after the network's own result. False after a problem.</summary>
    private bool AddLastSoftmax(GraphOutput[] outputs)
    {
        int main = Array.FindIndex(outputs, output => output.Name == NamedOutput.Main);
        CellReference origin = _network.Operations[_network.Operations.Count - 1].Origin;
        if (main < 0)
        {
            Report(RuleIds.SoftmaxInside, origin, "Softmax", "a network that yields taps alone");
            return false;
        }

        Shape shape = _values[outputs[main].Value].Shape;
        if (shape.Pixels != 1)
        {
            Report(RuleIds.SoftmaxInside, origin, "Softmax", shape.ToString());
            return false;
        }

        if (_nodes.Count == 0 || _nodes[_nodes.Count - 1].Op is not Softmax)
        {
            outputs[main] = outputs[main] with { Value = Node(FreeName("Softmax"), new Softmax(), shape, outputs[main].Value) };
        }

        return true;
    }

    private BuildResult Failed() => new(null, _problems.ToEquatableArray());

    private int? Add(PrimitiveOperation operation)
    {
        List<int> inputs = [];
        foreach (int source in operation.Inputs)
        {
            if (source >= 0)
            {
                _read[source] = true;
            }

            if ((source < 0 ? 0 : _results[source]) is int value)
            {
                inputs.Add(value);
            }
        }

        if (inputs.Count < operation.Inputs.Count)
        {
            // A problem above already tells why there is no input.
            return null;
        }

        CheckExpectedInput(operation, _values[inputs[0]].Shape);
        bool readsFlattened = inputs.Any(_maps.ContainsKey);
        if (readsFlattened && operation.Operator is not ("fc" or "activation" or "softmax" or "dropout" or "flatten"))
        {
            Shape map = _values[_maps[inputs.First(_maps.ContainsKey)]].Shape;
            Report(RuleIds.ReadsFlattenedMap, operation.Origin, operation.Name, operation.Operator, map.ToString());
            return null;
        }

        return operation.Operator switch
        {
            "conv2d" => AddConvolution(operation, ConvolutionKind.Dense, inputs[0]),
            "dwconv" => AddConvolution(operation, ConvolutionKind.Depthwise, inputs[0]),
            "fc" => AddFullyConnected(operation, _maps.TryGetValue(inputs[0], out int map) ? map : inputs[0]),
            "batchnorm" => AddNorm(operation, inputs[0]),
            "avgpool" or "maxpool" => AddPool(operation, inputs[0]),
            "adaptivepool" => AddAdaptivePool(operation, inputs[0]),
            "add" => AddSum(operation, inputs[0], inputs[1]),
            "multiply" => AddProduct(operation, inputs[0], inputs[1]),
            "concat" => AddConcatenation(operation, inputs),
            "slice" => AddSlice(operation, inputs[0]),
            "shuffle" => AddShuffle(operation, inputs[0]),
            "lrn" => Activated(operation, Node(operation.Name, new LocalResponseNorm(operation.ResponseNorm!), _values[inputs[0]].Shape, inputs[0])),
            "activation" => AddElementwise(operation, inputs[0]),
            "softmax" => AddSoftmax(operation, inputs[0]),
            "dropout" => AddIdentity(operation, inputs[0], _values[inputs[0]].Shape),
            "flatten" => AddIdentity(operation, inputs[0], new Shape(1, 1, _values[inputs[0]].Shape.Length)),
            _ => throw new InvalidOperationException($"The schema has an operator that the graph does not know: {operation.Operator}."),
        };
    }

    private int Node(string name, Op op, Shape shape, params int[] inputs)
    {
        _values.Add(new GraphValue(name, shape));
        _nodes.Add(new GraphNode(name, op, inputs.ToEquatableArray(), _values.Count - 1));
        return _values.Count - 1;
    }

    private void CheckExpectedInput(PrimitiveOperation operation, Shape found)
    {
        if (operation.ExpectedInput is ExpectedShape promised)
        {
            Shape expected = new(promised.Height, promised.Width, promised.Channels);
            _printed.Add(new PrintedShape(operation.Name, promised, expected, found));
            if (expected != found)
            {
                Report(RuleIds.InputColumnMismatch, promised.Cell, operation.Name, found.ToString(), expected.ToString());
            }
        }
    }

    /// <summary>
    /// A wrong size of the input, which no cell but the first row's says, makes every map below another one than printed. That is told once, where
    /// the size stands. A single map below may as well be misprinted itself.
    /// </summary>
    private void BlamePrintedInput()
    {
        if (_printed.Count == 0 || !_printed[0].Promise.GivesSize)
        {
            return;
        }

        PrintedShape[] below = [.. _printed.Skip(1).Where(printed => printed.Expected.Pixels > 1 || printed.Found.Pixels > 1)];
        if (below.Length < 2 || below.Any(printed => printed.Expected.Channels != printed.Found.Channels)
            || !(below.All(printed => printed.Expected.Height != printed.Found.Height) || below.All(printed => printed.Expected.Width != printed.Found.Width)))
        {
            return;
        }

        _problems.RemoveAll(problem => problem.Rule == RuleIds.InputColumnMismatch);
        PrintedShape source = _printed[0];
        Report(
            RuleIds.PrintedInputMismatch, source.Promise.Cell, source.Row, source.Expected.ToString(), below[0].Row, below[0].Found.ToString(), below[0].Expected.ToString());
    }

    private bool Counts(PrimitiveOperation operation, Shape shape)
    {
        // What follows a pool is computed apart from it.
        _elements += Blocked(shape) * (operation.Operator is "avgpool" or "maxpool" or "adaptivepool" or "concat" or "lrn" && operation.Activation != ActivationKind.None ? 2 : 1);
        return InRange(operation, "elements of all maps up to here", _elements, 0, SizeLimits.LargestSum);
    }

    private static long Blocked(Shape shape) =>
        ((long)shape.Channels + SizeLimits.BlockChannels - 1) / SizeLimits.BlockChannels * SizeLimits.BlockChannels * shape.Pixels;

    private bool Accepts(Shape shape, string name, CellReference? cell) =>
        InRange(cell, name, "height", shape.Height, 1, SizeLimits.LargestSide)
        && InRange(cell, name, "width", shape.Width, 1, SizeLimits.LargestSide)
        && InRange(cell, name, "channels", shape.Channels, 1, SizeLimits.LargestChannels)
        && InRange(cell, name, "elements", (long)shape.Height * shape.Width * shape.Channels, 1, SizeLimits.LargestValue);

    private bool InRange(PrimitiveOperation operation, string what, long found, long smallest, long largest) =>
        InRange(operation.Origin, operation.Name, what, found, smallest, largest);

    private bool InRange(CellReference? cell, string name, string what, long found, long smallest, long largest)
    {
        if (found >= smallest && found <= largest)
        {
            return true;
        }

        _problems.Add(new Problem(
            RuleIds.NumberOutOfRange, cell, null, EquatableArray.Of(name, what, Number(found), Number(smallest), Number(largest))));
        return false;
    }

    // Free among all operations too, also those that are still to come.
    private string FreeName(string wanted)
    {
        string name = wanted;
        for (int number = 2; _names.Contains(name) || !_derived.Add(name); number++)
        {
            name = wanted + Number(number);
        }

        return name;
    }

    private void Report(string rule, CellReference cell, params string[] arguments) =>
        _problems.Add(new Problem(rule, cell, null, arguments.ToEquatableArray()));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A shape of the <c>input</c> column beside the one that enters.</summary>
/// <param name="Row">The operation that it enters.</param>
internal sealed record PrintedShape(string Row, ExpectedShape Promise, Shape Expected, Shape Found);
