namespace NetCompiler;

/// <summary>
/// Completes a partial class with DenseNet-121: each layer reads all that the layers before it made (Huang et al. 2016, arXiv:1608.06993, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/DenseNet121.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [DenseNet121(GrowthRate = 12)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DenseNet121Attribute : NetworkOptionsAttribute
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

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map, after its norm and ReLU. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The paper's growth rate k: channels that every layer adds; 32 where it is not set. Range: <c>1 ..</c>.</summary>
    public int GrowthRate { get; set; } = 32;

    /// <summary>The paper's θ: channels that a transition keeps, as a share of those that enter; 0.5 where it is not set. Range: <c>&gt; 0, &lt;= 1</c>.</summary>
    public double Compression { get; set; } = 0.5;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
