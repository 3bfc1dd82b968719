using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>The zoo's networks, layer by layer, against lists made from the papers.</summary>
public sealed class ZooLayersTests
{
    [Theory]
    [InlineData("MobileNetV2", "mobilenet_v2_1.0_224.csv")]
    [InlineData("MobileNetV2", "mobilenet_v2_1.4_224.csv", "Alpha=1.4")]
    [InlineData("MobileNetV2", "mobilenet_v2_0.35_96.csv", "Alpha=0.35", "Resolution=96")]
    [InlineData("MobileNetV1", "mobilenet_v1_1.0_224.csv")]
    [InlineData("MobileNetV1", "mobilenet_v1_0.75_224.csv", "Alpha=0.75")]
    [InlineData("MobileNetV1", "mobilenet_v1_0.5_160.csv", "Alpha=0.5", "Resolution=160")]
    [InlineData("MobileNetV1", "mobilenet_v1_0.25_128.csv", "Alpha=0.25", "Resolution=128")]
    [InlineData("MobileNetV1", "mobilenet_v1_shallow_224.csv", "Shallow=yes")]
    [InlineData("MobileNetV1", "mobilenet_v1_conv_224.csv", "FullConvolution=yes")]
    public void Layers_are_the_papers(string name, string file, params string[] settings)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings).Network();

        // The lists call the classifier fully connected, whatever the paper's table does.
        string[] expected = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Skip(1)
            .Select(line => line.Split(','))
            .Select(c => $"{(c[1] == "dwconv" ? "dwconv" : "conv")} {c[2]}→{c[3]} {c[4]}×{c[5]}/{c[6]} bias {(c[15] == "0" ? 0 : 1)} norm {(c[16] == "0" ? 0 : 1)} {Then(c[18])}")];
        string[] found = [.. network.Operations.Where(operation => operation.Names.Count > 0).Select(operation => Text(network, operation))];

        Assert.Equal(expected, found);
    }

    private static string Then(string then) => then is "relu6" ? "relu6" : "none";

    private static string Text(UnrolledNetwork network, PrimitiveOperation operation)
    {
        int source = operation.Inputs[0];
        int entering = source < 0 ? network.Channels : network.Operations[source].OutputChannels;
        Window? window = operation.Window;
        string size = window is null ? "1×1/1" : $"{window.Height}×{window.Width}/{window.StrideHeight}";
        return $"{(operation.Operator == "dwconv" ? "dwconv" : "conv")} {entering}→{operation.OutputChannels} {size} "
            + $"bias {(operation.Bias ? 1 : 0)} norm {(operation.Norm ? 1 : 0)} {operation.Activation.ToString().ToLowerInvariant()}";
    }
}
