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
public sealed class MobileNetV1Attribute : Attribute
{
    /// <summary>The paper's width multiplier α: every layer's channels, times this. Range: above 0. The paper has 1, 0.75, 0.5 and 0.25.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; instead of <see cref="Height"/> and <see cref="Width"/>. The paper has 224, 192, 160 and 128; any other works.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels. Where it is not set, <see cref="Resolution"/>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of the input, in pixels. Where it is not set, <see cref="Resolution"/>.</summary>
    public int Width { get; set; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart. ImageNet has 1000; TensorFlow's checkpoints have 1001, the first one the background.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whose padding and activation the weights were trained with. Names of tensors do not tell it.</summary>
    public Form Form { get; set; } = Form.TensorFlow;

    /// <summary>The padding of every window, where it is not the one of <see cref="Form"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What follows every layer but the last, where it is not the one of <see cref="Form"/>. The paper says ReLU, all known weights were trained with ReLU6.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1.</summary>
    public bool Softmax { get; set; }

    /// <summary>Leaves out the five layers of 14 × 14 × 512: the paper's Table 5.</summary>
    public bool Shallow { get; set; }

    /// <summary>Full convolutions instead of depthwise separable ones: the paper's Table 4.</summary>
    public bool FullConvolution { get; set; }
}
