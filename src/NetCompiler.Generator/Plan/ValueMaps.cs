using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// The maps of a plan under construction, and how values are read: as a whole map, for which channels are brought together
/// where they do not lie so already, or channel by channel from wherever they lie.
/// </summary>
internal sealed class ValueMaps
{
    private readonly NetworkGraph _graph;
    private readonly ChannelLists _lists;
    private readonly LaneOrders _orders;
    private readonly ChannelViews _views;
    private readonly BufferList _buffers;
    private readonly List<KernelStep> _steps;
    private readonly bool _hasViews;
    private readonly int _plane;
    private readonly PlaneOrder?[] _orderOf;
    private readonly Dictionary<(int[]? Lanes, int Channels), PlaneOrder> _planes = [];
    private readonly Dictionary<int, Operand> _maps = [];
    private readonly Dictionary<(int Value, EquatableArray<int> Slots), Operand> _gathered = [];

    /// <param name="steps">Steps that bring channels together are added to them.</param>
    public ValueMaps(NetworkGraph graph, ChannelLists lists, LaneOrders orders, VectorIsa isa, BufferList buffers, List<KernelStep> steps, Optimizations enabled)
    {
        _graph = graph;
        _lists = lists;
        _orders = orders;
        _buffers = buffers;
        _steps = steps;
        _plane = MapLayout.BlockOf(isa);
        _hasViews = enabled.HasFlag(Optimizations.ChannelViews);
        _views = new ChannelViews(graph, lists, orders, _plane);
        _orderOf = new PlaneOrder?[graph.Values.Count];
    }

    /// <summary>How the channels of a map stand in its planes.</summary>
    public PlaneOrder OrderOf(int value) => _orderOf[value] ??= Planes(value, _orders.Of(value));

    /// <summary>The map that a node writes: a buffer of its own, or its place in a concatenation's.</summary>
    public Operand Create(int value)
    {
        if (_views.PlaceOf(value) is { } place)
        {
            Operand view = _buffers.View(Whole(place.Value), place.FirstChannel, _graph.Values[value].Shape);
            _maps[value] = view;
            return view;
        }

        return Whole(value);
    }

    /// <summary>A value as a map whose channels stand in these lanes; null stands for the order of their numbers.</summary>
    public Operand Read(int value, int[]? lanes = null)
    {
        EquatableArray<ChannelSource> list = _lists.Of(value);
        PlaneOrder wanted = Planes(value, lanes);
        if (Found(list, wanted) is { } there)
        {
            return there;
        }

        if (!_gathered.TryGetValue((value, wanted.Slots), out Operand map))
        {
            int copies = _gathered.Keys.Count(key => key.Value == value);
            string name = _graph.Values[value].Name + (copies == 0 ? " together" : $" together {copies + 1}");
            map = _buffers.Add(name, _graph.Values[value].Shape with { Channels = wanted.Width });
            _gathered.Add((value, wanted.Slots), map);
            Bring(_graph.Values[value].Name, list, wanted.Slots, map);
        }

        return map;
    }

    /// <summary>Whether a value is a map as kernels read it that walk its channels one after another.</summary>
    public bool IsPlain(int value) => IsReadAs(value, null);

    /// <summary>Whether nothing has to be moved for a value to be read as a map with its channels in these lanes.</summary>
    public bool IsReadAs(int value, int[]? lanes)
    {
        EquatableArray<ChannelSource> list = _lists.Of(value);
        PlaneOrder wanted = Planes(value, lanes);
        return FirstOf(list, wanted) is int first && (_hasViews || (first == 0 && wanted.Width == OrderOf(list[0].Map).Width));
    }

    /// <summary>The channels of a value that has been brought together in their order.</summary>
    public ChannelReads GatherTogether(int value)
    {
        Operand map = Read(value);
        return new ChannelReads(EquatableArray.Of(map), Enumerable.Range(0, map.Shape.Channels).Select(channel => new ChannelPoint(0, channel)).ToEquatableArray());
    }

    /// <summary>A value that is read channel by channel.</summary>
    public ChannelReads Gather(int value) => Gather(_lists.Of(value).Select(source => (ChannelSource?)source));

    /// <summary>The planes that hold a value's channels, in the order of a depthwise result's lanes.</summary>
    public PlaneReads GatherPlanes(int value, PlaneOrder planes, int[]? lanes)
    {
        EquatableArray<ChannelSource> list = _lists.Of(value);
        ReadMaps maps = new(this);
        List<ChannelPoint> points = [];
        foreach (int first in planes.Lanes)
        {
            int lane = Enumerable.Range(first, _plane).First(each => lanes is null || lanes[each] != LaneOrders.Empty);
            ChannelPoint point = maps.PointOf(list[lanes is null ? lane : lanes[lane]]);
            points.Add(point with { Channel = point.Channel - (lane - first) });
        }

        return new PlaneReads(maps.At(points), planes.Lanes);
    }

