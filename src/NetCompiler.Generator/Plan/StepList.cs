using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// The steps of a plan under construction: a node becomes a kernel, or several (the parts of a mixed convolution, the channels that a concatenation has to
/// move), or none (a slice that is read where it lies). Operands carry the numbers of their views until <see cref="Placed"/>.
/// </summary>
internal sealed class StepList
{
    /// <summary>The widest tile of a depthwise convolution: more sums than this no longer hide anything and spill.</summary>
    private const int MaxDepthwiseTile = 8;

    private readonly NetworkGraph _graph;
    private readonly VectorIsa _isa;
    private readonly PlanOptions _options;
    private readonly ChannelViews _views;
    private readonly BufferList _buffers;
    private readonly ILookup<string, PlannedLayer> _layers;
    private readonly ILookup<int, int> _outputs;
    private readonly GraphNode?[] _writers;
    private readonly List<KernelStep> _steps;
    private readonly Dictionary<int, Operand> _values = [];
    private readonly Operand _input;

    public StepList(NetworkGraph graph, EquatableArray<PlannedLayer> layers, VectorIsa isa, PlanOptions options)
    {
        _graph = graph;
        _isa = isa;
        _options = options;
        _views = new ChannelViews(graph, isa, options.Enabled.HasFlag(Optimizations.ChannelViews));
        Shape inputShape = graph.Values[0].Shape;
        _buffers = new BufferList(isa, inputShape);
        _input = new Operand(Place.Input, 0, inputShape, MapLayout.Interleaved(inputShape));
        _layers = layers.ToLookup(layer => layer.Node);
        _outputs = Enumerable.Range(0, graph.Outputs.Count).ToLookup(index => graph.Outputs[index].Value);
        _steps = [];
        _writers = new GraphNode?[graph.Values.Count];
        foreach (GraphNode node in graph.Nodes)
        {
            _writers[node.Output] = node;
        }

        if (!graph.Nodes.All(ReadsInterleaved) || graph.Outputs.Any(output => output.Value == 0))
        {
            Operand blocked = _buffers.Add("Input", inputShape);
            _values.Add(0, blocked);
            _steps.Add(new InputStep("Input", _input, blocked));
            AddOutputs(0);
        }

        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is Softmax)
            {
                // The graph allows it at the end alone, where it works on the caller's output.
                _values.Add(node.Output, _values[node.Inputs[0]]);
            }
            else
            {
                Add(node);
            }

