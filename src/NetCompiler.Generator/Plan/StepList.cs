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
    private readonly NetworkGraph _graph;
    private readonly VectorIsa _isa;
    private readonly PlanOptions _options;
    private readonly ChannelLists _lists;
    private readonly LaneOrders _orders;
    private readonly BufferList _buffers;
    private readonly ValueMaps _values;
    private readonly ILookup<string, PlannedLayer> _layers;
    private readonly ILookup<int, int> _outputs;
    private readonly List<KernelStep> _steps = [];
    private readonly Operand _input;

    public StepList(NetworkGraph graph, ChannelLists lists, LaneOrders orders, EquatableArray<PlannedLayer> layers, VectorIsa isa, PlanOptions options)
    {
        _graph = graph;
        _lists = lists;
        _orders = orders;
        _isa = isa;
        _options = options;
        Shape inputShape = graph.Values[0].Shape;
        _buffers = new BufferList(isa, inputShape);
        _values = new ValueMaps(graph, lists, orders, isa, _buffers, _steps, options.Enabled);
        _input = new Operand(Place.Input, 0, inputShape, MapLayout.Interleaved(inputShape));
        _layers = layers.ToLookup(layer => layer.Node);
        _outputs = Enumerable.Range(0, graph.Outputs.Count).ToLookup(index => graph.Outputs[index].Value);
        if (!graph.Nodes.All(ReadsInterleaved) || graph.Outputs.Any(output => output.Value == 0))
        {
            _steps.Add(new InputStep("Input", _input, _values.Create(0)));
            AddOutputs(0);
        }

        foreach (GraphNode node in graph.Nodes)
        {
            Add(node);
            AddOutputs(node.Output);
        }

        if (options.Enabled.HasFlag(Optimizations.Bands) && options.Workers == 1)
        {
            KernelStep[] planned = [.. BandPlanner.Plan(_steps, _buffers, isa, options)];
            _steps.Clear();
            _steps.AddRange(planned);
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
        node.Op is Convolution { Kind: ConvolutionKind.Dense, Groups: 1, Algorithm: ConvolutionAlgorithm.Direct } && node.Inputs[0] == 0 && node.Inputs.Count(input => input == 0) == 1;

    /// <summary>Hands a value over as soon as it is there, so that its memory is not kept for the end of the run.</summary>
    private void AddOutputs(int value)
    {
        GraphNode? writer = _lists.WriterOf(value);
        foreach (int index in _outputs[value])
        {
            // A softmax, which the graph allows at the end alone, works on the caller's output.
            bool isSoftmax = writer?.Op is Softmax;
            Shape shape = _graph.Values[value].Shape;
            Operand result = new(Place.Output, 0, shape, MapLayout.Interleaved(shape)) { Index = index };
            Operand map = _values.Read(isSoftmax ? writer!.Inputs[0] : value);
            _steps.Add(new OutputStep(_graph.Outputs[index].Name, map, result));
            if (isSoftmax)
            {
                _steps.Add(new SoftmaxStep("Softmax", result, result));
            }
        }
    }

    private void Add(GraphNode node)
    {
        switch (node.Op)
        {
            case Softmax or Slice or Shuffle:
                return;

            case Concat:
                if (_lists.IsJoined(node.Output))
                {
                    _values.Join(node);
                }

                return;

            case Convolution { Parts.Count: > 0 } mixed:
                AddParts(node, mixed);
                return;

            case Convolution { Kind: ConvolutionKind.Depthwise } depthwise:
                AddDepthwise(node, depthwise);
                return;

            case Convolution dense:
                AddDense(node, dense);
                return;

            default:
                Operand input = _values.Read(node.Inputs[0], _orders.Of(node.Output));
                _steps.Add(Step(node, input));
                return;
        }
    }

    private void AddDense(GraphNode node, Convolution convolution)
    {
        PlannedLayer layer = _layers[node.Name].Single();
        Epilogue epilogue = EpilogueOf(convolution.Epilogue, node);
        if (_lists.IsExact(node) || (_lists.ReadsList(node, node.Inputs[0]) && !TakesInterleaved(node) && !_values.IsPlain(node.Inputs[0])))
        {
            // What is not to be read as a list is brought together first, and that is one too.
            ChannelReads channels = _lists.IsEnabled ? _values.Gather(node.Inputs[0]) : _values.GatherTogether(node.Inputs[0]);
            Operand result = _values.Create(node.Output);
            GatheredConvStep gathered = new(
                node.Name, channels.Maps[0], result, channels, Walk(convolution, channels.Maps[0], result), layer, Groups: default, LoopOrder.PixelsOutside,
                _options.Enabled.HasFlag(Optimizations.FetchAhead), epilogue);
            _steps.Add(GatherLoopChooser.Choose(gathered, _isa));
            return;
        }

        Operand input = TakesInterleaved(node) ? _input : _values.Read(node.Inputs[0]);
        Operand output = _values.Create(node.Output);
        if (convolution.Algorithm != ConvolutionAlgorithm.Direct)
        {
            _steps.Add(WinogradPlanner.Plan(node.Name, input, output, convolution.Padding, layer, epilogue, _buffers, _isa, _options));
            return;
        }

        bool isInPlanes = input.Place == Place.Workspace;
        (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(Walk(convolution, input, output), layer, isInPlanes);
        EquatableArray<ChannelGroup> groups = RegisterBlockChooser.Choose(window, layer, _isa);
        _steps.Add(new DenseConvStep(
            node.Name, input, output, window, layer, groups,
            order, UnrollChooser.Choose(window, groups, Math.Min(layer.ReadChannels, input.Layout.ChannelBlock), _isa),
            _options.Enabled.HasFlag(Optimizations.FetchAhead) && LoopChooser.FetchesAhead(window, layer, isInPlanes), epilogue));
    }

    private void AddDepthwise(GraphNode node, Convolution convolution)
    {
        PlannedLayer layer = _layers[node.Name].Single();
        Epilogue epilogue = EpilogueOf(convolution.Epilogue, node);
        int[]? lanes = _orders.Of(node.Output);
        PlaneOrder planes = _values.OrderOf(node.Output);
        PlaneReads? reads = lanes is not null && !_values.IsReadAs(node.Inputs[0], lanes) ? _values.GatherPlanes(node.Inputs[0], planes, lanes)
            : planes.FollowsLanes(MapLayout.BlockOf(_isa)) ? null
            : _values.GatherPlanes(node.Inputs[0], planes, lanes);
        Operand input = reads is null ? _values.Read(node.Inputs[0], lanes) : reads.Sources.Maps[0];
        Operand output = _values.Create(node.Output);
        _steps.Add(DepthwiseStep(node.Name, input, output, Walk(convolution, input, output), layer, epilogue) with { Planes = reads });
    }

    private void AddParts(GraphNode node, Convolution mixed)
    {
        int[]? lanes = _orders.Of(node.Output);
        PlaneOrder planes = _values.OrderOf(node.Output);
        Operand input = _values.Read(node.Inputs[0], lanes);
        PlaneReads? reads = planes.FollowsLanes(MapLayout.BlockOf(_isa)) ? null : _values.GatherPlanes(node.Inputs[0], planes, lanes);
        Epilogue epilogue = EpilogueOf(mixed.Epilogue, node);
        Operand output = _values.Create(node.Output);
        int part = 0;
        foreach (PlannedLayer layer in _layers[node.Name])
        {
            DepthwisePart kernel = mixed.Parts[part++];
            WindowGeometry window = Walk(
                input, output, kernel.KernelHeight, kernel.KernelWidth, mixed.StrideHeight, mixed.StrideWidth,
                kernel.DilationHeight, kernel.DilationWidth, kernel.Padding);
            int first = planes.Slots[layer.FirstChannel];
            DepthwiseConvStep step = DepthwiseStep(layer.Name, input, output, window, layer, epilogue) with
            {
                Part = (first, planes.Slots[layer.FirstChannel + layer.OutputChannels - 1] + 1 - first),
            };
            _steps.Add(reads is null ? step : step with
            {
                Planes = reads.Part(step.WrittenPlanes, firstLane: Array.IndexOf(lanes!, layer.FirstChannel) - layer.EmptyLanes),
            });
        }
    }

    /// <summary>A step over planes of channels: the result has the order of the input.</summary>
    private KernelStep Step(GraphNode node, Operand input)
    {
        Operand? other = node.Op is Graph.Add or Multiply ? _values.Read(node.Inputs[1], _orders.Of(node.Output)) : null;
        Operand output = _values.Create(node.Output);
        switch (node.Op)
        {
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

            case LocalResponseNorm norm:
                return new ResponseNormStep(node.Name, input, output, norm.Rule);

            case Multiply multiply:
                return new MultiplyStep(node.Name, input, other!, output, EpilogueOf(multiply.Epilogue, node));

            case Add add:
                Epilogue sum = EpilogueOf(add.Epilogue, node);
                return new ElementwiseStep(
                    node.Name, input, output,
                    new Epilogue(new[] { EpiloguePart.AddResidual }.Concat(sum.Parts).ToEquatableArray(), other));

            case Activation activation:
                return new ElementwiseStep(
                    node.Name, input, output, EpilogueOf(EquatableArray.Of<EpilogueOp>(new Activate(activation.Kind)), node));

            default:
                throw new InvalidOperationException($"The passes left an operation that no kernel computes: {node.Op}.");
        }
    }

    private DepthwiseConvStep DepthwiseStep(
        string name, Operand input, Operand output, WindowGeometry window, PlannedLayer layer, Epilogue epilogue)
    {
        EquatableArray<TileRun> runs = DepthwiseTiles.Cover(window);
        return new DepthwiseConvStep(name, input, output, window, layer, runs, DepthwiseTiles.HeldWeights(window, runs, _isa), epilogue);
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
                    residual = _values.Read(node.Inputs[add.Input], _orders.Of(node.Output));
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
