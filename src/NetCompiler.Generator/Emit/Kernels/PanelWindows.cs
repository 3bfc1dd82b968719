using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// Where each panel of a grouped convolution begins to read: a multiple of its channels where the windows are evenly apart, otherwise a table. Blocks
/// that repeat have the channels of one panel.
/// </summary>
internal sealed class PanelWindows(DenseConvStep step, int lanes)
{
    private const int Panel = WeightLayout.PanelChannels;

    /// <summary>Floats from the map's first plane to that of each panel; null where all read the whole map.</summary>
    private readonly int[]? _offsets = step.Layer.Windows?.First.Select(first => KernelText.Element(step.Input.Layout, 0, first)).ToArray();

    /// <summary>From one panel to the next, where that is always the same.</summary>
    private int Distance => _offsets!.Length > 1 ? _offsets[1] : 0;

    private bool IsEven => !_offsets!.Where((offset, panel) => offset != panel * Distance).Any();

    /// <summary>The table, if there has to be one: constant data, of which the compiler makes no array.</summary>
    public void WriteTable(CodeWriter code)
    {
        if (_offsets is not null && !IsEven && step.Groups.Any(group => group.Count > 1))
        {
            code.Line($"ReadOnlySpan<int> windows = [{string.Join(", ", _offsets.Select(offset => CodeWriter.Number(offset)))}];");
        }
    }

    /// <summary>A reference to the input's row at the block's window; its name.</summary>
    public string WriteRow(CodeWriter code, ChannelGroup group, string channel)
    {
        string offset = _offsets is null ? "0" : Offset(_offsets, group, channel);
        if (offset == "0")
        {
            return "inputRow";
        }

        code.Line(KernelText.Reference("windowRow", "inputRow", offset));
        return "windowRow";
    }

    private string Offset(int[] offsets, ChannelGroup group, string channel)
    {
        if (group.Count == 1)
        {
            return CodeWriter.Number(offsets[group.First / Panel]);
        }

        return !IsEven ? $"windows[channel / {Panel}]"
            : Distance == 0 ? "0"
            : Distance % Panel == 0 && group.Block.Tiles * lanes % Panel == 0 ? KernelText.Times(channel, Distance / Panel)
            : $"channel / {Panel} * {CodeWriter.Number(Distance)}";
    }
}
