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
public sealed class MobileNetV2Attribute : Attribute
{
    /// <summary>The paper's width multiplier: every layer's channels, times this, rounded to a multiple of 8; the last convolution keeps 1280 below 1. Range: above 0. The authors' checkpoints have 1.4, 1.3, 1, 0.75, 0.5 and 0.35.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; instead of <see cref="Height"/> and <see cref="Width"/>. The paper has 224, 192, 160 and 128 (and 96 in the authors' checkpoints); any other works.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels. Where it is not set, <see cref="Resolution"/>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of the input, in pixels. Where it is not set, <see cref="Resolution"/>.</summary>
    public int Width { get; set; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart. ImageNet has 1000; TensorFlow's checkpoints have 1001, the first one the background.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whose padding the weights were trained with. Names of tensors do not tell it.</summary>
    public Form Form { get; set; }

    /// <summary>The padding of every window, where it is not the one of <see cref="Form"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What follows every layer that is not linear, where it is not the ReLU6 of the paper.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1.</summary>
    public bool Softmax { get; set; }
}
