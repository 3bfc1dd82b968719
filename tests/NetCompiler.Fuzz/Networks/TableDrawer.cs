using NetCompiler.Generator.Support;

namespace NetCompiler.Fuzz.Networks;

/// <summary>
/// Draws tables of small networks at random: all operators, alone and in the figures in which networks use them (residuals, gates, branches, shuffled halves, blocks that are repeated), over maps of odd
/// sizes. It keeps count of shapes, so that most tables are legal; the compiler decides.
/// </summary>
internal sealed partial class TableDrawer
{
    private static readonly int[] s_channels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 17, 18, 20, 24, 31, 32, 33, 36, 40, 48];

    private readonly Random _random;
    private readonly List<DrawnRows> _blocks = [];

    private TableDrawer(int seed) => _random = new Random(seed);

    /// <summary>The table of a seed.</summary>
    public static DrawnTable Draw(int seed) => new TableDrawer(seed).Table(seed);

    private DrawnTable Table(int seed)
    {
        Map map = new(Side(), Side(), _random.Next(3) == 0 ? 3 : _random.Next(1, 12));
        string parameters = $"| parameter | default | range |\n| --- | --- | --- |\n| Height | {map.Height} | 1 .. |\n| Width | {map.Width} | 1 .. |\n| Channels | {map.Channels} | 1 .. |\n"
            + $"| Classes | {_random.Next(1, 22)} | 1 .. |\n";
        DrawnRows network = new("## Network");
        map = Convolution(network, map);
        for (int figures = _random.Next(1, 6); figures > 0; figures--)
        {
            map = Figure(network, map);
        }

        if (Chance(3, 5))
        {
            Head(network, map);
        }

        string[] names = [.. network.Names];
        _random.Shuffle(names);
        return new DrawnTable(
            seed,
            string.Join('\n', [$"# Drawn {seed}\n", parameters, network.Text(), .. _blocks.Select(block => block.Text()), .. Defaults()]),
            Chance(1, 2) ? 1 : _random.Next(2, 4),
            names.Take(Chance(1, 4) ? _random.Next(1, 3) : 0).ToEquatableArray())
        {
            Enabled = Chance(1, 3) ? Optimizations.All & (Optimizations)_random.Next((int)Optimizations.All + 1) : Optimizations.All,
            RowsPerBand = Chance(1, 3) ? _random.Next(1, 5) : null,
        };
    }

    /// <summary>Rows that belong together, in the table itself or in a block.</summary>
    private Map Figure(DrawnRows rows, Map map)
    {
        switch (_random.Next(6))
        {
            case 0:
                return Bottleneck(rows, map);
            case 1:
                string name = $"figure{_blocks.Count}";
                DrawnRows block = new($"## Block: {name}()");
                _blocks.Add(block);
                Map result = Rows(block, map);
                rows.Add(name, ("n", result == map && Chance(1, 2) ? _random.Next(2, 4).ToString() : ""));
                return result;
            default:
                return Rows(rows, map);
        }
    }

    private Map Rows(DrawnRows rows, Map map) => _random.Next(12) switch
    {
        0 => Residual(rows, map),
        1 => Gate(rows, map),
        2 => Halves(rows, map),
        3 => Branches(rows, map),
        4 => Pool(rows, map),
        5 => Depthwise(rows, map),
        6 => MixedKernels(rows, map),
        7 => Elementwise(rows, map),
        8 => Product(rows, map),
        _ => Convolution(rows, map),
    };

    /// <summary>MobileNetV2's block, whose columns the use fills; the residual where the shape is kept.</summary>
    private Map Bottleneck(DrawnRows rows, Map map)
    {
        const string Heading = "## Block: bottleneck(t, c, s)";
        DrawnRows block = new(Heading);
        if (!_blocks.Any(drawn => drawn.Text().StartsWith(Heading, StringComparison.Ordinal)))
        {
            block.Add("conv2d 1x1", ("c", "t·in"), ("norm", Norm()), ("act", Activation()), ("when", "t != 1"));
            block.Add($"dwconv {Pick("3x3", "5x5", "3x3", "1x3")}", ("s", "s"), ("norm", Norm()), ("act", Activation()));
            block.Add("conv2d 1x1", ("c", "c"), ("norm", Norm()));
            block.Add("add", ("from", "in"), ("when", "s = 1, c = in"));
            _blocks.Add(block);
        }

        int stride = Chance(1, 3) ? 2 : 1;
        int channels = Chance(1, 2) ? map.Channels : Channels();
        rows.Add(
            "bottleneck", ("t", Pick("1", "2", "3", "6")), ("c", Number(channels, map)), ("s", stride == 1 ? "" : "2"), ("n", Chance(1, 4) ? "2" : ""));
        return new Map(Ceiling(map.Height, stride), Ceiling(map.Width, stride), channels);
    }

    private void Head(DrawnRows rows, Map map)
    {
        if (Chance(1, 2) && !map.IsVector)
        {
            rows.Add(Pick("avgpool", "avgpool", "maxpool"));
        }

        if (Chance(1, 4))
        {
            rows.Add("flatten");
        }

        if (Chance(1, 4))
        {
            rows.Add("dropout");
        }

        rows.Add("fc", ("c", Pick("Classes", _random.Next(1, 30).ToString())), ("act", Chance(1, 5) ? Activation() : ""));
        if (Chance(1, 3))
        {
            rows.Add("softmax");
        }
    }

    /// <summary>What empty cells mean, now and then.</summary>
    private IEnumerable<string> Defaults()
    {
        if (Chance(1, 3))
        {
            yield return $"## Defaults\n\n| operator | norm | act |\n| --- | --- | --- |\n| {Pick("conv2d", "dwconv", "conv2d, dwconv")} | {Norm()} | {Activation()} |\n";
        }
    }

    private int Side() => Chance(1, 8) ? _random.Next(1, 4) : Chance(1, 8) ? _random.Next(17, 30) : _random.Next(4, 17);

    private int Channels() => s_channels[_random.Next(s_channels.Length)];

    /// <summary>A number of channels, sometimes by those that enter.</summary>
    private string Number(int channels, Map map) =>
        !Chance(1, 3) ? $"{channels}"
        : channels == map.Channels ? Pick("in", "")
        : channels > map.Channels ? $"in + {channels - map.Channels}"
        : Pick($"in - {map.Channels - channels}", $"min(in, {channels})");

    private string Norm() => Chance(2, 5) ? "bn" : "";

    private string Activation() => Chance(1, 2) ? Pick("relu", "relu6", "leaky", "sigmoid", "swish", "hsigmoid", "hswish", "tanh") : "";

    private bool Chance(int times, int of) => _random.Next(of) < times;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private static int Ceiling(int size, int stride) => (size + stride - 1) / stride;
}
