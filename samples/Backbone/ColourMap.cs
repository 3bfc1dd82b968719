namespace NetCompiler.Samples.Backbone;

/// <summary>
/// Colours for numbers: viridis by Smith and van der Walt, in which equal steps look equally large, also in grey and to most of the colour-blind.
/// </summary>
internal static class ColourMap
{
    // At 0, 1/8, … 1; straight lines between them are nearer to the original than eyes can tell.
    private static readonly (byte Red, byte Green, byte Blue)[] Anchors =
    [
        (0x44, 0x01, 0x54), (0x47, 0x2D, 0x7B), (0x3B, 0x52, 0x8B), (0x2C, 0x72, 0x8E), (0x21, 0x91, 0x8C),
        (0x28, 0xAE, 0x80), (0x5E, 0xC9, 0x62), (0xAD, 0xDC, 0x30), (0xFD, 0xE7, 0x25),
    ];

    /// <summary>The colour of a share of 0 (dark violet) to 1 (yellow).</summary>
    public static (byte Red, byte Green, byte Blue) Of(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Anchors.Length - 1);
        int low = Math.Min((int)place, Anchors.Length - 2);
        (byte Red, byte Green, byte Blue) from = Anchors[low];
        (byte Red, byte Green, byte Blue) to = Anchors[low + 1];
        return (Between(from.Red, to.Red), Between(from.Green, to.Green), Between(from.Blue, to.Blue));

        byte Between(byte a, byte b) => (byte)Math.Round(a + ((place - low) * (b - a)));
    }
}
