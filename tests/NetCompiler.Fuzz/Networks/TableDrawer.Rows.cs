namespace NetCompiler.Fuzz.Networks;

// One method for each kind of row and each figure of several: it adds rows that read the last one, and returns the shape of their result.
internal sealed partial class TableDrawer
{
    private Map Convolution(DrawnRows rows, Map map)
    {
        (Map output, List<(string, string)> cells, string kernel) = Window(map, Pick(1, 1, 2, 3, 3, 5), Pick(1, 1, 2, 3, 3, 5));
        int groups = Chance(1, 4) ? Divisor(map.Channels) : 1;
        int channels = groups == 1 ? Channels() : groups * _random.Next(1, 1 + (48 / groups));
        rows.Add(
            $"{Pick("conv2d", "conv", "conv2d")} {kernel}",
            [.. cells, ("c", Number(channels, map)), ("g", groups == 1 ? "" : $"{groups}"), ("norm", Norm()), ("act", Activation()), ("bias", Pick("", "", "", "yes", "no"))]);
        return output with { Channels = channels };
    }

    private Map Depthwise(DrawnRows rows, Map map)
    {
        (Map output, List<(string, string)> cells, string kernel) = Window(map, Pick(1, 2, 3, 3, 5, 7), Pick(1, 2, 3, 3, 5, 7));
        rows.Add($"{Pick("dwconv", "dwise", "mdconv")} {kernel}", [.. cells, ("norm", Norm()), ("act", Activation()), ("bias", Pick("", "", "yes", "no"))]);
        return output;
    }

    private Map MixedKernels(DrawnRows rows, Map map)
    {
        int count = _random.Next(2, 5);
        if (map.Channels < 1 << count)
        {
            return Depthwise(rows, map);
        }

        int stride = Pick(1, 1, 2);
        rows.Add(
            "dwconv", ("kernels", string.Join('.', new[] { 3, 5, 7, 9 }.Take(count))), ("partition", Pick("", "equal", "exponential")), ("dilated", Pick("", "", "yes")),
            ("s", stride == 1 ? "" : "2"), ("norm", Norm()), ("act", Activation()));
        return map with { Height = Ceiling(map.Height, stride), Width = Ceiling(map.Width, stride) };
    }

    private Map Pool(DrawnRows rows, Map map)
    {
        if (Chance(1, 5))
        {
            (int height, int width) = (_random.Next(1, map.Height + 1), _random.Next(1, map.Width + 1));
            rows.Add($"adaptivepool {height}x{width}");
            return map with { Height = height, Width = width };
        }

        int kernel = _random.Next(2, 4);
        int stride = _random.Next(1, 3);
        int padding = Chance(1, 3) ? 1 : 0;
        bool isCeiling = Chance(1, 3);
        int rowsOf = Side(map.Height);
        int columnsOf = Side(map.Width);
        if (rowsOf < 1 || columnsOf < 1)
        {
            return Elementwise(rows, map);
        }

        bool isMean = Chance(1, 2);
        rows.Add(
            $"{(isMean ? "avgpool" : "maxpool")} {kernel}x{kernel}", ("s", $"{stride}"), ("padding", padding == 0 ? "" : "1"), ("rounding", isCeiling ? "ceil" : ""),
            ("count", isMean ? Pick("", "all", "inside") : ""));
        return map with { Height = rowsOf, Width = columnsOf };

        // Windows inside the padded map; with ceil also a last one that begins inside the map or the padding before it.
        int Side(int size)
        {
            int last = size + (2 * padding) - kernel;
            int count = last < 0 ? 0 : (last / stride) + 1;
            return isCeiling && count > 0 && last % stride > 0 && count * stride < size + padding ? count + 1 : count;
        }
    }

