using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Turns a graph that the passes have finished into steps for one vector unit: weights placed, kernels chosen,
/// buffers placed. Nothing here alters arithmetic.
/// </summary>
internal static class Planner
{
    /// <summary>The widest tile of a depthwise convolution: more sums than this no longer hide anything and spill.</summary>
    private const int MaxDepthwiseTile = 8;

    public static ExecutionPlan Plan(NetworkGraph graph, VectorIsa isa)
    {
        EquatableArray<PlannedLayer> layers = WeightLayout.Arrange(graph);
        StepList steps = new(graph, layers, isa);
        BufferRequest[] requests = steps.Requests();
        (int[] offsets, int workspaceFloats) = BufferPlanner.Place(requests);
        return new ExecutionPlan(
            isa,
            steps.Placed(offsets),
            layers,
            layers.Sum(layer => layer.Floats),
            workspaceFloats,
            offsets[StepList.PixelInput],
            BufferPlanner.LowerBound(requests),
            LayoutFingerprint.Of(graph, layers));
    }

    /// <summary>Steps under construction: operands in the workspace carry the number of their buffer until all buffers are placed.</summary>
    private sealed class StepList
    {
        /// <summary>The buffer of the input where it comes as bytes.</summary>
        public const int PixelInput = 0;

        private readonly NetworkGraph _graph;
        private readonly VectorIsa _isa;
        private readonly List<KernelStep> _steps = [];
        private readonly List<Operand> _buffers = [];
        private readonly Dictionary<int, Operand> _values = [];

        public StepList(NetworkGraph graph, EquatableArray<PlannedLayer> layers, VectorIsa isa)
        {
            _graph = graph;
            _isa = isa;
            Shape inputShape = graph.Values[0].Shape;
            Operand input = new(Place.Input, 0, inputShape, MapLayout.Interleaved(inputShape));
            _buffers.Add(input);
            if (!graph.Nodes.All(node => ReadsInterleaved(node)) || graph.Output == 0)
            {
                Operand blocked = Buffer(inputShape);
                _values.Add(0, blocked);
                _steps.Add(new InputStep("Input", input, blocked));
            }

            Dictionary<string, PlannedLayer> layerOf = layers.ToDictionary(layer => layer.Name);
            bool softmax = false;
            foreach (GraphNode node in graph.Nodes)
            {
                if (node.Op is Softmax)
                {
                    // The graph allows it at the end alone, where it works on the caller's output.
                    softmax = true;
                    _values.Add(node.Output, _values[node.Inputs[0]]);
                    continue;
                }

                Operand output = Buffer(graph.Values[node.Output].Shape);
                Operand first = node.Op is Convolution { Kind: ConvolutionKind.Dense } && node.Inputs[0] == 0
                    ? input
                    : _values[node.Inputs[0]];
                _steps.Add(Step(node, first, output, layerOf));
                _values.Add(node.Output, output);
            }

            Shape outputShape = graph.Values[graph.Output].Shape;
            Operand result = new(Place.Output, 0, outputShape, MapLayout.Interleaved(outputShape));
            _steps.Add(new OutputStep("Output", _values[graph.Output], result));
            if (softmax)
            {
                _steps.Add(new SoftmaxStep("Softmax", result, result));
            }
        }

        /// <summary>Sizes and lifetimes of the buffers, in the order of their numbers.</summary>
        public BufferRequest[] Requests()
        {
            int[] first = new int[_buffers.Count];
            int[] last = new int[_buffers.Count];
            for (int step = 0; step < _steps.Count; step++)
            {
                foreach (int buffer in new[] { _steps[step].Input, _steps[step].Other }.Where(IsBuffer).Select(NumberOf))
                {
                    last[buffer] = step;
                }

                if (IsBuffer(_steps[step].Output))
                {
                    first[NumberOf(_steps[step].Output)] = step;
                    last[NumberOf(_steps[step].Output)] = step;
                }
            }

            return [.. _buffers.Select((buffer, i) => new BufferRequest(
                buffer.Place == Place.Input ? buffer.Shape.Length : buffer.Layout.Floats(buffer.Shape), first[i], last[i]))];
        }

