namespace NetCompiler;

/// <summary>
/// How a picture becomes the network's input, where that differs from what the network's table says. A property that is not set keeps
/// the table's value; without one there, nothing is cropped, and pixels are divided by 255 and left as they are.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class PreprocessingAttribute : Attribute
{
    /// <summary>
    /// Side of the centre crop over the side of the resized picture: 0.875 resizes the shorter side to 256 and cuts out 224. Range: above 0, up to 1.
    /// </summary>
    public double CropFraction { get; set; } = 1;

    /// <summary>How pictures are resized: as Pillow does it by the filter of that name.</summary>
    public Interpolation Interpolation { get; set; }

    /// <summary>
    /// Subtracted from pixel / 255: one number for all channels or one for each, in the network's channel order. Any finite number.
    /// </summary>
    public double[] Mean { get; set; } = [0];

    /// <summary>
    /// What (pixel / 255 - mean) is divided by: one number for all channels or one for each, in the network's channel order. Range: above 0.
    /// </summary>
    public double[] StandardDeviation { get; set; } = [1];

    /// <summary>The order in which the network expects its channels; pictures are always given as red, green, blue.</summary>
    public ChannelOrder ChannelOrder { get; set; }
}
