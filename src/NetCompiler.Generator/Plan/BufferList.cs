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

    /// <summary>Sizes and lifetimes of the buffers, in the order of their numbers.</summary>
    public BufferRequest[] Requests(IReadOnlyList<KernelStep> steps)
    {
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
                    first[buffer] = System.Math.Min(first[buffer], step);
                    last[buffer] = step;
                }
            }
        }

        return [.. _floats.Select((floats, buffer) => new BufferRequest(floats, System.Math.Min(first[buffer], last[buffer]), last[buffer]))];
    }

    /// <summary>An operand with its place in the workspace.</summary>
    public Operand Placed(Operand operand, int[] offsets) => operand.Place == Place.Workspace
        ? operand with { Offset = offsets[_views[operand.Offset].Buffer] + _views[operand.Offset].Floats }
        : operand;
}