    /// <summary>What keeps the shape and has no window.</summary>
    private Map Elementwise(DrawnRows rows, Map map)
    {
        switch (_random.Next(8))
        {
            case 0 or 1:
                rows.Add("batchnorm", ("act", Activation()));
                break;
            case 2:
                rows.Add(
                    "lrn", ("size", Pick("", "3", "1", "7")), ("alpha", Pick("", "0.5", "0")), ("beta", Pick("", "0.5", "0.75", "1")), ("offset", Pick("", "2", "0.25")));
                break;
            case 3:
                rows.Add("activation", ("act", Pick("relu", "tanh", "hswish", "sigmoid")));
                break;
            case 4:
                rows.Add("dropout");
                break;
            case 5:
                rows.Add("shuffle", ("g", $"{Divisor(map.Channels)}"));
                break;
            default:
                rows.Add(Pick("relu", "relu6", "leaky", "sigmoid", "swish", "hsigmoid", "hswish", "tanh"));
                break;
        }

        return map;
    }

    /// <summary>Rows that keep the shape, and the sum with what they read.</summary>
    private Map Residual(DrawnRows rows, Map map)
    {
        string shortcut = rows.NameLast();
        Keeping(rows, map, "");
        if (Chance(1, 2))
        {
            Keeping(rows, map, "");
        }

        rows.Add("add", ("from", shortcut), ("act", Activation()));
        return map;
    }

    /// <summary>Squeeze and excitation.</summary>
    private Map Gate(DrawnRows rows, Map map)
    {
        string wide = rows.NameLast();
        rows.Add("avgpool");
        rows.Add(Pick("conv2d 1x1", "fc"), ("c", $"{Math.Max(1, map.Channels / _random.Next(1, 5))}"), ("act", "relu"));
        rows.Add(Pick("conv2d 1x1", "fc"), ("c", $"{map.Channels}"), ("act", Pick("hsigmoid", "sigmoid", "")));
        rows.Add("multiply", ("from", wide), ("act", Activation()));
        return map;
    }

    /// <summary>ShuffleNet V2's figure: two slices, one of them computed further, joined and shuffled.</summary>
    private Map Halves(DrawnRows rows, Map map)
    {
        if (map.Channels < 2)
        {
            return Residual(rows, map);
        }

        int left = Chance(1, 2) ? map.Channels / 2 : _random.Next(1, map.Channels);
        string whole = rows.NameLast();
        rows.Add("slice", ("c", $"{left}"), ("from", whole));
        string first = rows.NameLast();
        rows.Add("slice", ("c", $"{map.Channels - left}"), ("first", $"{left}"), ("from", whole));
        Keeping(rows, map with { Channels = map.Channels - left }, "");
        string second = rows.NameLast();
        rows.Add("concat", ("from", Chance(1, 2) ? $"{first}, {second}" : $"{second}, {first}"), ("act", Activation()));
        if (Chance(2, 3))
        {
            rows.Add("shuffle", ("g", $"{Divisor(map.Channels)}"));
        }

        return map;
    }

    /// <summary>Branches from one map, joined or added up.</summary>
    private Map Branches(DrawnRows rows, Map map)
    {
        string stem = rows.NameLast();
        bool isSum = Chance(1, 3);
        int stride = Chance(1, 4) ? 2 : 1;
        int sum = Channels();
        List<string> ends = [];
        int total = 0;
        for (int branches = isSum ? 2 : _random.Next(2, 5); branches > 0; branches--)
        {
            int channels = isSum ? sum : Channels();
            if (!isSum && Chance(1, 4))
            {
                rows.Add(Pick("maxpool 3x3", "avgpool 3x3"), ("s", $"{stride}"), ("padding", "same"), ("from", stem));
                channels = map.Channels;
            }
            else
            {
                rows.Add(
                    $"conv2d {Pick("1x1", "3x3", "1x1", "5x5", "1x3")}", ("c", $"{channels}"), ("s", stride == 1 ? "" : "2"), ("from", stem), ("norm", Norm()), ("act", Activation()));
            }

            if (Chance(1, 3))
            {
                Keeping(rows, new Map(Ceiling(map.Height, stride), Ceiling(map.Width, stride), channels), "");
            }

            ends.Add(rows.NameLast());
            total += channels;
        }

        rows.Add(isSum ? "add" : "concat", ("from", string.Join(", ", ends)), ("act", Activation()));
        return new Map(Ceiling(map.Height, stride), Ceiling(map.Width, stride), isSum ? sum : total);
    }

