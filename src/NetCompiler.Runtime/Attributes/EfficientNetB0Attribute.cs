namespace NetCompiler;

/// <summary>
/// Completes a partial class with EfficientNet-B0, and B1 to B7 by their coefficients (Tan and Le 2019, arXiv:1905.11946, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/EfficientNetB0.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [EfficientNetB0(Alpha = 1.1, Depth = 1.2, Resolution = 260)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class EfficientNetB0Attribute : NetworkOptionsAttribute
{
    /// <summary>The paper's width coefficient: the channels of every layer, as a share of B0's, in multiples of 8; 1 where it is not set. B1 to B7 have 1, 1.1, 1.2, 1.4, 1.6, 1.8 and 2. Range: <c>&gt; 0</c>.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>The paper's depth coefficient: how often every row is repeated, as a share of B0's, rounded up; 1 where it is not set. B1 to B7 have 1.1, 1.2, 1.4, 1.8, 2.2, 2.6 and 3.1. Range: <c>&gt; 0</c>.</summary>
    public double Depth { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>; 224 where it is not set. The paper has 224 for B0 and 240, 260, 300, 380, 456, 528 and 600 for B1 to B7. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whether the pool and the classifier are compiled; they are where it is not set. Without them the network yields the head's map, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The framework whose padding the weights were trained with; PyTorch's, torchvision's and timm's, where it is not set. Range: <c>Torchvision, TensorFlow</c>.</summary>
    public Form Form { get; set; }

    /// <summary>What surrounds the maps; that of <see cref="Form"/> where it is not set. Range: <c>symmetric, same</c>.</summary>
    public Padding Padding { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
