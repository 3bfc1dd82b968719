using NetCompiler.Samples.Classify;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>The bundled pictures go through decoder, preprocessing and network and give the logits of a float64 evaluation.</summary>
public sealed class BundledDigitsTests
{
    private static readonly string Digits = Path.Combine(AppContext.BaseDirectory, "Digits");

    private static readonly GoldenFile Golden = new(Path.Combine(Digits, "golden.safetensors"));

    public static TheoryData<string> Pictures => [.. Golden.Pictures.Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryPictureHasAGolden() => Assert.Equal(
        Golden.Pictures.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Digits, "Pictures")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pictures))]
    public void PreprocessingGivesTheGoldenInput(string name)
    {
        Picture picture = Read(name);
        float[] input = new float[DigitReader.InputLength];
        DigitReader.Preprocessing.Apply(picture.Rgb, picture.Width, picture.Height, input);
        float[] expected = Golden.Floats(name + ".input");
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
        float[] logits = Golden.Floats(name + ".logits");
        double bound = 1e-4 * logits.Max(Math.Abs);
        Assert.All(logits.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, bound));

        // The name begins with the digit that the picture shows.
        Assert.Equal(name[0] - '0', Ranking.Top(scores, 1)[0].Class);
    }

    private static Picture Read(string name) => PictureReader.Read(Path.Combine(Digits, "Pictures", name));
}
