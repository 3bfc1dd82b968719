namespace NetCompiler.CompilerServices;

/// <summary>What has to hold of a layer's description before weights are packed by it.</summary>
internal static class LayerVerifier
{
    /// <summary>What is wrong, or null.</summary>
    public static string? FindContradiction(WeightLayer layer)
    {
        if (layer.KernelHeight < 1 || layer.KernelWidth < 1 || layer.InputChannels < 1 || layer.OutputChannels < 1)
        {
            return "is empty";
        }

        if (layer.Kind == WeightLayerKind.Norm && layer.KernelPositions != 1)
        {
            return "is a batch norm with a kernel";
        }

        return FindInTiles(layer) ?? FindInGroups(layer) ?? FindInParts(layer);
    }

    private static string? FindInTiles(WeightLayer layer)
    {
        bool isThreeByThree = layer is { Kind: WeightLayerKind.Convolution, Groups: 1, PanelInputs: null, KernelHeight: 3, KernelWidth: 3 };
        return layer.TileSide == 0 || (layer.TileSide is 2 or 4 && isThreeByThree) ? null : "is computed in tiles although no such tiles are known";
    }

    private static string? FindInGroups(WeightLayer layer)
    {
        if (layer.Groups < 1 || layer.InputChannels % layer.Groups != 0 || layer.OutputChannels % layer.Groups != 0)
        {
            return "has groups that do not divide its channels";
        }

        if (layer.Kind != WeightLayerKind.Convolution && (layer.Groups != 1 || layer.PanelInputs is not null))
        {
            return "has groups or windows although it is no convolution";
        }

        if (layer.PanelInputs is not { } first)
        {
            return layer.ReadChannels == layer.InputChannels ? null : "reads some of its channels without saying which";
        }

        if (first.Length != layer.Panels || layer.ReadChannels < 1)
        {
            return "does not have one window for each panel";
        }

        for (int panel = 0; panel < first.Length; panel++)
        {
            int lastOutput = Math.Min(layer.OutputChannels, (panel + 1) * WeightLayer.PanelWidth) - 1;
            int low = panel * WeightLayer.PanelWidth / layer.GroupOutputs * layer.ChannelsPerOutput;
            int end = ((lastOutput / layer.GroupOutputs) + 1) * layer.ChannelsPerOutput;
            if (first[panel] < 0 || first[panel] > low || (long)first[panel] + layer.ReadChannels < end || (long)first[panel] + layer.ReadChannels > layer.InputChannels)
            {
                return $"has a window at panel {panel} that lacks channels of a group or passes the last channel";
            }
        }

        return null;
    }

    private static string? FindInParts(WeightLayer layer)
    {
        if (layer.FirstChannel < 0 || layer.Part < 0 || (long)layer.FirstChannel + layer.OutputChannels > layer.MapChannels)
        {
            return "passes the channels of its map";
        }

        bool isPart = layer.FirstChannel != 0 || layer.Part != 0 || layer.MapChannels != layer.OutputChannels;
        return isPart && layer.Kind != WeightLayerKind.Depthwise ? "is a part although it is not depthwise" : null;
    }
}
