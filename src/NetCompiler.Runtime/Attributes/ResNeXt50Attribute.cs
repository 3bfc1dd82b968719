namespace NetCompiler;

/// <summary>
/// Completes a partial class with ResNeXt-50: residual bottlenecks with grouped 3×3 convolutions (Xie et al. 2016, arXiv:1611.05431, Table 1).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/ResNeXt50.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [ResNeXt50(Cardinality = 32, BottleneckWidth = 4)]
/// public partial class Classifier;
///
/// using Classifier model = Classifier.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ResNeXt50Attribute : NetworkOptionsAttribute
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

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>The paper's cardinality C: groups of the 3×3 convolutions; 32 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Cardinality { get; set; } = 32;

    /// <summary>The paper's d: channels of a group in the first stage, which double with each stage; 4 where it is not set. Table 2 has 64, 40, 24, 14 and 4 for cardinalities 1, 2, 4, 8 and 32. Range: <c>1 ..</c>.</summary>
    public int BottleneckWidth { get; set; } = 4;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
