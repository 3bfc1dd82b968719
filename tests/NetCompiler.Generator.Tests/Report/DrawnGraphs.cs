using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Report;

/// <summary>Graphs of every form that drawings have to cope with. What nodes compute is beside the point.</summary>
internal sealed class DrawnGraphs
{
    private static readonly Shape _shape = new(14, 14, 32);

    private readonly List<GraphValue> _values = [new("Input", _shape)];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphOutput> _taps = [];

    public static NetworkGraph Of(string form)
    {
        DrawnGraphs graph = new();
        Random random = new(17);
        int value = form switch
        {
            "chain" => graph.Chain(40),
            "residuals" => graph.Residuals(12),
            "inception" => graph.Inception(9),
            "dense" => graph.Dense(24),
            "fan" => graph.Node("All", [.. Enumerable.Range(0, 60).Select(i => graph.Node($"Branch{i}", 0))]),
            "nothing" => 0,
            "random" => graph.Random(random, 120, 20),
            "thousand" => graph.Random(random, 1000, 30),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
        };
        return new NetworkGraph(
            graph._values.ToEquatableArray(), graph._nodes.ToEquatableArray(), graph._taps.Prepend(new GraphOutput(NamedOutput.Main, value)).ToEquatableArray());
    }

    private int Node(string name, params int[] inputs)
    {
        _values.Add(new GraphValue(name, _shape));
        _nodes.Add(new GraphNode(name, new Add(default), inputs.ToEquatableArray(), _values.Count - 1));
        return _values.Count - 1;
    }

    private int Chain(int length)
    {
        int value = 0;
        for (int i = 0; i < length; i++)
        {
            value = Node($"Node{i}", value);
        }

        return value;
    }

    private int Residuals(int blocks)
    {
        int value = 0;
        for (int i = 0; i < blocks; i++)
        {
            int entry = value;
            int first = Node($"Block{i}.First", entry);
            int gate = Node($"Block{i}.Excite", Node($"Block{i}.Squeeze", first));
            int shortcut = i % 3 == 0 ? Node($"Block{i}.Shortcut", entry) : entry;
            value = Node($"Block{i}.Add", Node($"Block{i}.Scale", first, gate), shortcut);
            if (i % 4 == 1)
            {
                _taps.Add(new GraphOutput($"Tap{i}", value));
            }
        }

        return value;
    }

    private int Inception(int modules)
    {
        int value = Node("Stem", 0);
        for (int i = 0; i < modules; i++)
        {
            int one = Node($"Module{i}.One", value);
            int three = Node($"Module{i}.Three", Node($"Module{i}.ReduceThree", value));
            int five = Node($"Module{i}.Five", Node($"Module{i}.ReduceFive", value));
            value = Node($"Module{i}.Concat", one, three, five, Node($"Module{i}.Project", Node($"Module{i}.Pool", value)));
        }

        return value;
    }

    private int Dense(int layers)
    {
        List<int> all = [Node("Stem", 0)];
        for (int i = 0; i < layers; i++)
        {
            all.Add(Node($"Dense.Layer{i}.Grow", Node($"Dense.Layer{i}.Reduce", Node($"Dense.Layer{i}.Concat", [.. all]))));
        }

        return Node("Dense.Concat", [.. all]);
    }

    private int Random(Random random, int nodes, int reach)
    {
        for (int i = 0; i < nodes; i++)
        {
            int newest = _values.Count - 1;
            Node($"Block{i / 5}.Node{i}", [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Math.Max(0, newest - random.Next(reach))).Distinct()]);
        }

        return _values.Count - 1;
    }
}
