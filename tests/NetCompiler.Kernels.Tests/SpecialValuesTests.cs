using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Kernels.Tests;

/// <summary>NaN, infinities, zeros of both signs, subnormal numbers: in inputs and in weights, where a padded tap that is not skipped would show.</summary>
public class SpecialValuesTests
{
    private static readonly float[] Specials =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0f, float.Epsilon, -1e-40f, float.MaxValue, float.MinValue, 6f, -6f];

    [Theory]
    [InlineData(0.3, false)]
    [InlineData(1.0, false)]
    [InlineData(0.05, true)]
    [InlineData(0.0, true)]
    public void In_inputs_and_weights(double share, bool inWeights)
    {
        List<KernelCase> cases = [];
        foreach (int channels in new[] { 1, 5, 8, 17 })
        {
            foreach (ActivationKind activation in Enum.GetValues<ActivationKind>())
            {
                cases.Add(Case("pointwise", channels, share, inWeights, sketch => sketch.Conv("Layer", Input, 9, Square(1), bias: true, activation: activation)));
            }

            foreach (ActivationKind activation in new[] { ActivationKind.None, ActivationKind.Relu, ActivationKind.Relu6 })
            {
                cases.Add(Case("dense", channels, share, inWeights, sketch => sketch.Conv("Layer", Input, 19, Square(3, 2), activation: activation)));
                cases.Add(Case("depthwise", channels, share, inWeights, sketch => sketch.Depthwise("Layer", Input, channels, Square(3), activation: activation)));
                cases.Add(Case("residual", channels, share, inWeights, sketch =>
                    sketch.Sum("Sum", Input, sketch.Conv("Layer", Input, channels, Square(3), bias: true), activation)));
                cases.Add(Case("pool", channels, share, inWeights, sketch => sketch.Pool("Pool", Input, Square(3, 2), activation)));
            }

            foreach (ConvolutionAlgorithm algorithm in new[] { ConvolutionAlgorithm.Winograd2, ConvolutionAlgorithm.Winograd4 })
            {
                cases.Add(Case($"{algorithm}", channels, share, inWeights, sketch =>
                    sketch.Sum("Sum", Input, sketch.Conv("Layer", Input, channels, Square(3), bias: true), ActivationKind.Relu)) with { Algorithm = algorithm });
            }

            cases.Add(Case("groups", 4 * channels, share, inWeights, sketch => sketch.GroupConv("Layer", Input, 20, 4, Square(3))));
            cases.Add(Case("parts", channels + 7, share, inWeights, sketch => sketch.Mixed("Layer", Input, [(channels, 3), (7, 5)], bias: true)));
            cases.Add(Case("largest", channels, share, inWeights, sketch => sketch.MaxPool("Pool", Input, Square(3, 2))));
            cases.Add(Case("average with padding", channels, share, inWeights, sketch => sketch.FullPool("Pool", Input, Square(3, 2))));
            cases.Add(Case("adaptive", channels, share, inWeights, sketch => sketch.AdaptivePool("Pool", Input, 2, 4)));
            cases.Add(Case("product", channels, share, inWeights, sketch =>
                sketch.Product("Product", Input, sketch.MaxPool("Pool", Input, Square(6, 6)), ActivationKind.Relu)));
            cases.Add(Case("norm", channels, share, inWeights, sketch => sketch.Norm("Norm", Input)));
            cases.Add(Case("response norm", channels, share, inWeights, sketch =>
                sketch.ResponseNorm("Norm", Input, new ResponseNormRule(5, 1e-4, 0.75, 1))));
            cases.Add(Case("joined", channels, share, inWeights, sketch =>
                sketch.Concat("Joined", Input, sketch.Conv("Layer", Input, 3, Square(1)), sketch.Shuffle("Shuffle", sketch.Concat("Twice", Input, Input), 2))));
            cases.Add(Case("fully connected, softmax", channels, share, inWeights, sketch => sketch.Softmax("Softmax", sketch.FullyConnected("Layer", Input, 7))));
        }

        KernelChecks.Check(cases);
    }

    [Fact]
    public void Subnormal_products_are_kept()
    {
        NetworkSketch sketch = new(1, 3, 8);
        sketch.Depthwise("Layer", Input, 8, Square(1));
        KernelChecks.Check([new KernelCase("subnormal", sketch.Finish()) { Input = _ => [.. Enumerable.Range(1, 24).Select(i => i * 1e-39f)] }]);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 24)]
    [InlineData(5, 40)]
    public void Without_fused_multiply_add_sums_stay_within_the_bound_of_the_page(int kernel, int channels)
    {
        NetworkSketch sketch = new(9, 9, channels);
        sketch.Conv("Layer", Input, 16, Square(kernel), bias: true);
        NetworkGraph graph = GraphBuilder.Build(sketch.Finish()).Graph!;
        FormulaTensors tensors = new();
        float[] input = FormulaTensors.Input(9, 9, channels);
        float[] fused = new FusedReference(tensors, 0, 0).Output(graph, input);
        float[] apart = new FusedReference(tensors, 0, 0, fused: false).Output(graph, input);

        // The same sums over absolute values, in float64: S of the page.
        double[] sizes = new ExactInterpreter(new AbsoluteTensors(tensors), 0, 0).Output(graph, Array.ConvertAll(input, Math.Abs));
        int taps = kernel * kernel * channels;
        double unit = Math.Pow(2, -24);
        Assert.Contains(true, fused.Zip(apart, (x, y) => x != y));
        for (int i = 0; i < fused.Length; i++)
        {
            Assert.True(Math.Abs((double)fused[i] - apart[i]) <= ((2 * taps) + 2) * unit * sizes[i]);
        }
    }

    private static KernelCase Case(string name, int channels, double share, bool inWeights, Action<NetworkSketch> add)
    {
        NetworkSketch sketch = new(5, 6, channels);
        add(sketch);
        return new KernelCase($"{name} of {channels}, {share} special", sketch.Finish())
        {
            IsFinite = false,
            Tensors = inWeights ? new SpecialTensors() : new FormulaTensors(),
            Input = shape => Mixed(FormulaTensors.Input(shape.Height, shape.Width, shape.Channels), "special input", share),
        };
    }

    private static float[] Mixed(float[] values, string seed, double share)
    {
        ulong hash = FormulaTensors.Hash(seed);
        return [.. values.Select((value, i) =>
            FormulaTensors.Uniform(hash, i) < share ? Specials[(int)(FormulaTensors.Uniform(hash, i + 1_000_000) * Specials.Length)] : value)];
    }

    /// <summary>The formula's weights with some special values among them.</summary>
    private sealed class SpecialTensors : TensorSource
    {
        private readonly FormulaTensors _formula = new();

        public override bool Contains(string name) => _formula.Contains(name);

        public override float[] Read(string name, params int[] shape) => Mixed(_formula.Read(name, shape), "special " + name, 0.1);
    }

    private sealed class AbsoluteTensors(TensorSource tensors) : TensorSource
    {
        public override bool Contains(string name) => tensors.Contains(name);

        public override float[] Read(string name, params int[] shape) => Array.ConvertAll(tensors.Read(name, shape), Math.Abs);
    }
}
