using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Operations on maps without weights and windows: sums, products, activations, and the moving of channels.</summary>
internal sealed partial class GraphBuilder
{
    private int? AddSum(PrimitiveOperation operation, int left, int right)
    {
        GraphValue first = _values[left];
        GraphValue second = _values[right];
        if (first.Shape != second.Shape)
        {
            ReportUnequal(operation, first, second);
            return null;
        }

        return Activated(operation, Node(operation.Name, new Add(default), first.Shape, left, right));
    }

    /// <summary>A product of two maps, or of a map and one number a channel, whichever of the two stands first.</summary>
    private int? AddProduct(PrimitiveOperation operation, int left, int right)
    {
        (int map, int factor) = _values[left].Shape.Pixels >= _values[right].Shape.Pixels ? (left, right) : (right, left);
        GraphValue first = _values[map];
        GraphValue second = _values[factor];
        if (first.Shape != second.Shape && second.Shape != new Shape(1, 1, first.Shape.Channels))
        {
            ReportUnequal(operation, first, second);
            return null;
        }

        return Activated(operation, Node(operation.Name, new Multiply(default), first.Shape, map, factor));
    }

    private int? AddConcatenation(PrimitiveOperation operation, List<int> inputs)
    {
        GraphValue first = _values[inputs[0]];
        foreach (GraphValue other in inputs.Select(input => _values[input]))
        {
            if (other.Shape.Height != first.Shape.Height || other.Shape.Width != first.Shape.Width)
            {
                ReportUnequal(operation, first, other);
                return null;
            }
        }

        Shape output = first.Shape with { Channels = inputs.Sum(input => _values[input].Shape.Channels) };
        return Accepts(output, operation.Name, operation.Origin)
            ? Activated(operation, Node(operation.Name, new Concat(), output, [.. inputs]))
            : null;
    }

    private void ReportUnequal(PrimitiveOperation operation, GraphValue first, GraphValue second) => Report(
        RuleIds.UnequalShapes, operation.Origin, operation.Name, first.Name, first.Shape.ToString(), second.Name, second.Shape.ToString());

    private int? AddSlice(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (!InRange(operation, "channels up to the slice's last", (long)operation.FirstChannel + operation.OutputChannels, 1, shape.Channels))
        {
            return null;
        }

        return Node(operation.Name, new Slice(operation.FirstChannel), shape with { Channels = operation.OutputChannels }, input);
    }

    private int? AddShuffle(PrimitiveOperation operation, int input)
    {
        Shape shape = _values[input].Shape;
        if (shape.Channels % operation.Groups != 0)
        {
            throw new InvalidOperationException($"{operation.Name}: {operation.Groups} groups do not divide {shape.Channels} channels.");
        }

        // One group, or groups of one channel, are the order that was.
        return operation.Groups == 1 || operation.Groups == shape.Channels
            ? AddIdentity(operation, input, shape)
            : Node(operation.Name, new Shuffle(operation.Groups), shape, input);
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
}
