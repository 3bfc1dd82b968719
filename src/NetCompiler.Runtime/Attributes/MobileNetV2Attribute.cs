namespace NetCompiler;

/// <summary>
/// Completes a partial class with MobileNet V2: inverted residuals with linear bottlenecks (Sandler et al. 2018, arXiv:1801.04381, Table 2).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/MobileNetV2.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [MobileNetV2(Alpha = 0.5, Resolution = 96, Classes = 10)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class MobileNetV2Attribute : NetworkOptionsAttribute
{
    /// <summary>The paper's width multiplier: the channels of every layer, as a share of the paper's, in multiples of 8; the last convolution is never narrower than the paper's 1280. 1 where it is not set. The authors' checkpoints have 1.4, 1.3, 1, 0.75, 0.5 and 0.35. Range: <c>&gt; 0</c>.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. The authors' checkpoints have 224, 192, 160, 128 and 96. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. TensorFlow's checkpoints have 1001, the first one the background. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>The framework whose padding and widths the weights were trained with; torchvision where it is not set. Range: <c>Torchvision, TensorFlow, Keras</c>.</summary>
    public Form Form { get; set; }

    /// <summary>What surrounds the maps; that of <see cref="Form"/> where it is not set. Range: <c>symmetric, same, keras</c>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What follows every convolution but the last of a block; the paper's ReLU6 where it is not set. Range: <c>relu, relu6</c>.</summary>
    public Activation Activation { get; set; } = Activation.Relu6;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }

    /// <summary>Whether the pool and the classifier are compiled; they are where it is not set. Without them the network yields the head's map, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>How many times smaller than the input the last maps are: 32, 16 or 8; 32 where it is not set. Blocks that would go beyond keep the map's size, and the windows after them are dilated. Range: <c>8, 16, 32</c>.</summary>
    public int OutputStride { get; set; } = 32;

    /// <summary>Sizes of the depthwise windows, odd; several share the channels (MDConv, arXiv:1907.09595); 3 alone where it is not set. Range: <c>list of 3 .. 31</c>.</summary>
    public int[] Kernels { get; set; } = [3];

    /// <summary>How several windows share the channels; equally where it is not set. Range: <c>equal, exponential</c>.</summary>
    public KernelPartition Partition { get; set; }

    /// <summary>Whether windows over 3 × 3 are dilated 3 × 3 ones where the stride is 1; they are not where it is not set. Range: <c>yes, no</c>.</summary>
    public bool Dilated { get; set; }
}
