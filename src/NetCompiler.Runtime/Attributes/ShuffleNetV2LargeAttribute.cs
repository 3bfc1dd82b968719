namespace NetCompiler;

/// <summary>
/// Completes a partial class with ShuffleNetV2.Large of the authors' release (megvii-model/ShuffleNet-Series; Ma et al. 2018, arXiv:1807.11164).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ShuffleNetV2Large.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ShuffleNetV2Large(Classes = 10)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ShuffleNetV2LargeAttribute : NetworkOptionsAttribute
{
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

    /// <summary>Whether the pool and the classifier are compiled; they are where it is not set. Without them the network yields the head's map, or the taps alone. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
