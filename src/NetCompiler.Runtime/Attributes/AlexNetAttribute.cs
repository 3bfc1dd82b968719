namespace NetCompiler;

/// <summary>
/// Completes a partial class with AlexNet: of one tower as torchvision has it (Krizhevsky 2014, arXiv:1404.5997), or of two (Krizhevsky, Sutskever, Hinton, NIPS 2012).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/AlexNet.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [AlexNet(Towers = 2)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AlexNetAttribute : NetworkOptionsAttribute
{
    /// <summary>Groups of the second, fourth and fifth convolution; 1, torchvision's network with 64, 192, 384, 256 and 256 channels, where it is not set. 2 is the network of 2012 and of Caffe, with 96, 256, 384, 384 and 256 channels and response normalization. Range: <c>1 .. 2</c>.</summary>
    public int Towers { get; set; } = 1;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 224 where it is not set, 227 with two <see cref="Towers"/>. Range: <c>1 ..</c>.</summary>
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

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