            AddOutputs(node.Output);
        }

        if (options.Enabled.HasFlag(Optimizations.Bands))
        {
            _steps = BandPlanner.Plan(_steps, _buffers, isa, options);
        }
    }

    /// <summary>Sizes and lifetimes of the buffers, in the order of their numbers.</summary>
    public BufferRequest[] Requests() => _buffers.Requests(_steps);

    /// <summary>The steps with buffers at their offsets.</summary>
    public EquatableArray<KernelStep> Placed(int[] offsets) =>
        _steps.Select(step => step.With(operand => _buffers.Placed(operand, offsets))).ToEquatableArray();

    /// <summary>Whether a node takes the caller's interleaved input as it stands.</summary>
    private static bool ReadsInterleaved(GraphNode node) => !node.Inputs.Contains(0) || TakesInterleaved(node);

    private static bool TakesInterleaved(GraphNode node) =>
        node.Op is Convolution { Kind: ConvolutionKind.Dense, Groups: 1 } && node.Inputs[0] == 0 && node.Inputs.Count(input => input == 0) == 1;

    private GraphNode? WriterOf(int value) => _writers[value];

    /// <summary>Where a node writes: a buffer of its own, or its place in a concatenation's.</summary>
    private Operand OutputOf(GraphNode node)
    {
        Shape shape = _graph.Values[node.Output].Shape;
        if (_views.PlaceOf(node.Output) is not ChannelPlace place)
        {
            // A concatenation that lies elsewhere was given its buffer by the first of its inputs.
            if (!_values.TryGetValue(node.Output, out Operand known))
            {
                known = _buffers.Add(node.Name, shape);
                _values.Add(node.Output, known);
            }

            return known;
        }

        if (!_values.TryGetValue(place.Value, out Operand map))
        {
            map = _buffers.Add(_graph.Values[place.Value].Name, _graph.Values[place.Value].Shape);
            _values.Add(place.Value, map);
        }

        Operand view = _buffers.View(map, place.FirstChannel, shape);
        _values[node.Output] = view;
        return view;
    }

    /// <summary>Hands a value over as soon as it is there, so that its memory is not kept for the end of the run.</summary>
    private void AddOutputs(int value)
    {
        foreach (int index in _outputs[value])
        {
            Shape shape = _graph.Values[value].Shape;
            Operand result = new(Place.Output, 0, shape, MapLayout.Interleaved(shape)) { Index = index };
            _steps.Add(new OutputStep(_graph.Outputs[index].Name, _values[value], result));
            if (WriterOf(value)?.Op is Softmax)
            {
                _steps.Add(new SoftmaxStep("Softmax", result, result));
            }
        }
    }

    private void Add(GraphNode node)
    {
        if (node.Op is Slice && _views.IsReadInParts(node.Output))
        {
            return;
        }

        Operand output = OutputOf(node);
        switch (node.Op)
        {
            case Slice slice:
                if (_views.PlaceOf(node.Output) is null)
                {
                    _steps.Add(new CopyStep(node.Name, _values[node.Inputs[0]], output, slice.FirstChannel, 0, output.Shape.Channels));
                }

                return;

            case Concat:
                AddCopies(node, output);
                return;

            case Convolution { Parts.Count: > 0 } mixed:
                AddParts(node, mixed, output);
                return;

            default:
                Operand input = TakesInterleaved(node) ? _input : _values[node.Inputs[0]];
                _steps.Add(Step(node, input, output));
                return;
        }
    }

    /// <summary>Moves those inputs of a concatenation that were not computed in their place.</summary>
    private void AddCopies(GraphNode node, Operand output)
    {
        int channel = 0;
        HashSet<int> inPlace = [];
        ChannelPlace whole = _views.PlaceOf(node.Output) ?? new ChannelPlace(node.Output, 0);
        for (int index = 0; index < node.Inputs.Count; index++)
        {
            int value = node.Inputs[index];
            int channels = _graph.Values[value].Shape.Channels;
            bool isThere = WriterOf(value)?.Op is not Slice && inPlace.Add(value)
                && _views.PlaceOf(value) == whole with { FirstChannel = whole.FirstChannel + channel };
            if (!isThere)
            {
                // A slice that nobody else reads is taken from the map that it is a part of.
                bool isPart = _views.IsReadInParts(value);
                GraphNode? slice = isPart ? WriterOf(value) : null;
                int first = slice is null ? 0 : ((Slice)slice.Op).FirstChannel;
                Operand source = _values[slice is null ? value : slice.Inputs[0]];
                _steps.Add(new CopyStep(node.Name, source, output, first, channel, channels));
            }

            channel += channels;
        }
    }

    private void AddParts(GraphNode node, Convolution mixed, Operand output)
    {
        Operand input = _values[node.Inputs[0]];
        int part = 0;
        foreach (PlannedLayer layer in _layers[node.Name])
        {
            DepthwisePart kernel = mixed.Parts[part++];
            WindowGeometry window = Walk(
                input, output, kernel.KernelHeight, kernel.KernelWidth, mixed.StrideHeight, mixed.StrideWidth,
                kernel.DilationHeight, kernel.DilationWidth, kernel.Padding);
            _steps.Add(new DepthwiseConvStep(
                layer.Name, input, output, window, layer, TileCover.Cover(window, MaxDepthwiseTile), EpilogueOf(mixed.Epilogue, node)));
        }
    }

    private KernelStep Step(GraphNode node, Operand input, Operand output)
    {
        switch (node.Op)
        {
            case Convolution { Kind: ConvolutionKind.Dense } convolution:
                PlannedLayer layer = _layers[node.Name].Single();
                bool isInPlanes = input.Place == Place.Workspace;
                (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(Walk(convolution, input, output), layer, isInPlanes);
                return new DenseConvStep(
                    node.Name, input, output, window, layer,
                    layer.Windows is null
                        ? RegisterBlockChooser.Choose(window, layer.OutputChannels, _isa)
                        : RegisterBlockChooser.ChooseGrouped(window, layer.OutputChannels, _isa),
                    order, _options.Enabled.HasFlag(Optimizations.FetchAhead) && LoopChooser.FetchesAhead(window, layer, isInPlanes), EpilogueOf(convolution.Epilogue, node));

            case Convolution convolution:
                WindowGeometry walk = Walk(convolution, input, output);
                return new DepthwiseConvStep(
                    node.Name, input, output, walk, _layers[node.Name].Single(), TileCover.Cover(walk, MaxDepthwiseTile), EpilogueOf(convolution.Epilogue, node));

            case AveragePool pool:
                return new AveragePoolStep(
                    node.Name, input, output,
                    Walk(input, output, pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, 1, 1, pool.Padding), pool.CountsPadding);

            case MaxPool pool:
                return new MaxPoolStep(
                    node.Name, input, output,
                    Walk(input, output, pool.WindowHeight, pool.WindowWidth, pool.StrideHeight, pool.StrideWidth, 1, 1, pool.Padding));

            case AdaptiveAveragePool:
                return new AdaptivePoolStep(node.Name, input, output);

            case Shuffle shuffle:
                return new ShuffleStep(node.Name, input, output, shuffle.Groups);

            case LocalResponseNorm norm:
                return new ResponseNormStep(node.Name, input, output, norm.Rule);

            case Multiply multiply:
                return new MultiplyStep(node.Name, input, _values[node.Inputs[1]], output, EpilogueOf(multiply.Epilogue, node));

            case Add add:
                Epilogue sum = EpilogueOf(add.Epilogue, node);
                return new ElementwiseStep(
                    node.Name, input, output,
                    new Epilogue(new[] { EpiloguePart.AddResidual }.Concat(sum.Parts).ToEquatableArray(), _values[node.Inputs[1]]));

            case Activation activation:
                return new ElementwiseStep(
                    node.Name, input, output, EpilogueOf(EquatableArray.Of<EpilogueOp>(new Activate(activation.Kind)), node));

            default:
                throw new InvalidOperationException($"The passes left an operation that no kernel computes: {node.Op}.");
        }
    }

    private static WindowGeometry Walk(Convolution convolution, Operand input, Operand output) => Walk(
        input, output, convolution.KernelHeight, convolution.KernelWidth, convolution.StrideHeight, convolution.StrideWidth,
        convolution.DilationHeight, convolution.DilationWidth, convolution.Padding);

    private static WindowGeometry Walk(
        Operand input, Operand output, int height, int width, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, EdgePadding padding) =>
        new(
            input.Shape.Height, input.Shape.Width, output.Shape.Height, output.Shape.Width, height, width, strideHeight, strideWidth,
            dilationHeight, dilationWidth, padding.Top, padding.Left);

    private Epilogue EpilogueOf(EquatableArray<EpilogueOp> ops, GraphNode node)
    {
        List<EpiloguePart> parts = [];
        Operand? residual = null;
        foreach (EpilogueOp op in ops)
        {
            switch (op)
            {
                case AddResidual add when residual is null:
                    residual = _values[node.Inputs[add.Input]];
                    parts.Add(EpiloguePart.AddResidual);
                    break;
                case Activate activate:
                    parts.Add(EpiloguePart.Of(activate.Activation));
                    break;
                default:
                    throw new InvalidOperationException($"{node.Name}: no kernel has this in its epilogue: {op}.");
            }
        }

        return new Epilogue(parts.ToEquatableArray(), residual);
    }
}
