namespace NetCompiler.Samples.Backbone;

/// <summary>
/// Colours for numbers: viridis by Smith and van der Walt, in which equal steps look equally large, also in grey and to most of the colour-blind.
/// </summary>
internal static class ColourMap
{
    // At 0, 1/19, … 1; straight lines between them are as near to the original as eyes can tell.
    private static readonly (byte Red, byte Green, byte Blue)[] Anchors =
    [
        (0x44, 0x01, 0x54), (0x48, 0x15, 0x68), (0x48, 0x26, 0x77), (0x45, 0x37, 0x81), (0x40, 0x47, 0x88),
        (0x39, 0x56, 0x8C), (0x33, 0x63, 0x8D), (0x2D, 0x70, 0x8E), (0x28, 0x7D, 0x8E), (0x23, 0x8A, 0x8D),
        (0x1F, 0x96, 0x8B), (0x20, 0xA3, 0x87), (0x29, 0xAF, 0x7F), (0x3C, 0xBB, 0x75), (0x55, 0xC6, 0x67),
        (0x73, 0xD0, 0x55), (0x95, 0xD8, 0x40), (0xB8, 0xDE, 0x29), (0xDC, 0xE3, 0x19), (0xFD, 0xE7, 0x25),
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
