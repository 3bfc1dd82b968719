namespace NetCompiler;

/// <summary>
/// The framework whose padding and activations a checkpoint was trained with. Names of tensors do not tell it, so it is chosen
/// when the network is compiled.
/// </summary>
public enum Form
{
    /// <summary>PyTorch's: windows padded alike on both sides.</summary>
    Torchvision,

    /// <summary>TensorFlow's SAME: as much padding as ceil(n / s) results need, an odd position after.</summary>
    TensorFlow,

    /// <summary>Keras' applications: windows of stride 2 are padded explicitly and then run without padding.</summary>
    Keras,
}
