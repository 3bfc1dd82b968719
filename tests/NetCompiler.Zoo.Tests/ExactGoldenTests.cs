using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Tables and graphs alone, without any kernel: the float64 reference over the graphs of the zoo gives the golden results. These were rounded from float64
/// too, so the bound is far below what kernels are held to.
/// </summary>
public class ExactGoldenTests
{
    private const double Tolerance = 1e-6;

    [SharedModelsTheory]
    [MemberData(nameof(GoldenModel.Indices), MemberType = typeof(GoldenModel))]
    public void Trained_networks(int index)
    {
        GoldenModel model = GoldenModel.All[index];
        ExactInterpreter interpreter = new(model.OpenWeights(), model.DialectIndex(), model.Epsilon);
        NetworkGraph graph = model.Graph();
        foreach ((string picture, float[] input, TensorFile golden) in model.Pictures())
        {
            Dictionary<string, double[]> values = interpreter.Run(graph, input);
            Golden.AssertClose(golden[picture + model.Result], values[graph.Values[graph.Output].Name], Tolerance);
            if (golden.Contains(picture + ".act.pooled"))
            {
                Golden.AssertElementsClose([.. golden[picture + ".act.pooled"].Select(value => (double)value)], values["Pool"], Tolerance);
            }
        }
    }

    [Fact]
    public void Every_file_of_the_formula_is_a_network()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "formula"), "*.safetensors")
            .Select(file => Path.GetFileNameWithoutExtension(file));
        Assert.Equal(files.Order(StringComparer.Ordinal), FormulaNetwork.All.Select(network => network.File).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FormulaNetwork.Indices), MemberType = typeof(FormulaNetwork))]
    public void Formula_networks_have_torchvisions_parameters(int index)
    {
        NetworkGraph graph = ZooNetwork.Graph(FormulaNetwork.All[index].Read());
        Assert.Equal(FormulaNetwork.All[index].Golden().Metadata["parameters"], NetworkCosts.Of(graph).Parameters.ToString());
    }

    [Theory]
    [MemberData(nameof(FormulaNetwork.SmallIndices), MemberType = typeof(FormulaNetwork))]
    public void Formula_networks(int index)
    {
        UnrolledNetwork network = FormulaNetwork.All[index].Read();
        (int dialect, double epsilon) = FormulaNetwork.Torchvision(network);
        NetworkGraph graph = ZooNetwork.Graph(network);
        double[] logits = new ExactInterpreter(new FormulaTensors(), dialect, epsilon).Output(graph, FormulaNetwork.Input(graph));
        Golden.AssertClose(FormulaNetwork.All[index].Golden()["logits"], logits, Tolerance);
    }

    [Fact]
    public void The_reader_of_digits()
    {
        NetworkGraph graph = ZooNetwork.Graph("MobileNetV2", "Alpha=0.5", "Resolution=64", "Classes=10");
        TensorFile weights = TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "demo", "mobilenet_v2_0.5_64_digits.safetensors"));
        TensorFile golden = TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "demo", "golden.safetensors"));
        ExactInterpreter interpreter = new(weights, 0, 1e-5);
        string[] pictures = [.. golden.Names.Where(name => name.EndsWith(".input", StringComparison.Ordinal)).Select(name => name[..^6])];
        Assert.Equal(12, pictures.Length);
        foreach (string picture in pictures)
        {
            double[] logits = interpreter.Output(graph, golden[picture + ".input"]);
            Golden.AssertClose(golden[picture + ".logits"], logits, Tolerance);
            Assert.Equal(picture[0] - '0', Array.IndexOf(logits, logits.Max()));
        }
    }
}
