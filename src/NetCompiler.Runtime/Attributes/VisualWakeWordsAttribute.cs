namespace NetCompiler;

/// <summary>
/// Completes a partial class with the person detector of MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597): MobileNet V1 at a quarter of its width, over 96 × 96 pixels.
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/VisualWakeWords.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [VisualWakeWords]
/// public partial class PersonDetector;
///
/// using PersonDetector model = PersonDetector.Load("weights.safetensors");
/// model.Run(pixels, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class VisualWakeWordsAttribute : NetworkOptionsAttribute
{
    /// <summary>MobileNet V1's width multiplier: the channels of every layer, as a share of that network's; 0.25 where it is not set. Range: <c>&gt; 0</c>.</summary>
    public double Alpha { get; set; } = 0.25;

    /// <summary>Rows and columns of a square input, in pixels; not to be set together with <see cref="Height"/> and <see cref="Width"/>. 96 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Resolution { get; set; } = 96;

    /// <summary>Rows of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 96;

    /// <summary>Columns of the input, in pixels; <see cref="Resolution"/> where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 96;

    /// <summary>Channels of the input; 3 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 3;

    /// <summary>Classes that the network tells apart; 2, no person or a person, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 2;

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>What follows every convolution; the benchmark's ReLU where it is not set. Range: <c>relu, relu6</c>.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
