namespace NetCompiler;

/// <summary>The order in which a network expects the colours of a pixel.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: OpenCV's and Caffe's.</summary>
    Bgr,
}
