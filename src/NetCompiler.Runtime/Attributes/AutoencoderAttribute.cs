namespace NetCompiler;

/// <summary>
/// Completes a partial class with the anomaly detector of MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597): fully connected layers that narrow to eight numbers and widen again.
/// </summary>
/// <remarks>A property that is not set keeps its default. The network's table is <c>Zoo/Autoencoder.net.md</c> in the compiler's source.</remarks>
/// <example>
/// <code>
/// [Autoencoder]
/// public partial class MachineListener;
///
/// using MachineListener model = MachineListener.Load("weights.safetensors");
/// model.Run(spectrum, reconstruction);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AutoencoderAttribute : NetworkOptionsAttribute
{
    /// <summary>Numbers that enter and that are given back; 640, five frames of 128 mel bands, where it is not set. Range: <c>1 ..</c>.</summary>
    public int Channels { get; set; } = 640;

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1; they do not where it is not set.</summary>
    public bool Softmax { get; set; }
}
