using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Neighbouring steps as a chain that is run band by band: which rows each member computes in a band, and how many rows of each map between them are
/// needed at a time. From the last member backwards: what a window reads is computed some rows ahead.
/// </summary>
internal sealed class BandChain
{
    private readonly KernelStep[] _members;
    private readonly BufferList _buffers;
    private readonly int _rowsPerBand;
    private readonly int _bands;

    /// <summary>Of every buffer that the members write, how many rows it is ahead and how many a band has.</summary>
    private readonly Dictionary<int, (int Lead, int PerBand)> _written = [];

    /// <summary>Rows of those buffers that are needed at a time, where nobody outside of the chain uses them.</summary>
    private readonly Dictionary<int, int> _ringRows = [];

    private BandChain(KernelStep[] members, BufferList buffers, int rowsPerBand)
    {
        _members = members;
        _buffers = buffers;
        _rowsPerBand = rowsPerBand;
        _bands = (members[members.Length - 1].Output.Shape.Height + rowsPerBand - 1) / rowsPerBand;
    }

    /// <summary>Floats that the maps between the members would take as a whole.</summary>
    public int MapFloats => Between(map => map.Layout.Floats(map.Shape));

    /// <summary>Floats of their rings.</summary>
    public int RingFloats => Between(FloatsOfRing);

    /// <summary>Floats of the largest of them.</summary>
    public int LargestRingFloats => Maps().Where(map => _ringRows.ContainsKey(_buffers.BufferOf(map))).Max(FloatsOfRing);

    /// <summary>Floats of weights that are read in all bands but the first.</summary>
    public long RepeatedWeightFloats => (long)(_bands - 1) * _members.Sum(member => StepWork.LayerOf(member)?.Floats ?? 0);

    /// <summary>The chain of these steps, or null where they cannot be run by bands of <paramref name="rowsPerBand"/> rows of the last one's output.</summary>
    /// <param name="isPrivate">Whether a buffer is used by these steps alone.</param>
    public static BandChain? Of(KernelStep[] members, BufferList buffers, Func<int, bool> isPrivate, int rowsPerBand)
    {
        if (members.Length < 2 || members.Any(member => RowReads.Of(member) is null || member.Output.Place != Place.Workspace))
        {
            return null;
        }

        BandChain chain = new(members, buffers, rowsPerBand);
        return chain.Schedule() && chain.PlaceRows(isPrivate) ? chain : null;
    }

    /// <summary>The members with their bands and rings. Buffers that become rings are changed.</summary>
    public IEnumerable<KernelStep> Build(int number, VectorIsa isa, PlanOptions options)
    {
        int first = _written.Values.Any(rows => rows.Lead > 0) ? -1 : 0;
        Dictionary<int, (MapLayout Layout, RowRing Ring)> rings = [];
        foreach (KernelStep member in _members)
        {
            int buffer = _buffers.BufferOf(member.Output);
            if (_ringRows.TryGetValue(buffer, out int rows) && !rings.ContainsKey(buffer))
            {
                int lead = _written[buffer].Lead;
                rings.Add(buffer, (_buffers.MakeRing(member.Output, rows), new RowRing(rows, ((-lead % rows) + rows) % rows)));
            }
        }

        Operand InRing(Operand operand) =>
            operand.Place == Place.Workspace && rings.TryGetValue(_buffers.BufferOf(operand), out (MapLayout Layout, RowRing Ring) ring)
                ? operand with { Layout = ring.Layout, Ring = ring.Ring }
                : operand;

        foreach (KernelStep member in _members)
        {
            (int lead, int perBand) = _written[_buffers.BufferOf(member.Output)];
            RowBands bands = new(number, first, _bands, lead, perBand, member.Output.Shape.Height);
            KernelStep moved = member.With(InRing) with { Bands = bands };
            yield return moved switch
            {
                DenseConvStep { Window.IsPointwise: true } pointwise => BandedPointwise(pointwise, isa, options),
                GatheredConvStep gathered => BandedGathered(gathered, isa),
                _ => moved,
            };
        }
    }

    /// <summary>Rows of all buffers from the last member backwards; false where the members' rows do not go together.</summary>
    private bool Schedule()
    {
        _written[_buffers.BufferOf(_members[_members.Length - 1].Output)] = (0, _rowsPerBand);
        HashSet<int> own = [.. _members.Select(member => _buffers.BufferOf(member.Output))];
        HashSet<int> read = [];
        for (int i = _members.Length - 1; i >= 0; i--)
        {
            // A buffer is written by all its writers before anyone reads it, and what nobody here reads has to be the result.
            int output = _buffers.BufferOf(_members[i].Output);
            if (!_written.TryGetValue(output, out (int Lead, int PerBand) rows)
                || (!read.Contains(output) && output != _buffers.BufferOf(_members[_members.Length - 1].Output)))
            {
                return false;
            }

            foreach (RowRead each in RowReads.Of(_members[i])!)
            {
                if (each.Map.Place != Place.Workspace || !own.Contains(_buffers.BufferOf(each.Map)))
                {
                    continue;
                }

                int buffer = _buffers.BufferOf(each.Map);
                if (buffer == output || _members.Skip(i).Any(later => _buffers.BufferOf(later.Output) == buffer))
                {
                    return false;
                }

                read.Add(buffer);
                (int Lead, int PerBand) needed = ((rows.Lead * each.Stride) + each.Span - each.Stride - each.Padding, rows.PerBand * each.Stride);
                if (_written.TryGetValue(buffer, out (int Lead, int PerBand) known))
                {
                    if (known.PerBand != needed.PerBand)
                    {
                        return false;
                    }

                    needed = needed with { Lead = Math.Max(known.Lead, needed.Lead) };
                }

                _written[buffer] = needed;
            }
        }

        return true;
    }

