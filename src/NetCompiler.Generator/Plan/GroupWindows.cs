using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// What each panel of 16 output channels of a grouped convolution reads: as many neighbouring input channels for every panel, from a multiple of 16 on,
/// which hold the channels of all groups that the panel has a part in. Weights of other groups in the window are 0. Defined in
/// <c>docs/numerics.md</c>, since it decides which products a sum has.
/// </summary>
/// <param name="Channels">Input channels of each window.</param>
/// <param name="First">For each panel its window's first channel.</param>
internal sealed record GroupWindows(int Channels, EquatableArray<int> First)
{
    private const int Panel = WeightLayout.PanelChannels;

    /// <summary>The narrowest windows that serve all panels.</summary>
    public static GroupWindows Of(int inputChannels, int outputChannels, int groups)
    {
        int inputs = inputChannels / groups;
        int outputs = outputChannels / groups;
        int panels = (outputChannels + Panel - 1) / Panel;
        for (int channels = inputs; ; channels++)
        {
            List<int> first = [];
            for (int panel = 0; panel < panels; panel++)
            {
                int lastOutput = Math.Min(outputChannels, (panel + 1) * Panel) - 1;
                int low = panel * Panel / outputs * inputs;
                int end = ((lastOutput / outputs) + 1) * inputs;

                // Not past the map's last channel: what lies there is no number.
                int start = Math.Min(low, inputChannels - channels) / Panel * Panel;
                if (start + channels < end)
                {
                    break;
                }

                first.Add(start);
            }

            if (first.Count == panels)
            {
                return new GroupWindows(channels, first.ToEquatableArray());
            }
        }
    }
}
