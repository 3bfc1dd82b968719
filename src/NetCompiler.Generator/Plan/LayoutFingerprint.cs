using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Tells packed weights of one network and layout from those of another: a hash over all that decides what stands where in the
/// weight block. Names and positions do not count.
/// </summary>
internal static class LayoutFingerprint
{
    /// <summary>To be raised whenever the meaning of the weight block changes and the layers' numbers do not.</summary>
    private const int LayoutVersion = 1;

    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(NetworkGraph graph, EquatableArray<PlannedLayer> layers)
    {
        StringBuilder text = new();
        text.Append("layout ").Append(CodeNumber(LayoutVersion)).Append(" panels ").Append(CodeNumber(WeightLayout.PanelChannels));
        foreach (PlannedLayer layer in layers)
        {
            int[] numbers =
            [
                layer.Offset, (int)layer.Kind, layer.KernelHeight, layer.KernelWidth, layer.InputChannels, layer.OutputChannels,
                .. layer.Windows is null ? Array.Empty<int>() : [layer.Groups, layer.Windows.Channels],
                .. layer.FirstChannel == 0 ? Array.Empty<int>() : [layer.FirstChannel],
                .. layer.Lanes,
                .. layer.TileSide == 0 ? Array.Empty<int>() : [layer.TileSide, layer.TilePositions],
            ];
            text.Append('\n').Append(string.Join(" ", numbers.Select(CodeNumber)));
        }

        text.Append('\n').Append(graph.Values[0].Shape);
        foreach (GraphNode node in graph.Nodes)
        {
            text.Append('\n').Append(GraphText.Describe(node.Op)).Append(' ').Append(graph.Values[node.Output].Shape);
            text.Append(" of ").Append(string.Join(" ", node.Inputs.Select(CodeNumber)));
        }

        using SHA256 hash = SHA256.Create();
        byte[] bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Concat(bytes.Take(16).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string CodeNumber(int value) => value.ToString(CultureInfo.InvariantCulture);
}