    /// <summary>Moves to their places those parts of a concatenation that were not computed there.</summary>
    public void Join(GraphNode concat)
    {
        Operand joined = Create(concat.Output);
        ChannelPlace whole = _views.PlaceOf(concat.Output) ?? new ChannelPlace(concat.Output, 0);
        int channel = 0;
        foreach (int part in concat.Inputs)
        {
            EquatableArray<ChannelSource> list = _lists.Of(part);
            if (!_lists.IsMap(part) || _views.PlaceOf(part) != whole with { FirstChannel = whole.FirstChannel + channel })
            {
                Bring(concat.Name, list, Enumerable.Range(channel, list.Count).ToEquatableArray(), joined);
            }

            channel += list.Count;
        }
    }

    private Operand Whole(int value)
    {
        if (!_maps.TryGetValue(value, out Operand map))
        {
            map = _buffers.Add(_graph.Values[value].Name, _graph.Values[value].Shape with { Channels = OrderOf(value).Width });
            _maps.Add(value, map);
        }

        return map;
    }

    private PlaneOrder Planes(int value, int[]? lanes)
    {
        int channels = _graph.Values[value].Shape.Channels;
        if (!_planes.TryGetValue((lanes, channels), out PlaneOrder order))
        {
            order = PlaneOrder.Of(lanes, channels, _plane);
            _planes.Add((lanes, channels), order);
        }

        return order;
    }

    /// <summary>The map, or the planes of one, in which the channels of a list stand as they are wanted; null if they do not.</summary>
    private Operand? Found(EquatableArray<ChannelSource> list, PlaneOrder wanted)
    {
        int map = list[0].Map;
        return FirstOf(list, wanted) is not int first ? null
            : first == 0 && wanted.Width == OrderOf(map).Width ? _maps[map]
            : _hasViews ? _buffers.View(_maps[map], first, _graph.Values[map].Shape with { Channels = wanted.Width })
            : null;
    }

    /// <summary>The plane of a map from which on the channels of a list stand as they are wanted, by its first channel; null where there is none.</summary>
    private int? FirstOf(EquatableArray<ChannelSource> list, PlaneOrder wanted)
    {
        int map = list[0].Map;
        PlaneOrder order = OrderOf(map);
        int first = order.Slots[list[0].Channel] - wanted.Slots[0];
        bool isThere = first >= 0 && first % _plane == 0;
        for (int channel = 0; isThere && channel < list.Count; channel++)
        {
            isThere = list[channel].Map == map && order.Slots[list[channel].Channel] - wanted.Slots[channel] == first;
        }

        return isThere ? first : null;
    }

    /// <summary>Steps that move channels to their places in a map: long runs of neighbours by themselves, all others together.</summary>
    private void Bring(string name, EquatableArray<ChannelSource> list, EquatableArray<int> slots, Operand map)
    {
        const int LongRun = 8;
        int[] from = [.. list.Select(source => OrderOf(source.Map).Slots[source.Channel])];
        List<int> starts = [.. Enumerable.Range(0, list.Count).Where(i =>
            i == 0 || list[i].Map != list[i - 1].Map || from[i] != from[i - 1] + 1 || slots[i] != slots[i - 1] + 1)];
        if (starts.Count == 1 || starts.Count * LongRun <= list.Count)
        {
            for (int run = 0; run < starts.Count; run++)
            {
                int first = starts[run];
                int end = run + 1 < starts.Count ? starts[run + 1] : list.Count;
                _steps.Add(new CopyStep(name, _maps[list[first].Map], map, from[first], slots[first], end - first));
            }

            return;
        }

        int lowest = slots.Min() / _plane * _plane;
        int count = slots.Max() + 1 - lowest;
        ChannelSource?[] lanes = new ChannelSource?[MapLayout.RoundUp(count, _plane)];
        for (int i = 0; i < list.Count; i++)
        {
            lanes[slots[i] - lowest] = list[i];
        }

        ChannelReads reads = Gather(lanes);
        _steps.Add(new GatherStep(name, reads.Maps[0], map, reads, lowest, count));
    }

    private ChannelReads Gather(IEnumerable<ChannelSource?> list)
    {
        ReadMaps maps = new(this);
        return maps.At([.. list.Select(source => source is { } channel ? maps.PointOf(channel) : ChannelPoint.Kept)]);
    }

    /// <summary>The maps that a step reads channel by channel, numbered as they are met.</summary>
    private sealed class ReadMaps(ValueMaps values)
    {
        private readonly List<Operand> _maps = [];
        private readonly Dictionary<int, int> _numbers = [];

        public ChannelPoint PointOf(ChannelSource source)
        {
            if (!_numbers.TryGetValue(source.Map, out int number))
            {
                number = _maps.Count;
                _numbers.Add(source.Map, number);
                _maps.Add(values._maps[source.Map]);
            }

            return new ChannelPoint(number, values.OrderOf(source.Map).Slots[source.Channel]);
        }

        public ChannelReads At(List<ChannelPoint> points) => new(_maps.ToEquatableArray(), points.ToEquatableArray());
    }
}
