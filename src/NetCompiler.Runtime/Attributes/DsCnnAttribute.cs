namespace NetCompiler;

/// <summary>
/// Completes a partial class with the keyword spotter of MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597): depthwise separable convolutions over a spectrogram (Zhang et al. 2017, arXiv:1711.07128).
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/DsCnn.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [DsCnn]
/// public partial class KeywordSpotter;
///
/// using KeywordSpotter model = KeywordSpotter.Load("weights.safetensors");
/// model.Run(coefficients, scores);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DsCnnAttribute : NetworkOptionsAttribute
{
    /// <summary>Rows of the input, frames of sound; 49 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Height { get; set; } = 49;

    /// <summary>Columns of the input, the mel-frequency cepstral coefficients of a frame; 10 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Width { get; set; } = 10;

    /// <summary>Channels of the input; 1 where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 1;

    /// <summary>Classes that the network tells apart; 12, ten keywords, silence and unknown words, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Classes { get; set; } = 12;

    /// <summary>Whether the classifier is there, as it is where it is not set; without it the output is the last map. Range: <c>yes, no</c>.</summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
