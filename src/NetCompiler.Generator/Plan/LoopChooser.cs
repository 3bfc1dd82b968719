using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Chooses the order of a dense convolution's loops and, for a 1×1 convolution, how many rows of the map are walked as one.
/// Decides by cache sizes of a nominal core; results do not depend on it.
/// </summary>
internal static class LoopChooser
{
    private static readonly MachineModel s_machine = MachineModel.Nominal;

    /// <summary>
    /// Whether a layer's weights come from far away and each panel is used for long enough to bring the next one meanwhile. Long panels that are used once
    /// are read as fast as memory gives them, and to ask for more slows that down.
    /// </summary>
    /// <param name="isInPlanes">Whether the input lies in planes of channels; otherwise it is the caller's.</param>
    public static bool FetchesAhead(WindowGeometry window, PlannedLayer layer, bool isInPlanes) =>
        isInPlanes && (layer.Windows is null || layer.HasGroupsApart) && window.IsPointwise && ArePanelsFar(window, layer.ReadChannels, layer.Floats);

    /// <summary>The same of a 1×1 convolution over planes whose weights are a part of so many that are read in turn.</summary>
    public static bool ArePanelsFar(WindowGeometry window, int inputChannels, int floats) =>
        inputChannels >= 16 && floats * sizeof(float) > s_machine.ResidentWeightBytes
        && (window.Columns > 1 || inputChannels * WeightLayout.PanelChannels * sizeof(float) <= s_machine.UnforeseenBytes);

    /// <summary>Pixels are walked outside where the weights stay near, channels otherwise.</summary>
    public static LoopOrder OrderOf(PlannedLayer layer) =>
        layer.Floats * sizeof(float) <= s_machine.ResidentWeightBytes ? LoopOrder.PixelsOutside : LoopOrder.ChannelsOutside;

    /// <param name="isInPlanes">Whether the input lies in planes of channels; otherwise it is the caller's.</param>
    public static (WindowGeometry Window, LoopOrder Order) Choose(WindowGeometry window, PlannedLayer layer, bool isInPlanes)
    {
        LoopOrder order = OrderOf(layer);
        bool resident = order == LoopOrder.PixelsOutside;
        if (!window.IsPointwise)
        {
            return (window, order);
        }

        if (layer.Windows is null && isInPlanes)
        {
            // A single panel sees each pixel once: nothing is gained by strips.
            int strips = layer.OutputChannels <= WeightLayout.PanelChannels ? 1 : Strips(window, layer, resident ? s_machine.NearShare : s_machine.MiddleShare);
            return (window.AsRows(strips), LoopOrder.ChannelsOutside);
        }

        // The caller's pixels and those of groups stay in L2 while one block of channels after another reads them.
        return (window.AsRows(resident ? 1 : Strips(window, layer, s_machine.MiddleShare)), order);
    }

    /// <summary>The fewest strips of whole rows that are not larger than that; one row each where a row is.</summary>
    private static int Strips(WindowGeometry window, PlannedLayer layer, int bytes)
    {
        int strips = window.Rows;
        long rowBytes = (long)window.Columns * layer.InputChannels * sizeof(float);
        for (int together = 1; together <= window.Rows && together * rowBytes <= bytes; together++)
        {
            if (window.Rows % together == 0)
            {
                strips = window.Rows / together;
            }
        }

        return strips;
    }
}
