using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Chooses the order of a dense convolution's loops and, for a 1×1 convolution, how many rows of the map are walked as one.
/// Decides by cache sizes of a nominal core; results do not depend on it.
/// </summary>
internal static class LoopChooser
{
    /// <summary>Weights that stay in an L1 cache of 32 KB beside the pixels that stream through.</summary>
    private const int ResidentWeightBytes = 20 * 1024;

    /// <summary>Pixels that stay in an L2 cache of 512 KB, beside the weights, while one block of channels after another reads them.</summary>
    private const int StripBytes = 256 * 1024;

    /// <summary>Weights that stay in the L2 cache from one run of the network to the next, if anything does.</summary>
    private const int NearWeightBytes = 256 * 1024;

    /// <summary>
    /// Whether a layer's weights come from far away and each panel is used for long enough to bring the next one meanwhile.
    /// </summary>
    public static bool FetchesAhead(WindowGeometry window, PlannedLayer layer) =>
        layer.Windows is null && window.IsPointwise && window.Columns >= 24 && layer.InputChannels >= 16 && layer.Floats * sizeof(float) > NearWeightBytes;

    /// <summary>Pixels are walked outside where the weights stay near, channels otherwise.</summary>
    public static LoopOrder OrderOf(PlannedLayer layer) =>
        layer.Floats * sizeof(float) <= ResidentWeightBytes ? LoopOrder.PixelsOutside : LoopOrder.ChannelsOutside;

    public static (WindowGeometry Window, LoopOrder Order) Choose(WindowGeometry window, PlannedLayer layer)
    {
        LoopOrder order = OrderOf(layer);
        bool resident = order == LoopOrder.PixelsOutside;
        if (!window.IsPointwise)
        {
            return (window, order);
        }

        int rows = resident ? 1 : window.Rows;
        long rowBytes = (long)window.Columns * layer.InputChannels * sizeof(float);
        for (int together = 1; !resident && together <= window.Rows; together++)
        {
            if (window.Rows % together == 0 && together * rowBytes <= StripBytes)
            {
                rows = window.Rows / together;
            }
        }

        return (window.AsRows(rows), order);
    }
}
