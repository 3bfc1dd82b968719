namespace NetCompiler;

/// <summary>
/// The framework whose padding and widths a checkpoint was trained with. Names of tensors do not tell it, so it is chosen
/// when the network is compiled.
/// </summary>
public enum Form
{
    /// <summary>PyTorch's, torchvision's and timm's: windows padded alike on both sides, widths rounded to multiples of 8.</summary>
    Torchvision,

    /// <summary>TensorFlow's: SAME padding.</summary>
    TensorFlow,

    /// <summary>Keras' applications: windows of stride 2 padded explicitly, widths cut to whole numbers first.</summary>
    Keras,

    /// <summary>The paper's, where its authors, or the frameworks, released another network.</summary>
    Paper,

    /// <summary>The release of ShuffleNet's authors at Megvii.</summary>
    Megvii,
}
