namespace NetCompiler;

/// <summary>
/// Completes a partial class with MobileNet V3-Small: inverted residuals with squeeze-and-excitation and h-swish (Howard et al. 2019, arXiv:1905.02244, Table 2).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/MobileNetV3Small.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [MobileNetV3Small(Resolution = 128, Classes = 10)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class MobileNetV3SmallAttribute : NetworkOptionsAttribute
{
    /// <summary>The paper's width multiplier: the channels of every layer, as a share of the paper's, in multiples of 8; 1 where it is not set. The paper has 1 and 0.75, torchvision scales the stem and the layer before the classifier too (see <see cref="Form"/>). Range: <c>&gt; 0</c>.</summary>
    public double Alpha { get; set; } = 1;

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

    /// <summary>Whether the pool and the two layers after it are compiled; they are where it is not set. Without them the network yields the head's map, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The framework whose padding and widths the weights were trained with; torchvision where it is not set. Range: <c>Torchvision, TensorFlow, Keras</c>.</summary>
    public Form Form { get; set; }

    /// <summary>What surrounds the maps; that of <see cref="Form"/> where it is not set. Range: <c>symmetric, same, keras</c>.</summary>
    public Padding Padding { get; set; }

    /// <summary>The authors' minimalistic variant: no squeeze-and-excitation, ReLU and 3 × 3 windows everywhere; the full network where it is not set. Range: <c>yes, no</c>.</summary>
    public bool Minimalistic { get; set; }

    /// <summary>Width of the layer between the pool and the classifier; where it is not set, 1024 times <see cref="Alpha"/> in multiples of 8, which TensorFlow and Keras never make narrower than 1024. Range: <c>1 ..</c>.</summary>
    public int HiddenChannels { get; set; } = 1024;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
