namespace NetCompiler;

/// <summary>What surrounds a map where a window reaches past its edge. Padded positions are skipped, whatever their number.</summary>
public enum Padding
{
    /// <summary>Half the window on every side, as PyTorch ports have it.</summary>
    Symmetric,

    /// <summary>TensorFlow's SAME: as much as ceil(n / s) results need, an odd position after.</summary>
    Same,

    /// <summary>
    /// Keras' applications: none before and one position after where MobileNet V1's depthwise windows have stride 2, whatever the size; elsewhere
    /// what <see cref="Same"/> is.
    /// </summary>
    Keras,
}
