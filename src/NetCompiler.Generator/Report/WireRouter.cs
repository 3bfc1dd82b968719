using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Report;

/// <summary>
/// Gives a grid of boxes its places in pixels and leads the wires. Every wire is drawn with horizontal and vertical lines: out of a box's bottom, along a
/// track between two layers, into the tops of its readers; or out of a box's side, down a lane, into the sides or tops of readers further below.
/// </summary>
internal sealed class WireRouter
{
    private const int Margin = 6;
    private const int NodeHeight = 44;
    private const int PillHeight = 24;
    private const int TrackPitch = 7;
    private const int LaneMargin = 12;
    private const int LanePitch = 9;
    private const int SideShift = 8;
    private const int PortPitch = 14;

    private readonly BoxGrid _grid;
    private readonly int[] _lane;
    private readonly bool[] _isStraight;
    private readonly int[] _lanesOfColumn;
    private readonly PlacedBox[] _placed;
    private readonly int[] _centers;
    private readonly int _boxWidth;
    private readonly Dictionary<(int Reader, int Source), int> _ports = [];
    private readonly Dictionary<(int Source, int Gap), int> _tracks = [];
    private readonly int[] _tracksOfGap;

    public WireRouter(BoxGrid grid)
    {
        _grid = grid;
        _lane = [.. grid.Boxes.Select(_ => -1)];
        _isStraight = new bool[grid.Boxes.Count];
        _lanesOfColumn = new int[grid.Columns];
        _placed = new PlacedBox[grid.Boxes.Count];
        _tracksOfGap = new int[grid.Layers];
        _centers = new int[grid.Columns];
        _boxWidth = grid.Columns > 2 ? 186 : 226;
    }

    public StripLayout Route()
    {
        ChooseLanes();
        int left = Margin;
        for (int column = 0; column < _grid.Columns; column++)
        {
            _centers[column] = left + (_boxWidth / 2);
            left += _boxWidth + (_lanesOfColumn[column] == 0 ? LaneMargin : (2 * LaneMargin) + ((_lanesOfColumn[column] - 1) * LanePitch));
        }

        ChoosePorts();
        ChooseTracks();
        int height = PlaceBoxes();
        return new StripLayout(
            left - LaneMargin + Margin,
            height,
            _placed.ToEquatableArray(),
            Enumerable.Range(0, _placed.Length).Where(box => _grid.Readers[box].Count > 0).Select(Wire).ToEquatableArray());
    }

