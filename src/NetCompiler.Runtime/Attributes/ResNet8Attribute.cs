namespace NetCompiler;

/// <summary>
/// Completes a partial class with the image classifier of MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597): a small residual network for CIFAR-10's 32 × 32 pixels.
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ResNet8.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ResNet8]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ResNet8Attribute : NetworkOptionsAttribute
{
    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 32, CIFAR-10's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 32;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 32;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 32;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 10, CIFAR-10's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 10;

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
