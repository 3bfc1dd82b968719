using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Tables against PyTorch, where no checkpoint is at hand: the same network, written down from its paper in <c>Data/peer/make_goldens.py</c>, has as many
/// parameters and gives the same output in float64. Generated code is held to the float64 reference elsewhere.
/// </summary>
public class PeerGoldenTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Every_file_is_a_network()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "peer"), "*.safetensors")
            .Select(file => Path.GetFileNameWithoutExtension(file));
        Assert.Equal(files.Order(StringComparer.Ordinal), PeerNetwork.Files);
    }

    [Theory]
    [MemberData(nameof(PeerNetwork.Names), MemberType = typeof(PeerNetwork))]
    public void Is_the_papers_network(string file)
    {
        PeerNetwork peer = new(file);
        UnrolledNetwork network = peer.Read();
        NetworkGraph graph = ZooNetwork.Graph(network);
        Assert.Equal(peer.Parameters, NetworkCosts.Of(graph).Parameters.ToString());
        ExactInterpreter interpreter = new(new FormulaTensors(), peer.DialectIndex(network), peer.Epsilon);
        Golden.AssertElementsClose(peer.Output, interpreter.Output(graph, FormulaNetwork.Input(graph)), Tolerance);
    }
}
