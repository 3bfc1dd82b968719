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
            Golden.AssertClose(golden[picture + ".logits"], values[graph.Values[graph.Output].Name], Tolerance);
            if (golden.Contains(picture + ".act.pooled"))
            {
                AssertElementsClose(golden[picture + ".act.pooled"], values["Pool"]);
            }
        }
    }

    [Theory]
    [InlineData("mobilenet_v2_0.35_96", "Alpha=0.35", "Resolution=96")]
    [InlineData("mobilenet_v2_0.5_224", "Alpha=0.5")]
    [InlineData("mobilenet_v2_1.0_224")]
    [InlineData("mobilenet_v2_1.4_160", "Alpha=1.4", "Resolution=160")]
    public void Formula_networks(string file, params string[] settings)
    {
        NetworkGraph graph = ZooNetwork.Graph("MobileNetV2", settings);
        Shape shape = graph.Values[0].Shape;
        TensorFile golden = TensorFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "formula", file + ".safetensors"));
        Assert.Equal(golden.Metadata["parameters"], NetworkCosts.Of(graph).Parameters.ToString());
        double[] logits = new ExactInterpreter(new FormulaTensors(), 0, 1e-5).Output(graph, FormulaTensors.Input(shape.Height, shape.Width, 3));
        Golden.AssertClose(golden["logits"], logits, Tolerance);
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

    private static void AssertElementsClose(float[] expected, double[] actual)
    {
        double largest = expected.Max(value => Math.Abs((double)value));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * largest));
    }
}
