namespace NetCompiler;

/// <summary>
/// Completes a partial class with ShuffleNet V2: units that work on one half of the channels (Ma et al. 2018, arXiv:1807.11164, Table 5).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ShuffleNetV2.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ShuffleNetV2(Scale = 0.5, Form = Form.Megvii)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ShuffleNetV2Attribute : NetworkOptionsAttribute
{
    /// <summary>Channels of every stage, as a share of those of ShuffleNet v2 1×; 1 where it is not set. The paper has 0.5, 1, 1.5 and 2, whose widths are its own. Range: <c>&gt; 0</c>.</summary>
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

    /// <summary>Whether the last convolution, the pool and the classifier are compiled; they are where it is not set. Without them the network yields the map of stage 4, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>Whose branches and shuffles the weights were trained with; torchvision's where it is not set. The paper's figures are those of the authors' release, Megvii's: it differs in stage 2, unless the scale is 0.5, and in the order of channels. Range: <c>Torchvision, Megvii</c>.</summary>
    public Form Form { get; set; }

    /// <summary>Channels of stage 2, of which stage 3 has twice as many and stage 4 four times; where it is not set, the paper's for <see cref="Scale"/>, and 116 times the scale in multiples of 4 for scales that the paper does not have. Range: <c>4 ..</c>.</summary>
    public int Stage2 { get; set; } = 116;

    /// <summary>Channels of the last convolution; where it is not set 1024, and 2048 from a scale of 2. Range: <c>1 ..</c>.</summary>
    public int HeadChannels { get; set; } = 1024;

    /// <summary>Squeeze-and-excitation of every unit's result, with half as many channels between: ShuffleNet v2 2× with SE of the paper's Table 8; none where it is not set. Range: <c>yes, no</c>.</summary>
    public bool SqueezeExcite { get; set; }

    /// <summary>Adds what enters the right branch of a unit to its result, as in the paper's deep networks; not added where it is not set. Range: <c>yes, no</c>.</summary>
    public bool Residual { get; set; }

    /// <summary>A 3 × 3 depthwise convolution more before the first 1 × 1 of every unit's right branch: the paper's ShuffleNet v2*, for detection; none where it is not set. Range: <c>yes, no</c>.</summary>
    public bool ExtraDepthwise { get; set; }

    /// <summary>Whether the classifier has a bias; it has where it is not set, unless <see cref="Form"/> is the authors' release. Range: <c>yes, no</c>.</summary>
    public bool ClassifierBias { get; set; } = true;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
