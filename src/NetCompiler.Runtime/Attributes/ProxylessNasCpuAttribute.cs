namespace NetCompiler;

/// <summary>
/// Completes a partial class with the network that ProxylessNAS found for a CPU (Cai, Zhu and Han 2018, arXiv:1812.00332).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ProxylessNasCpu.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ProxylessNasCpu(Classes = 10)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ProxylessNasCpuAttribute : NetworkOptionsAttribute
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

    /// <summary>The framework whose padding the weights were trained with; PyTorch's, torchvision's and timm's, where it is not set. Range: <c>Torchvision, TensorFlow</c>.</summary>
    public Form Form { get; set; }

    /// <summary>What surrounds the maps; that of <see cref="Form"/> where it is not set. Range: <c>symmetric, same</c>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What follows every convolution but the last of a block; ReLU6 where it is not set. Range: <c>relu, relu6</c>.</summary>
    public Activation Activation { get; set; } = Activation.Relu6;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