    /// <summary>Two maps multiplied, the first one bounded so that products of products stay small.</summary>
    private Map Product(DrawnRows rows, Map map)
    {
        string stem = rows.NameLast();
        rows.Add(Pick("sigmoid", "tanh", "hsigmoid"));
        string bounded = rows.NameLast();
        Keeping(rows, map, stem);
        rows.Add("multiply", ("from", $"{rows.NameLast()}, {bounded}"), ("act", Activation()));
        return map;
    }

    /// <summary>A row with weights that keeps the shape.</summary>
    private void Keeping(DrawnRows rows, Map map, string from)
    {
        string kernel = Pick("1x1", "3x3", "3x3", "5x5", "3x1");
        int groups = Chance(1, 5) ? Divisor(map.Channels) : 1;
        if (Chance(1, 3))
        {
            rows.Add($"dwconv {kernel}", ("d", kernel == "3x3" ? Pick("", "2") : ""), ("from", from), ("norm", Norm()), ("act", Activation()));
        }
        else
        {
            rows.Add(
                $"conv2d {kernel}", ("c", $"{map.Channels}"), ("g", groups == 1 ? "" : $"{groups}"), ("from", from), ("norm", Norm()), ("act", Activation()));
        }
    }

    /// <summary>A window that fits: its size in the operator's cell, and cells of stride, dilation and padding.</summary>
    private (Map Output, List<(string, string)> Cells, string Kernel) Window(Map map, int height, int width)
    {
        int stride = Pick(1, 1, 1, 2, 2, 3);
        int columnStride = Chance(1, 6) ? _random.Next(1, 4) : stride;
        int dilation = Chance(1, 5) ? _random.Next(2, 4) : 1;
        List<(string, string)> cells =
        [
            ("s", stride != columnStride ? $"{stride}x{columnStride}" : stride == 1 ? "" : $"{stride}"),
            ("d", dilation == 1 ? "" : $"{dilation}"),
        ];
        int rowReach = dilation * (height - 1);
        int columnReach = dilation * (width - 1);
        (string padding, int rows, int columns) = _random.Next(6) switch
        {
            0 => ("valid", 0, 0),
            1 when rowReach % 2 == 0 && columnReach % 2 == 0 && height % 2 == 1 && width % 2 == 1 => ("symmetric", rowReach, columnReach),
            2 when Math.Min(rowReach, columnReach) >= 1 => ("1", 2, 2),
            3 when Math.Min(rowReach, columnReach) >= 1 => ("(0,1)", 1, 1),
            4 when Math.Min(rowReach, columnReach) >= 2 => ("(0,1),(2,1)", 1, 3),
            _ => ("", -1, -1),
        };
        int outputRows = rows < 0 ? Ceiling(map.Height, stride) : (int)Math.Floor((map.Height + rows - rowReach - 1) / (double)stride) + 1;
        int outputColumns = columns < 0 ? Ceiling(map.Width, columnStride) : (int)Math.Floor((map.Width + columns - columnReach - 1) / (double)columnStride) + 1;
        if (outputRows < 1 || outputColumns < 1)
        {
            (padding, outputRows, outputColumns) = ("same", Ceiling(map.Height, stride), Ceiling(map.Width, columnStride));
        }

        cells.Add(("padding", padding));
        return (new Map(outputRows, outputColumns, map.Channels), cells, $"{height}x{width}");
    }

    /// <summary>One of a number's divisors.</summary>
    private int Divisor(int number) => Pick([.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)]);
}