    /// <summary>Values that pass by other layers: straight down where nothing stands in the way, otherwise in the first free lane.</summary>
    private void ChooseLanes()
    {
        HashSet<(int Layer, int Column)> taken = [.. _grid.Boxes.Select(box => (box.Layer, box.Column))];
        List<int>[] ends = [.. _lanesOfColumn.Select(_ => new List<int>())];
        foreach (int box in Enumerable.Range(0, _grid.Boxes.Count).OrderBy(box => _grid.Boxes[box].Layer).ThenBy(box => box))
        {
            GridBox current = _grid.Boxes[box];
            int last = LastLayer(box);
            if (last <= current.Layer + 1)
            {
                continue;
            }

            (int, int)[] passed = [.. Enumerable.Range(current.Layer + 1, last - current.Layer - 1).Select(layer => (layer, current.Column))];
            if (!passed.Any(taken.Contains))
            {
                _isStraight[box] = true;
                taken.UnionWith(passed);
                continue;
            }

            // A lane is free again below the layer where its value ends.
            List<int> lanes = ends[current.Column];
            int lane = lanes.FindIndex(end => end <= current.Layer);
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add(0);
            }

            lanes[lane] = last;
            _lane[box] = lane;
            _lanesOfColumn[current.Column] = lanes.Count;
        }
    }

    /// <summary>Where each wire enters the top of its reader: in the middle what comes straight down, the others beside it in the order of their sources.</summary>
    private void ChoosePorts()
    {
        for (int reader = 0; reader < _grid.Boxes.Count; reader++)
        {
            int center = _centers[_grid.Boxes[reader].Column];
            int[] sources = [.. _grid.Boxes[reader].Inputs.Where(source => !EntersSide(source, reader)).OrderBy(source => TrunkAt(source, reader)).ThenBy(source => source)];
            int straight = Array.FindIndex(sources, source => TrunkAt(source, reader) == center);
            int middle = straight >= 0 ? straight : sources.Length == 1 ? 0 : -1;
            int pitch = Math.Min(PortPitch, (_boxWidth - 20) / Math.Max(1, sources.Length * 2));

            // Of an even number none stands in the middle.
            int shift = straight < 0 && sources.Length % 2 == 1 && IsPassed(reader) ? pitch / 2 : 0;
            for (int i = 0; i < sources.Length; i++)
            {
                int port = middle >= 0 ? center + ((i - middle) * pitch) : center + (((2 * i) - sources.Length + 1) * pitch / 2);
                _ports.Add((reader, sources[i]), port + shift);
            }
        }
    }

    /// <summary>Whether a value that a box does not read comes down in the middle above it, before it turns aside.</summary>
    private bool IsPassed(int reader)
    {
        GridBox current = _grid.Boxes[reader];
        return Enumerable.Range(0, _grid.Boxes.Count).Any(other =>
            _grid.Boxes[other].Column == current.Column
            && ((_grid.Boxes[other].Layer == current.Layer - 1 && _grid.Readers[other].Any(each => _grid.Boxes[each].Layer == current.Layer))
                || (_isStraight[other] && _grid.Boxes[other].Layer < current.Layer && LastLayer(other) >= current.Layer)));
    }

    /// <summary>A track for every value and gap where it goes sideways; values whose lines would touch get tracks of their own.</summary>
    private void ChooseTracks()
    {
        List<(int Gap, int Source, int Left, int Right)> segments = [];
        for (int source = 0; source < _grid.Boxes.Count; source++)
        {
            foreach (IGrouping<int, int> gap in _grid.Readers[source].Where(reader => !EntersSide(source, reader)).GroupBy(reader => _grid.Boxes[reader].Layer - 1))
            {
                int[] ports = [.. gap.Select(reader => _ports[(reader, source)])];
                int trunk = TrunkAt(source, gap.First());
                int left = Math.Min(trunk, ports.Min());
                int right = Math.Max(trunk, ports.Max());
                if (left < right)
                {
                    segments.Add((gap.Key, source, left, right));
                }
            }
        }

        foreach (IGrouping<int, (int Gap, int Source, int Left, int Right)> gap in segments.GroupBy(segment => segment.Gap))
        {
            List<List<(int Left, int Right)>> tracks = [];
            foreach ((_, int source, int left, int right) in gap.OrderBy(segment => segment.Right).ThenBy(segment => segment.Source))
            {
                int track = tracks.FindIndex(others => others.All(other => other.Right + TrackPitch < left || right + TrackPitch < other.Left));
                if (track < 0)
                {
                    track = tracks.Count;
                    tracks.Add([]);
                }

                tracks[track].Add((left, right));
                _tracks.Add((source, gap.Key), track);
            }

            _tracksOfGap[gap.Key] = tracks.Count;
        }
    }

    private int PlaceBoxes()
    {
        int top = Margin;
        foreach (IGrouping<int, int> layer in Enumerable.Range(0, _placed.Length).GroupBy(box => _grid.Boxes[box].Layer).OrderBy(layer => layer.Key))
        {
            int height = layer.Max(box => HeightOf(_grid.Boxes[box]));
            foreach (int box in layer)
            {
                GridBox current = _grid.Boxes[box];
                _placed[box] = new PlacedBox(
                    current.Role, current.Index, current.Value, _centers[current.Column] - (_boxWidth / 2), top, _boxWidth, HeightOf(current));
            }

            top += height + GapHeight(layer.Key);
        }

        return top - GapHeight(_grid.Layers - 1) + Margin;
    }

    private PlacedWire Wire(int source)
    {
        PlacedBox from = _placed[source];
        WirePath path = new();
        int[] readers = [.. _grid.Readers[source]];
        int[] near = [.. readers.Where(reader => _grid.Boxes[reader].Layer == _grid.Boxes[source].Layer + 1)];
        int[] far = [.. readers.Except(near).OrderBy(reader => _grid.Boxes[reader].Layer)];
        if (near.Length > 0)
        {
            Enter(path, source, near, from.Center, from.Bottom);
        }

        if (far.Length > 0 && _isStraight[source])
        {
            foreach (IGrouping<int, int> layer in far.GroupBy(reader => _grid.Boxes[reader].Layer))
            {
                Enter(path, source, [.. layer], from.Center, from.Bottom);
            }
        }
        else if (far.Length > 0)
        {
            int x = LaneX(source);
            int start = from.Top + (from.Height / 2) + (from.Role == BoxRole.Node ? SideShift : 0);
            path.Line(from.Right, start, x, start);
            int y = start;
            foreach (IGrouping<int, int> layer in far.GroupBy(reader => _grid.Boxes[reader].Layer))
            {
                bool goesOn = layer.Key < LastLayer(source);
                foreach (int reader in layer.Where(reader => EntersSide(source, reader)))
                {
                    PlacedBox to = _placed[reader];
                    int end = to.Top + (to.Height / 2) - (to.Role == BoxRole.Node ? SideShift : 0);
                    path.Line(x, y, x, end);
                    path.Line(x, end, to.Right, end);
                    path.Arrow(to.Right, end, isSideways: true);
                    if (goesOn)
                    {
                        path.Joint(x, end);
                    }

                    y = end;
                }

                int[] tops = [.. layer.Where(reader => !EntersSide(source, reader))];
                if (tops.Length > 0)
                {
                    int track = Enter(path, source, tops, x, y);
                    if (goesOn || layer.Any(reader => EntersSide(source, reader)))
                    {
                        path.Joint(x, track);
                    }

                    y = Math.Max(y, track);
                }
            }
        }

        return path.Finish(from.Value);
    }

    /// <summary>From a trunk along a track into the tops of readers in one layer; returns where the trunk is left.</summary>
    private int Enter(WirePath path, int source, int[] readers, int trunk, int start)
    {
        int gap = _grid.Boxes[readers[0]].Layer - 1;
        int top = _placed[readers[0]].Top;
        if (!_tracks.TryGetValue((source, gap), out int track))
        {
            path.Line(trunk, start, trunk, top);
            path.Arrow(trunk, top);
            return top;
        }

        int y = top - GapHeight(gap) + TrackPitch + (track * TrackPitch);
        int[] ports = [.. readers.Select(reader => _ports[(reader, source)]).OrderBy(port => port)];
        path.Line(trunk, start, trunk, y);
        path.Line(Math.Min(trunk, ports[0]), y, Math.Max(trunk, ports[ports.Length - 1]), y);
        foreach (int port in ports)
        {
            path.Line(port, y, port, top);
            path.Arrow(port, top);
        }

        // The trunk comes from above: where it does not merely turn, lines part.
        foreach (int port in ports.Where(port => port > Math.Min(trunk, ports[0]) && port < Math.Max(trunk, ports[ports.Length - 1])))
        {
            path.Joint(port, y);
        }

        if (ports.Contains(trunk) || (ports[0] < trunk && trunk < ports[ports.Length - 1]))
        {
            path.Joint(trunk, y);
        }

        return y;
    }

    private bool EntersSide(int source, int reader) =>
        _lane[source] >= 0 && _grid.Boxes[reader].Layer > _grid.Boxes[source].Layer + 1 && _grid.Boxes[reader].Column == _grid.Boxes[source].Column;

    private int TrunkAt(int source, int reader) =>
        _lane[source] >= 0 && _grid.Boxes[reader].Layer > _grid.Boxes[source].Layer + 1 ? LaneX(source) : _centers[_grid.Boxes[source].Column];

    private int LaneX(int source) => _centers[_grid.Boxes[source].Column] + (_boxWidth / 2) + LaneMargin + (_lane[source] * LanePitch);

    private int LastLayer(int box) => _grid.Readers[box].Select(reader => _grid.Boxes[reader].Layer).DefaultIfEmpty(0).Max();

    private int GapHeight(int gap) => 16 + (_tracksOfGap[gap] * TrackPitch);

    private static int HeightOf(GridBox box) => box.Role == BoxRole.Node ? NodeHeight : PillHeight;

    /// <summary>Lines of one wire while they are collected.</summary>
    private sealed class WirePath
    {
        private readonly List<string> _lines = [];
        private readonly List<PlacedPoint> _arrows = [];
        private readonly List<PlacedPoint> _joints = [];

        public void Line(int fromX, int fromY, int toX, int toY)
        {
            if (fromX != toX || fromY != toY)
            {
                _lines.Add($"M{Figures.Plain(fromX)} {Figures.Plain(fromY)}{(fromX == toX ? "V" + Figures.Plain(toY) : "H" + Figures.Plain(toX))}");
            }
        }

        public void Arrow(int x, int y, bool isSideways = false) => _arrows.Add(new PlacedPoint(x, y, isSideways));

        public void Joint(int x, int y) => _joints.Add(new PlacedPoint(x, y));

        public PlacedWire Finish(int value) => new(
            value, string.Concat(_lines), _arrows.ToEquatableArray(), _joints.Distinct().ToEquatableArray());
    }
}
