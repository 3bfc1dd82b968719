namespace NetCompiler;

/// <summary>
/// Completes a partial class with SqueezeNet 1.0: fire modules, which squeeze by 1×1 and expand by 1×1 and 3×3 convolutions (Iandola et al. 2016, arXiv:1602.07360, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/SqueezeNet.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [SqueezeNet(Bypass = Bypass.Simple)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SqueezeNetAttribute : NetworkOptionsAttribute
{
    /// <summary>Pads the last convolution by one position, as the authors' trained network does, so that the border joins the mean; neither the paper nor torchvision does, nor this where it is not set. Range: <c>yes, no</c>.</summary>
    public bool Released { get; set; }

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 224, torchvision's, where it is not set; the authors', and that of <see cref="Released"/>, is 227. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 224;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 1000, ImageNet's, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 1000;

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The paper's base_e: expand filters of the first fire module; 128 where it is not set. Range: <c>1 ..</c>.</summary>
    public int BaseExpand { get; set; } = 128;

    /// <summary>The paper's incr_e: by how many the expand filters grow; 128 where it is not set. Range: <c>0 ..</c>.</summary>
    public int Increment { get; set; } = 128;

    /// <summary>The paper's freq: after how many fire modules the expand filters grow; 2 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Frequency { get; set; } = 2;

    /// <summary>The paper's pct3x3: the share of the expand filters that are 3×3; 0.5 where it is not set. Figure 3 (b) has 0.01 to 0.99. Range: <c>&gt; 0, &lt; 1</c>.</summary>
    public double Share3x3 { get; set; } = 0.5;

    /// <summary>The paper's SR: squeeze filters, as a share of the expand filters; 0.125 where it is not set. Figure 3 (a) has 0.125 to 1. Range: <c>&gt; 0</c>.</summary>
    public double SqueezeRatio { get; set; } = 0.125;

    /// <summary>What leads around the fire modules: the paper's Figure 2. Nothing where it is not set. Range: <c>none, simple, complex</c>.</summary>
    public Bypass Bypass { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
