using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>A run over bytes gives the bits of a run over the floats that the bytes stand for, padded edges included.</summary>
public class PixelInputTests
{
    [Theory]
    [InlineData("MobileNetV2", new[] { 0.485, 0.456, 0.406 }, new[] { 0.229, 0.224, 0.225 }, "Alpha=0.35", "Height=33", "Width=57", "Classes=9")]
    [InlineData("MobileNetV2", new[] { 0.5, 0.5, 0.5 }, new[] { 0.5, 0.5, 0.5 }, "Form=TensorFlow", "Alpha=0.25", "Resolution=48", "Classes=9")]
    [InlineData("MobileNetV1", new[] { 0.5 }, new[] { 0.5 }, "Channels=1", "Alpha=0.25", "Resolution=40", "Classes=9")]
    public void Bytes_are_looked_up_and_then_are_floats(string network, double[] mean, double[] deviation, params string[] settings)
    {
        NetworkGraph graph = ZooNetwork.Graph(network, settings);
        Shape shape = graph.Values[0].Shape;
        ulong hash = FormulaTensors.Hash("pixels");
        byte[] pixels = [.. Enumerable.Range(0, shape.Length).Select(i => (byte)(256 * FormulaTensors.Uniform(hash, i)))];
        float[] floats = [.. pixels.Select((value, i) => (float)(((value / 255.0) - mean[i % mean.Length]) / deviation[i % mean.Length]))];
        GeneratedModel generated = GeneratedModels.Compile(ZooNetwork.Declare(network, settings)).Single();
        using LoadedModel loaded = generated.Load(CheckpointWriter.Write(graph, 0, new FormulaTensors()), new WeightOptions { AcceptForm = true });
        float[] expected = loaded.Run(floats);
        Assert.Equal(-1, FloatBits.FirstDifference(expected, loaded.RunPixels(pixels)));
        Assert.True(expected.Distinct().Count() > 1);
    }
}
