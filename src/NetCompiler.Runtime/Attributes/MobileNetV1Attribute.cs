namespace NetCompiler;

/// <summary>
/// Completes a partial class with MobileNet V1: depthwise separable convolutions (Howard et al. 2017, arXiv:1704.04861, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/MobileNetV1.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [MobileNetV1(Alpha = 0.5, Resolution = 160)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class MobileNetV1Attribute : NetworkOptionsAttribute
{
    /// <summary>The paper's width multiplier α: the channels of every layer, as a share of the paper's; 1 where it is not set. The paper has 1, 0.75, 0.5 and 0.25 (Table 6). Range: <c>&gt; 0</c>.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. The paper has 224, 192, 160 and 128 (Table 7). Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. TensorFlow's checkpoints have 1001, the first one the background. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>The framework whose padding and widths the weights were trained with; TensorFlow, the paper's own, where it is not set. Range: <c>Torchvision, TensorFlow, Keras</c>.</summary>
    public Form Form { get; set; } = Form.TensorFlow;

    /// <summary>What surrounds the maps; that of <see cref="Form"/> where it is not set. Range: <c>symmetric, same, keras</c>.</summary>
    public Padding Padding { get; set; } = Padding.Same;

    /// <summary>What follows every convolution; ReLU6, with which all known weights were trained, where it is not set. The paper's Figure 3 has ReLU. Range: <c>relu, relu6</c>.</summary>
    public Activation Activation { get; set; } = Activation.Relu6;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }

    /// <summary>Leaves out the five blocks of 14 × 14 × 512: the paper's Table 5. Range: <c>yes, no</c>.</summary>
    public bool Shallow { get; set; }

    /// <summary>Full 3 × 3 convolutions in place of depthwise separable ones: the paper's Table 4. Range: <c>yes, no</c>.</summary>
    public bool FullConvolution { get; set; }

    /// <summary>Whether the pool and the classifier are compiled; they are where it is not set. Without them the network yields the last block's map, or the taps alone. Range: <c>yes, no</c>.</summary>
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