        /// <summary>The steps with buffers at their offsets.</summary>
        public EquatableArray<KernelStep> Placed(int[] offsets)
        {
            Operand Move(Operand operand) =>
                operand.Place == Place.Workspace ? operand with { Offset = offsets[operand.Offset] } : operand;

            Epilogue MoveResidual(Epilogue epilogue) =>
                epilogue.Residual is null ? epilogue : epilogue with { Residual = Move(epilogue.Residual) };

            return _steps
                .Select(step => step with { Input = Move(step.Input), Output = Move(step.Output) })
                .Select(step => step switch
                {
                    DenseConvStep dense => dense with { Epilogue = MoveResidual(dense.Epilogue) },
                    DepthwiseConvStep depthwise => depthwise with { Epilogue = MoveResidual(depthwise.Epilogue) },
                    ElementwiseStep elementwise => elementwise with { Epilogue = MoveResidual(elementwise.Epilogue) },
                    _ => step,
                })
                .ToEquatableArray();
        }

        private static bool IsBuffer(Operand? operand) => operand is { Place: not Place.Output };

        private static int NumberOf(Operand? operand) => operand!.Place == Place.Input ? PixelInput : operand.Offset;

        /// <summary>Whether a node takes the caller's interleaved input as it stands.</summary>
        private static bool ReadsInterleaved(GraphNode node) =>
            !node.Inputs.Contains(0)
            || (node.Op is Convolution { Kind: ConvolutionKind.Dense } && node.Inputs.Count(input => input == 0) == 1 && node.Inputs[0] == 0);

        private Operand Buffer(Shape shape)
        {
            Operand buffer = new(Place.Workspace, _buffers.Count, shape, MapLayout.Blocked(shape, _isa));
            _buffers.Add(buffer);
            return buffer;
        }

        private KernelStep Step(GraphNode node, Operand input, Operand output, Dictionary<string, PlannedLayer> layerOf)
        {
            switch (node.Op)
            {
                case Convolution { Kind: ConvolutionKind.Dense } convolution:
                    PlannedLayer layer = layerOf[node.Name];
                    (WindowGeometry window, LoopOrder order) = LoopChooser.Choose(Walk(convolution, input, output), layer);
                    return new DenseConvStep(
                        node.Name,
                        input,
                        output,
                        window,
                        layer,
                        RegisterBlockChooser.Choose(window, layer.OutputChannels, _isa),
                        order,
                        LoopChooser.FetchesAhead(window, layer),
                        EpilogueOf(convolution.Epilogue, node));

                case Convolution convolution:
                    WindowGeometry walk = Walk(convolution, input, output);
                    return new DepthwiseConvStep(
                        node.Name,
                        input,
                        output,
                        walk,
                        layerOf[node.Name],
                        TileCover.Cover(walk, MaxDepthwiseTile),
                        EpilogueOf(convolution.Epilogue, node));

                case AveragePool pool:
                    return new AveragePoolStep(
                        node.Name,
                        input,
                        output,
                        new WindowGeometry(
                            input.Shape.Height,
                            input.Shape.Width,
                            output.Shape.Height,
                            output.Shape.Width,
                            pool.WindowHeight,
                            pool.WindowWidth,
                            pool.StrideHeight,
                            pool.StrideWidth,
                            1,
                            1,
                            pool.Padding.Top,
                            pool.Padding.Left),
                        pool.CountsPadding);

                case Add add:
                    Operand other = _values[node.Inputs[1]];
                    Epilogue sum = EpilogueOf(add.Epilogue, node);
                    return new ElementwiseStep(
                        node.Name,
                        input,
                        output,
                        new Epilogue(new[] { EpiloguePart.AddResidual }.Concat(sum.Parts).ToEquatableArray(), other));

                case Activation activation:
                    return new ElementwiseStep(
                        node.Name,
                        input,
                        output,
                        EpilogueOf(EquatableArray.Of<EpilogueOp>(new Activate(activation.Kind)), node));

                default:
                    throw new InvalidOperationException($"The passes left an operation that no kernel computes: {node.Op}.");
            }
        }

        private static WindowGeometry Walk(Convolution convolution, Operand input, Operand output) => new(
            input.Shape.Height,
            input.Shape.Width,
            output.Shape.Height,
            output.Shape.Width,
            convolution.KernelHeight,
            convolution.KernelWidth,
            convolution.StrideHeight,
            convolution.StrideWidth,
            convolution.DilationHeight,
            convolution.DilationWidth,
            convolution.Padding.Top,
            convolution.Padding.Left);

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
                    case Activate { Activation: ActivationKind.Relu }:
                        parts.Add(EpiloguePart.Relu);
                        break;
                    case Activate { Activation: ActivationKind.Relu6 }:
                        parts.Add(EpiloguePart.Relu6);
                        break;
                    default:
                        throw new InvalidOperationException($"{node.Name}: no kernel has this in its epilogue: {op}.");
                }
            }

            return new Epilogue(parts.ToEquatableArray(), residual);
        }
    }
}
