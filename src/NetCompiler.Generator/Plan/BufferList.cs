using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// The buffers of a plan while its steps are made, and the views into them. Until all buffers are placed, an operand in the workspace carries the
/// number of its view in place of an offset.
/// </summary>
internal sealed class BufferList
{
    /// <summary>The buffer of the input where it comes as bytes.</summary>
    public const int PixelInput = 0;

    private readonly VectorIsa _isa;
    private readonly List<int> _floats = [];
    private readonly List<(int Buffer, int Floats)> _views = [];

    public BufferList(VectorIsa isa, Shape input)
    {
        _isa = isa;
        _floats.Add(input.Length);
    }

    /// <summary>A new buffer for a map.</summary>
    public Operand Add(string name, Shape shape)
    {
        MapLayout layout = MapLayout.Blocked(shape, _isa);
        _floats.Add(layout.Floats(shape));
        _views.Add((_floats.Count - 1, 0));
        return new Operand(Place.Workspace, _views.Count - 1, shape, layout) { Buffer = name };
    }

    /// <summary>A view of neighbouring channels of a map; they begin with a plane.</summary>
    public Operand View(Operand map, int firstChannel, Shape shape)
    {
        (int buffer, int floats) = _views[map.Offset];
        _views.Add((buffer, floats + (firstChannel / map.Layout.ChannelBlock * map.Layout.BlockPitch)));
        return map with { Offset = _views.Count - 1, Shape = shape };
    }

    /// <summary>The number of the buffer that holds a map of the workspace.</summary>
    public int BufferOf(Operand operand) => _views[operand.Offset].Buffer;

    /// <summary>Makes a buffer a ring for so many rows of its map; the views into it then have this layout.</summary>
    public MapLayout MakeRing(Operand map, int rows)
    {
        int buffer = BufferOf(map);
        MapLayout layout = MapLayout.Blocked(map.Shape with { Height = rows }, _isa);
        _floats[buffer] = _floats[buffer] / map.Layout.BlockPitch * layout.BlockPitch;
        for (int view = 0; view < _views.Count; view++)
        {
            if (_views[view].Buffer == buffer)
            {
                _views[view] = (buffer, _views[view].Floats / map.Layout.BlockPitch * layout.BlockPitch);
            }
        }

        return layout;
    }

    /// <summary>Sizes and lifetimes of the buffers, in the order of their numbers. What a chain reads and writes is needed from its first step to its last.</summary>
    public BufferRequest[] Requests(IReadOnlyList<KernelStep> steps)
    {
        int[] firstOfChain = [.. Enumerable.Range(0, steps.Count)];
        int[] lastOfChain = [.. Enumerable.Range(0, steps.Count)];
        for (int step = 1; step < steps.Count; step++)
        {
            firstOfChain[step] = IsSameChain(steps[step], steps[step - 1]) ? firstOfChain[step - 1] : step;
            lastOfChain[steps.Count - 1 - step] = IsSameChain(steps[steps.Count - 1 - step], steps[steps.Count - step])
                ? lastOfChain[steps.Count - step]
                : steps.Count - 1 - step;
        }

        int[] first = [.. _floats.Select(_ => int.MaxValue)];
        int[] last = new int[_floats.Count];
        first[PixelInput] = 0;
        for (int step = 0; step < steps.Count; step++)
        {
            foreach (Operand operand in steps[step].Reads.Concat(steps[step].Scratch).Append(steps[step].Output))
            {
                if (operand.Place != Place.Output)
                {
                    int buffer = operand.Place == Place.Input ? PixelInput : _views[operand.Offset].Buffer;
                    first[buffer] = System.Math.Min(first[buffer], firstOfChain[step]);
                    last[buffer] = lastOfChain[step];
                }
            }
        }

        return [.. _floats.Select((floats, buffer) => new BufferRequest(floats, System.Math.Min(first[buffer], last[buffer]), last[buffer]))];
    }

    private static bool IsSameChain(KernelStep step, KernelStep other) => step.Bands is { } bands && bands.Chain == other.Bands?.Chain;

    /// <summary>An operand with its place in the workspace.</summary>
    public Operand Placed(Operand operand, int[] offsets) => operand.Place == Place.Workspace
        ? operand with { Offset = offsets[_views[operand.Offset].Buffer] + _views[operand.Offset].Floats }
        : operand;
}
