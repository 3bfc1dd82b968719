namespace NetCompiler;

/// <summary>
/// Completes a partial class with ShuffleNet V1: grouped 1 × 1 convolutions with a shuffle between the groups (Zhang et al. 2017, arXiv:1707.01083, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ShuffleNetV1.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ShuffleNetV1(Groups = 8, Scale = 0.5)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ShuffleNetV1Attribute : NetworkOptionsAttribute
{
    /// <summary>The paper's g, the groups of the 1 × 1 convolutions; 3 where it is not set. Range: <c>1, 2, 3, 4, 8</c>.</summary>
    public int Groups { get; set; } = 3;

    /// <summary>The paper's s: the channels of every layer, as a share of those of ShuffleNet 1×; 1 where it is not set. The paper has 2, 1.5, 1, 0.5 and 0.25. Range: <c>&gt; 0</c>.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>; 224 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whether the pool and the classifier are compiled; they are where it is not set. Without them the network yields the map of stage 4, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>Whose channel shuffle the weights were trained with; the paper's where it is not set. The authors' release, Megvii's, shuffles by the inverse permutation and after the depthwise convolution; its classifier has no bias. Range: <c>Paper, Megvii</c>.</summary>
    public Form Form { get; set; } = Form.Paper;

    /// <summary>Channels of the first layer; where it is not set, those of the authors' release: 12 (16 for 8 groups) below a scale of 1, 24 below 2, 48 from there. Range: <c>1 ..</c>.</summary>
    public int StemChannels { get; set; } = 24;

    /// <summary>Channels of stage 2, of which stage 3 has twice as many and stage 4 four times; where it is not set, the paper's for <see cref="Groups"/> times <see cref="Scale"/>, in multiples of four times the groups. Range: <c>4 ..</c>.</summary>
    public int Stage2 { get; set; } = 240;

    /// <summary>Whether the means of the shortcuts divide by all nine positions at the edges too, as in PyTorch, or by those inside the map, as in TensorFlow and Caffe; by all where it is not set. Range: <c>yes, no</c>.</summary>
    public bool CountPadding { get; set; } = true;

    /// <summary>Whether the classifier has a bias; it has where it is not set, unless <see cref="Form"/> is the authors' release. Range: <c>yes, no</c>.</summary>
    public bool ClassifierBias { get; set; } = true;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