    /// <summary>How many rows of each buffer a ring has to hold; false where rows that are read as one would not stand one behind the other.</summary>
    private bool PlaceRows(Func<int, bool> isPrivate)
    {
        foreach (KernelStep member in _members)
        {
            (int lead, int perBand) = _written[_buffers.BufferOf(member.Output)];
            foreach (RowRead read in RowReads.Of(member)!)
            {
                if (read.Map.Place != Place.Workspace
                    || !_written.TryGetValue(_buffers.BufferOf(read.Map), out (int Lead, int PerBand) source) || !isPrivate(_buffers.BufferOf(read.Map)))
                {
                    continue;
                }

                if (read.IsSameRow && source.Lead != lead)
                {
                    return false;
                }

                // From the first row that the member's band reads to the last one that is there.
                int rows = Math.Max(source.Lead, source.Lead + source.PerBand - (lead * read.Stride) + read.Padding);
                int ring = MapLayout.RoundUp(Math.Max(rows, 1), source.PerBand);
                int buffer = _buffers.BufferOf(read.Map);
                _ringRows[buffer] = _ringRows.TryGetValue(buffer, out int known) ? Math.Max(known, ring) : ring;
            }
        }

        // What others read, too, has to have all its rows in the end.
        if (Maps().Any(map => !isPrivate(_buffers.BufferOf(map)) && RowsOf(map) is var (lead, perBand) && lead + (_bands * perBand) < map.Shape.Height))
        {
            return false;
        }

        // A ring of all rows is the map itself.
        foreach (Operand map in Maps().Where(map => _ringRows.TryGetValue(_buffers.BufferOf(map), out int rows) && rows >= map.Shape.Height))
        {
            _ringRows.Remove(_buffers.BufferOf(map));
        }

        return _ringRows.Count > 0;
    }

    /// <summary>A 1×1 convolution over the pixels of a band, whose tiles cover every number of rows that a band may have.</summary>
    private static DenseConvStep BandedPointwise(DenseConvStep step, VectorIsa isa, PlanOptions options)
    {
        int width = step.Output.Shape.Width;
        bool isInPlanes = step.Input.Place == Place.Workspace;
        int[] pixels = [.. RowsOfBands(step.Bands!).Select(rows => rows * width).OrderByDescending(count => count)];
        WindowGeometry window = step.Window with { InputRows = 1, Rows = 1, InputColumns = pixels[0], Columns = pixels[0] };
        EquatableArray<ChannelGroup> groups = RegisterBlockChooser.ChooseForBands(pixels, step.Layer, isa);
        return step with
        {
            Window = window,
            Groups = groups,
            Unroll = UnrollChooser.Choose(window, groups, Math.Min(step.Layer.ReadChannels, step.Input.Layout.ChannelBlock), isa),
            Order = isInPlanes && step.Layer.Windows is null ? LoopOrder.ChannelsOutside : LoopChooser.OrderOf(step.Layer),
            FetchesAhead = options.Enabled.HasFlag(Optimizations.FetchAhead) && LoopChooser.FetchesAhead(window, step.Layer, isInPlanes),
        };
    }

    /// <summary>A 1×1 convolution that gathers its channels, whose strips make up every band.</summary>
    private static GatheredConvStep BandedGathered(GatheredConvStep step, VectorIsa isa) =>
        GatherLoopChooser.Choose(step, isa, RowsOfBands(step.Bands!).Aggregate(GreatestCommonDivisor) * step.Output.Shape.Width);

    /// <summary>The numbers of rows that bands have, each once.</summary>
    private static IEnumerable<int> RowsOfBands(RowBands bands) =>
        Enumerable.Range(bands.First, bands.Count - bands.First).Select(band => bands.End(band) - bands.Begin(band)).Where(rows => rows > 0).Distinct();

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private int FloatsOfRing(Operand map) => _ringRows[_buffers.BufferOf(map)] * map.Shape.Width * map.Layout.FilledChannels(map.Shape.Channels);

    private int Between(Func<Operand, int> floats) => Maps().Where(map => _ringRows.ContainsKey(_buffers.BufferOf(map))).Sum(floats);

    private (int Lead, int PerBand) RowsOf(Operand map) => _written[_buffers.BufferOf(map)];

    /// <summary>One operand for each buffer that is written.</summary>
    private IEnumerable<Operand> Maps() => _members.Select(member => member.Output).GroupBy(_buffers.BufferOf).Select(views => views.First());
}
