namespace NetCompiler;

/// <summary>
/// Completes a partial class with Inception V3: factorised kernels such as 1×7 and 7×1 (Szegedy et al. 2015, arXiv:1512.00567), without its auxiliary classifier.
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/InceptionV3.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [InceptionV3(Classes = 10)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InceptionV3Attribute : NetworkOptionsAttribute
{
    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 299, the paper's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 299;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 299;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 299;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The framework that the weights were trained with; torchvision where it is not set. It decides whether padded positions count in the averages of the modules: they do with torchvision. Range: <c>Torchvision, TensorFlow, Keras</c>.</summary>
    public Form Form { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
