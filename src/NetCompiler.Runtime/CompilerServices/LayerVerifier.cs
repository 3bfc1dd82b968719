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

        return FindInTiles(layer) ?? FindInLanes(layer) ?? FindInGroups(layer) ?? FindInParts(layer);
    }

    private static string? FindInTiles(WeightLayer layer)
    {
        bool isThreeByThree = layer is { Kind: WeightLayerKind.Convolution, Groups: 1, PanelInputs: null, KernelHeight: 3, KernelWidth: 3 };
        return layer.TileSide == 0 || (layer.TileSide is 2 or 4 && isThreeByThree) ? null : "is computed in tiles although no such tiles are known";
    }

    private static string? FindInLanes(WeightLayer layer)
    {
        if (layer.Lanes is not { } lanes)
        {
            return null;
        }

        bool[] isThere = new bool[layer.OutputChannels];
        foreach (int channel in lanes)
        {
            if (channel < -1 || channel >= isThere.Length || (channel >= 0 && isThere[channel]))
            {
                return "has lanes of a channel that is not there, or two of one";
            }

            if (channel >= 0)
            {
                isThere[channel] = true;
            }
        }

        return isThere.All(there => there) ? null : "has a channel without a lane";
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
            (int firstOutput, int lastOutput) = OutputsOf(layer, panel);
            int low = firstOutput / layer.GroupOutputs * layer.ChannelsPerOutput;
            int end = ((lastOutput / layer.GroupOutputs) + 1) * layer.ChannelsPerOutput;
            if (first[panel] < 0 || first[panel] > low || (long)first[panel] + layer.ReadChannels < end || (long)first[panel] + layer.ReadChannels > layer.InputChannels)
            {
                return $"has a window at panel {panel} that lacks channels of a group or passes the last channel";
            }
        }

        return null;
    }

    /// <summary>The lowest and the highest channel of a panel; of one without any, as if it had the first.</summary>
    private static (int First, int Last) OutputsOf(WeightLayer layer, int panel)
    {
        int first = panel * WeightLayer.PanelWidth;
        if (layer.Lanes is not { } lanes)
        {
            return (first, Math.Min(layer.OutputChannels, first + WeightLayer.PanelWidth) - 1);
        }

        int[] channels = [.. lanes.Skip(first).Take(WeightLayer.PanelWidth).Where(channel => channel >= 0)];
        return channels.Length == 0 ? (0, 0) : (channels.Min(), channels.Max());
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
