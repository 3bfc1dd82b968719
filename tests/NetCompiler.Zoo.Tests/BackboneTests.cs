using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

[MobileNetV2(Alpha = 0.35, Resolution = 64)]
[Tap("Stride8", Stride = 8)]
[Tap("Head", Row = "Head")]
internal sealed partial class WholeNetwork;

[MobileNetV2(Alpha = 0.35, Resolution = 64, Classes = 5)]
[Tap("Stride8", Stride = 8)]
[Tap("Head", Row = "Head")]
internal sealed partial class FiveClasses;

[MobileNetV2(Alpha = 0.35, Resolution = 64, IncludeTop = false)]
internal sealed partial class WithoutTop;

[MobileNetV2(Alpha = 0.35, Resolution = 64, IncludeTop = false)]
[Tap("Fine", Stride = 8)]
[Tap("Coarse", Stride = 16)]
internal sealed partial class TwoScales;

/// <summary>
/// Networks with other classes than a checkpoint's, without a top, and with several outputs, as classes that the generator completes in this very project:
/// what a user does who takes a trained network for a task of his own.
/// </summary>
public class BackboneTests
{
    private static readonly byte[] s_whole = Checkpoint();
    private static readonly byte[] s_trunk = Checkpoint("IncludeTop=no");
    private static readonly float[] s_input = FormulaTensors.Input(64, 64, 3);
    private static readonly WeightOptions s_allow = new() { AllowMissingClassifier = true };

    private const string Zero = "or load it with new WeightOptions { AllowMissingClassifier = true }, which leaves Classifier zero.";

    [Fact]
    public void A_classifier_of_other_classes_is_refused_with_what_to_do()
    {
        WeightMismatchException exception = Assert.Throws<WeightMismatchException>(() => FiveClasses.Load(s_whole));
        Assert.Equal(["classifier.1.weight", "classifier.1.bias"], exception.Different);
        Assert.Empty(exception.Missing);
        Assert.Empty(exception.Unexpected);
        Assert.Contains("The classifier of the checkpoint has 1000 classes, that of the network 5: declare the network with Classes = 1000", exception.Message);
        Assert.EndsWith(Zero, exception.Message);
    }

    [Fact]
    public void A_missing_classifier_is_refused_with_what_to_do()
    {
        WeightMismatchException exception = Assert.Throws<WeightMismatchException>(() => FiveClasses.Load(s_trunk));
        Assert.Equal(["classifier.1.weight", "classifier.1.bias"], exception.Missing);
        Assert.Contains("The checkpoint has no classifier: declare the network with IncludeTop = false", exception.Message);
        Assert.EndsWith(Zero, exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_that_is_allowed_scores_are_zero_and_features_are_those_of_the_checkpoint(bool hasClassifier)
    {
        (float[] stride8, float[] head) = FeaturesOfWholeNetwork();
        using FiveClasses model = FiveClasses.Load(hasClassifier ? s_whole : s_trunk, s_allow);
        float[] scores = [1, 2, 3, 4, 5];
        float[] ownStride8 = new float[FiveClasses.Stride8Length];
        float[] ownHead = new float[FiveClasses.HeadLength];
        model.Run(s_input, scores, ownStride8, ownHead);
        Assert.Equal(new float[5], scores);
        Assert.Equal(stride8, ownStride8);
        Assert.Equal(head, ownHead);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_its_top_a_network_takes_checkpoints_with_and_without_classifier(bool hasClassifier)
    {
        (_, float[] head) = FeaturesOfWholeNetwork();
        using WithoutTop model = WithoutTop.Load(hasClassifier ? s_whole : s_trunk);
        Assert.Equal((2, 2, 1280), (WithoutTop.OutputHeight, WithoutTop.OutputWidth, WithoutTop.OutputChannels));
        float[] output = new float[WithoutTop.OutputLength];
        model.Run(s_input, output);
        Assert.Equal(head, output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_no_tap_needs_may_be_in_the_checkpoint(bool hasClassifier)
    {
        (float[] stride8, _) = FeaturesOfWholeNetwork();
        using TwoScales model = TwoScales.Load(hasClassifier ? s_whole : s_trunk);
        float[] fine = new float[TwoScales.FineLength];
        float[] coarse = new float[TwoScales.CoarseLength];
        model.Run(s_input, fine, coarse);
        Assert.Equal(stride8, fine);
        Assert.Contains(coarse, value => value != 0);
        Assert.True(TwoScales.WeightBytes < WithoutTop.WeightBytes / 2, "The weights after the last tap are left out.");
    }

    [Fact]
    public void Runs_with_several_outputs_allocate_nothing()
    {
        using FiveClasses model = FiveClasses.Load(s_trunk, s_allow);
        byte[] pixels = new byte[FiveClasses.InputLength];
        new Random(1).NextBytes(pixels);
        float[] scores = new float[FiveClasses.OutputLength];
        float[] stride8 = new float[FiveClasses.Stride8Length];
        float[] head = new float[FiveClasses.HeadLength];
        long allocated = 0;

        // The first round loads and compiles what the second only runs.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int run = 0; run < 20; run++)
            {
                model.Run(s_input, scores, stride8, head);
                model.Run(pixels, scores, stride8, head);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Outputs_that_are_short_or_overlap_are_refused_before_anything_is_written()
    {
        using TwoScales model = TwoScales.Load(s_whole);
        float[] memory = new float[TwoScales.FineLength + TwoScales.CoarseLength];
        Assert.Throws<ArgumentException>(() => model.Run(s_input, memory.AsSpan(0, TwoScales.FineLength - 1), memory.AsSpan(TwoScales.FineLength)));
        Assert.Throws<ArgumentException>(
            () => model.Run(s_input, memory.AsSpan(0, TwoScales.FineLength), memory.AsSpan(TwoScales.FineLength - 1, TwoScales.CoarseLength)));
        Assert.All(memory, value => Assert.Equal(0, value));
    }

    private static (float[] Stride8, float[] Head) FeaturesOfWholeNetwork()
    {
        using WholeNetwork model = WholeNetwork.Load(s_whole);
        float[] scores = new float[WholeNetwork.OutputLength];
        float[] stride8 = new float[WholeNetwork.Stride8Length];
        float[] head = new float[WholeNetwork.HeadLength];
        model.Run(s_input, scores, stride8, head);
        Assert.Contains(stride8, value => value != 0);
        Assert.Contains(head, value => value != 0);
        Assert.Contains(scores, value => value != 0);
        return (stride8, head);
    }

    private static byte[] Checkpoint(params string[] settings) =>
        CheckpointWriter.Write(ZooNetwork.Graph("MobileNetV2", ["Alpha=0.35", "Resolution=64", .. settings]), 0, new FormulaTensors());
}
