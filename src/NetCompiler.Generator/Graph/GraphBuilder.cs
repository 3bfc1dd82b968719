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
internal sealed class GraphBuilder
{
    private readonly UnrolledNetwork _network;
    private readonly List<GraphValue> _values = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Problem> _problems = [];

    // The value that each operation yields; null where a problem left its shape unknown.
    private readonly int?[] _results;

    // For a value that is a flattened map, the map.
    private readonly Dictionary<int, int> _maps = [];
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

        for (int index = 0; index < _read.Length - 1; index++)
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

        int output = _results.Length == 0 ? 0 : _results[_results.Length - 1]!.Value;
        if (_network.Softmax && _values[output].Shape.Pixels != 1)
        {
            Report(RuleIds.SoftmaxInside, _network.Operations[_network.Operations.Count - 1].Origin, "Softmax", _values[output].Shape.ToString());
            return Failed();
        }

        if (_network.Softmax && (_nodes.Count == 0 || _nodes[_nodes.Count - 1].Op is not Softmax))
        {
            output = Node(FreeName("Softmax"), new Softmax(), _values[output].Shape, output);
        }

        NetworkGraph graph = new(_values.ToEquatableArray(), _nodes.ToEquatableArray(), EquatableArray.Of(new GraphOutput(NamedOutput.Main, output)));
        GraphVerifier.Verify(graph);
        return new BuildResult(graph, default);
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
            "avgpool" => AddPool(operation, inputs[0]),
            "add" => AddSum(operation, inputs[0], inputs[1]),
            "activation" => AddElementwise(operation, inputs[0]),
            "softmax" => AddSoftmax(operation, inputs[0]),
            "dropout" => AddIdentity(operation, inputs[0], _values[inputs[0]].Shape),
            "flatten" => AddIdentity(operation, inputs[0], new Shape(1, 1, _values[inputs[0]].Shape.Length)),
            _ => throw new InvalidOperationException($"The schema has an operator that the graph does not know: {operation.Operator}."),
        };
    }

    private int? AddConvolution(PrimitiveOperation operation, ConvolutionKind kind, int input)
    {
        Shape shape = _values[input].Shape;
        if (Slide(operation, shape) is not SlidWindow slid)
        {
            return null;
        }

        if (kind == ConvolutionKind.Depthwise && operation.OutputChannels != shape.Channels)
        {
            Report(
                RuleIds.DepthwiseChannels, operation.Origin, operation.Name, Number(operation.OutputChannels), Number(shape.Channels));
            return null;
        }

        Window window = operation.Window!;
        WeightShape layout = kind == ConvolutionKind.Dense ? WeightShape.Convolution : WeightShape.Depthwise;
        Convolution convolution = new(
            kind, window.Height, window.Width, window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth,
            slid.Padding, Source(operation, layout), default);
        return AddWeighted(operation, convolution, new Shape(slid.Height, slid.Width, operation.OutputChannels), input);
    }

    private int? AddFullyConnected(PrimitiveOperation operation, int input)
    {
        Shape map = _values[input].Shape;
        Convolution convolution = new(
            ConvolutionKind.Dense, map.Height, map.Width, 1, 1, 1, 1, new EdgePadding(0, 0, 0, 0),
            Source(operation, WeightShape.FullyConnected), default);
        return AddWeighted(operation, convolution, new Shape(1, 1, operation.OutputChannels), input);
    }

    private int? AddWeighted(PrimitiveOperation operation, Convolution convolution, Shape output, int input)
    {
        if (!Accepts(output, operation.Name, operation.Origin))
        {
            return null;
        }

        // As packed: whole panels, a bias and a row a tap; below 2^53, as taps are at most 2^20 and channels at most 2^16.
        long taps = (long)convolution.KernelHeight * convolution.KernelWidth;
        long rows = 1 + (convolution.Kind == ConvolutionKind.Dense ? taps * _values[input].Shape.Channels : taps);
        long panels = (output.Channels + SizeLimits.PanelChannels - 1) / SizeLimits.PanelChannels;
        long weights = _weights + (panels * SizeLimits.PanelChannels * rows);
        if (!InRange(operation, "weights of the network up to here", weights, 0, SizeLimits.LargestWeights))
        {
            return null;
        }

        _weights = weights;
        int value = Node(operation.Name, convolution, output, input);
        if (operation.Norm)
        {
            value = Node(FreeName(operation.Name + ".Norm"), new BatchNorm(operation.Names), output, value);
        }

        return Activated(operation, value);
    }

    private int? AddPool(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (operation.Window!.IsGlobal)
        {
            AveragePool global = new(shape.Height, shape.Width, 1, 1, new EdgePadding(0, 0, 0, 0));
            return Activated(operation, Node(operation.Name, global, new Shape(1, 1, shape.Channels), input));
        }

        if (!InRange(operation, "dilation of a pool", Math.Max(operation.Window.DilationHeight, operation.Window.DilationWidth), 1, 1)
            || Slide(operation, shape) is not SlidWindow slid)
        {
            return null;
        }

        Window window = operation.Window;
        AveragePool pool = new(window.Height, window.Width, window.StrideHeight, window.StrideWidth, slid.Padding);
        Shape output = new(slid.Height, slid.Width, shape.Channels);
        return Accepts(output, operation.Name, operation.Origin)
            ? Activated(operation, Node(operation.Name, pool, output, input))
            : null;
    }

    private int? AddSum(PrimitiveOperation operation, int left, int right)
    {
        GraphValue first = _values[left];
        GraphValue second = _values[right];
        if (first.Shape != second.Shape)
        {
            Report(
                RuleIds.UnequalShapes, operation.Origin, operation.Name,
                first.Name, first.Shape.ToString(), second.Name, second.Shape.ToString());
            return null;
        }

        return Activated(operation, Node(operation.Name, new Add(default), first.Shape, left, right));
    }

    private int AddElementwise(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (operation.Activation == ActivationKind.None)
        {
            return AddIdentity(operation, input, shape);
        }

        if (!_maps.TryGetValue(input, out int map))
        {
            return Node(operation.Name, new Activation(operation.Activation), shape, input);
        }

        // Of a flattened map: acts on the map itself, which a fully connected layer can then still read.
        int activated = Node(operation.Name, new Activation(operation.Activation), _values[map].Shape, map);
        int flattened = Node(FreeName(operation.Name + ".Flatten"), new Identity(), shape, activated);
        _maps[flattened] = activated;
        return flattened;
    }

    private int AddIdentity(PrimitiveOperation operation, int input, Shape shape)
    {
        int value = Node(operation.Name, new Identity(), shape, input);
        if (_maps.TryGetValue(input, out int map))
        {
            _maps[value] = map;
        }
        else if (shape != _values[input].Shape)
        {
            _maps[value] = input;
        }

        return value;
    }

    private int Activated(PrimitiveOperation operation, int value) =>
        operation.Activation == ActivationKind.None
            ? value
            : Node(FreeName(operation.Name + ".Activation"), new Activation(operation.Activation), _values[value].Shape, value);

    // It works in place on what the network yields.
    private int? AddSoftmax(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (shape.Pixels != 1 || operation != _network.Operations[_network.Operations.Count - 1])
        {
            Report(RuleIds.SoftmaxInside, operation.Origin, operation.Name, shape.ToString());
            return null;
        }

        return Node(operation.Name, new Softmax(), shape, input);
    }

    private int Node(string name, Op op, Shape shape, params int[] inputs)
    {
        _values.Add(new GraphValue(name, shape));
        _nodes.Add(new GraphNode(name, op, inputs.ToEquatableArray(), _values.Count - 1));
        return _values.Count - 1;
    }

    // A norm of its own keeps its names until it is folded.
    private static WeightSource Source(PrimitiveOperation operation, WeightShape shape) =>
        new(shape, operation.Bias, false, operation.Names.Select(names => names with { Norm = null }).ToEquatableArray());

    private void CheckExpectedInput(PrimitiveOperation operation, Shape found)
    {
        if (operation.ExpectedInput is ExpectedShape promised)
        {
            Shape expected = new(promised.Height, promised.Width, promised.Channels);
            if (expected != found)
            {
                Report(RuleIds.InputColumnMismatch, promised.Cell, operation.Name, found.ToString(), expected.ToString());
            }
        }
    }

    private SlidWindow? Slide(PrimitiveOperation operation, Shape input)
    {
        Window window = operation.Window!;
        PaddingRule padding = window.Padding;
        int largest = SizeLimits.LargestWindow;
        if (!InRange(operation, "window height", window.Height, 1, largest) || !InRange(operation, "window width", window.Width, 1, largest)
            || !InRange(operation, "stride", window.StrideHeight, 1, largest) || !InRange(operation, "stride", window.StrideWidth, 1, largest)
            || !InRange(operation, "dilation", window.DilationHeight, 1, largest)
            || !InRange(operation, "dilation", window.DilationWidth, 1, largest))
        {
            return null;
        }

        // Padding as wide as the window would give results that see no position of the map at all.
        int tallest = Math.Min(largest, ShapeRules.Extent(window.Height, window.DilationHeight) - 1);
        int widest = Math.Min(largest, ShapeRules.Extent(window.Width, window.DilationWidth) - 1);
        if (padding.Kind == PaddingKind.Explicit
            && !(InRange(operation, "padding above", padding.Top, 0, tallest) && InRange(operation, "padding below", padding.Bottom, 0, tallest)
                && InRange(operation, "padding left", padding.Left, 0, widest) && InRange(operation, "padding right", padding.Right, 0, widest)))
        {
            return null;
        }

        SlidWindow? slid = ShapeRules.Slide(input, window);
        if (slid is null)
        {
            Report(RuleIds.WindowDoesNotFit, operation.Origin, operation.Name, Describe(window), input.ToString());
        }

        return slid;
    }

    private static string Describe(Window window)
    {
        string size = $"{Number(window.Height)}×{Number(window.Width)}";
        string dilation = window.DilationHeight == 1 && window.DilationWidth == 1
            ? ""
            : $" with dilation {Number(window.DilationHeight)}×{Number(window.DilationWidth)}";
        return $"{size}{dilation}, padding {window.Padding.Kind.ToString().ToLowerInvariant()}";
    }

    private bool Counts(PrimitiveOperation operation, Shape shape)
    {
        // What follows a pool is computed apart from it.
        _elements += Blocked(shape) * (operation.Operator == "avgpool" && operation.Activation != ActivationKind.None ? 2 : 1);
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
