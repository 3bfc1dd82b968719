using NetCompiler.Samples.Classify;
using NetCompiler.Samples.Classify.Imaging;
using NetCompiler.Testing.Models;

namespace NetCompiler.Samples.Tests;

/// <summary>The bundled pictures go through decoder, preprocessing and network and give the logits of a float64 evaluation.</summary>
public sealed class BundledDigitsTests
{
    private static readonly string Digits = Path.Combine(AppContext.BaseDirectory, "Digits");

    private static readonly TensorFile Golden = TensorFile.Open(Path.Combine(Digits, "golden.safetensors"));

    private static IEnumerable<string> Named => Golden.Names.Where(name => name.EndsWith(".logits", StringComparison.Ordinal))
        .Select(name => name[..^".logits".Length]).Order(StringComparer.Ordinal);

    public static TheoryData<string> Pictures => [.. Named];

    [Fact]
    public void EveryPictureHasAGolden() => Assert.Equal(
        Named,
        Directory.EnumerateFiles(Path.Combine(Digits, "Pictures")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pictures))]
    public void PreprocessingGivesTheGoldenInput(string name)
    {
        Picture picture = Read(name);
        float[] input = new float[DigitReader.InputLength];
        DigitReader.Preprocessing.Apply(picture.Rgb, picture.Width, picture.Height, input);
        float[] expected = Golden[name + ".input"];
        Assert.Equal(expected.Length, input.Length);
        Assert.All(expected.Zip(input), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void PictureIsReadRight(string name)
    {
        CompiledNetwork network = CompiledNetwork.All[0];
        using LoadedNetwork loaded = network.Load(Path.Combine(AppContext.BaseDirectory, network.BundledWeights!), new WeightOptions());
        float[] scores = Classifier.Classify(network, loaded, Read(name)).Scores;
        float[] logits = Golden[name + ".logits"];
        double bound = 1e-4 * logits.Max(Math.Abs);
        Assert.All(logits.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, bound));

        // The name begins with the digit that the picture shows.
        Assert.Equal(name[0] - '0', Ranking.Top(scores, 1)[0].Class);
    }

    private static Picture Read(string name) => PictureReader.Read(Path.Combine(Digits, "Pictures", name));
}
