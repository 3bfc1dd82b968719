namespace NetCompiler;

/// <summary>
/// Completes a partial class with VGG-16: thirteen 3×3 convolutions and three fully connected layers (Simonyan, Zisserman 2014, arXiv:1409.1556, Table 1, column D).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/VGG16.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [VGG16(BatchNorm = true)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class VGG16Attribute : NetworkOptionsAttribute
{
    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 224, the paper's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whether the fully connected layers are there, as it is where it is not set; without it the output is the last pooled map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>A batch norm after every convolution: torchvision's vgg16_bn. There is none in the paper, nor where it is not set. Range: <c>yes, no</c>.</summary>
    public bool BatchNorm { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
