using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Snapshots;

namespace NetCompiler.Generator.Tests.Passes;

/// <summary>Whole networks of the zoo before and after the passes, as text.</summary>
public class ZooGraphTests
{
    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    public void Graphs_of_the_zoo(string network)
    {
        NetworkGraph graph = ZooNetwork.Graph(network);
        Snapshot.Match(GraphText.Write(graph), name: $"{network}.before");
        Snapshot.Match(GraphText.Write(PassList.Run(graph)), name: $"{network}.after");
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV1", "Form=Keras", "Alpha=0.6", "Height=33", "Width=57")]
    [InlineData("MobileNetV2", "Alpha=0.35", "Resolution=225")]
    [InlineData("MobileNetV2", "Form=TensorFlow", "Channels=1", "Resolution=144")]
    public void Passes_leave_fused_convolutions_and_pools_alone(string network, params string[] settings)
    {
        NetworkGraph graph = ZooNetwork.Graph(network, settings);
        NetworkCosts before = NetworkCosts.Of(graph);
        foreach (Pass pass in PassList.All)
        {
            graph = pass.Run(graph);
            GraphVerifier.Verify(graph);
            NetworkCosts after = NetworkCosts.Of(graph);
            Assert.Equal((before.Parameters, before.MultiplyAdds), (after.Parameters, after.MultiplyAdds));
        }

        Assert.All(graph.Nodes, node => Assert.True(node.Op is Convolution or AveragePool, node.Name));
        Assert.Equal(graph, PassList.Run(graph));
    }
}
