using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// What each panel of 16 output channels of a grouped convolution reads: the channels of its group alone, where a 1×1 convolution has outputs enough for
/// panels of their own, and otherwise as many neighbouring input channels for every panel, from a multiple of 16 on,
/// which hold the channels of all groups that the panel has a part in. Weights of other groups in the window are 0. Defined in
/// <c>docs/numerics.md</c>, since it decides which products a sum has.
/// </summary>
/// <param name="Channels">Input channels of each window.</param>
/// <param name="First">For each panel its window's first channel.</param>
internal sealed record GroupWindows(int Channels, EquatableArray<int> First)
{
    private const int Panel = WeightLayout.PanelChannels;

    /// <summary>Outputs of a group that fill at least half of a panel.</summary>
    private const int FewestExactOutputs = 8;

    /// <summary>Whether a dense convolution has one tap, and every pixel has it.</summary>
    public static bool IsPointwise(Convolution convolution) => convolution is
    {
        Kind: ConvolutionKind.Dense, KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1,
        Padding: { Top: 0, Left: 0, Bottom: 0, Right: 0 },
    };

    /// <summary>Whether a grouped convolution has panels for each of its groups.</summary>
    public static bool AreExact(Convolution convolution, int outputChannels) =>
        convolution.Groups > 1 && IsPointwise(convolution) && outputChannels / convolution.Groups >= FewestExactOutputs;

    /// <summary>Each group's own channels, for the panels that its outputs fill alone.</summary>
    public static GroupWindows Exact(int inputChannels, int outputChannels, int groups)
    {
        int inputs = inputChannels / groups;
        int panels = ((outputChannels / groups) + Panel - 1) / Panel;
        return new GroupWindows(inputs, Enumerable.Range(0, groups * panels).Select(panel => panel / panels * inputs).ToEquatableArray());
    }

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
