namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Numbers and shapes that cannot be: negative, fractional and absurd sizes, maps that vanish, and joins of maps that do not fit together.</summary>
public sealed class ShapeMistakesTests
{
    /// <summary>Rows of a network over a map of 16×16×8, and what the table says about them.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        // Windows.
        { "| | «conv2d 5x5» | | 8 | 1 | valid |\n| | conv2d 3x3 | | 8 | 1 | |", "", "" },
        { "| | conv2d 9x9 | | 8 | 1 | valid |\n| | «conv2d 9x9» | | 8 | 1 | valid |", "NETC2101", "no window of 9×9, padding valid fits in the map of 8×8×8" },
        { "| | «conv2d 17x1» | | 8 | 1 | valid |", "NETC2101", "no window of 17×1, padding valid fits in the map of 16×16×8" },
        { "| | «conv2d 3x3 d=8» | | 8 | 1 | valid |", "NETC2101", "no window of 3×3 with dilation 8×8, padding valid fits in the map of 16×16×8" },
        { "| | «maxpool 17x17» | | | 1 | |", "NETC2101", "no window of 17×17" },
        { "| | maxpool 2x2 | | | | |\n| | maxpool 2x2 | | | | |\n| | maxpool 2x2 | | | | |\n| | maxpool 2x2 | | | | |\n| | «maxpool 2x2» | | | | |", "NETC2101", "no window of 2×2, padding valid fits in the map of 1×1×8" },
        { "| | «conv2d 3x3» | | 8 | 1 | 4 |", "NETC2104", "padding above is 4: expected 0 to 3" },
        { "| | «conv2d 3x3» | | 8 | 1 | (0,4) |", "NETC2104", "padding below is 4: expected 0 to 3" },
        { "| | «conv2d 3x1» | | 8 | 1 | 2 |", "NETC2104", "padding left is 2: expected 0 to 1" },
        { "| | «maxpool 3x3» | | | 2 | 3 |", "NETC2104", "padding above is 3: expected 0 to 2" },
        { "| | conv2d 3x3 | | 8 | 1 | «-1» |", "NETC2004", "'padding' is -1: expected a whole number from 0 to 1024" },
        { "| | conv2d 3x3 | | 8 | 1 | «0.5» |", "NETC2004", "'padding' is 0.5" },
        { "| | conv2d 3x3 | | 8 | 1 | «(1,2),(3)» |", "NETC1020", "'(1,2),(3)' is no padding" },
        { "| | conv2d 3x3 | | 8 | 1 | «(1,-2)» |", "NETC1020", "'(1,-2)' is no padding" },
        { "| | conv2d 3x3 | | 8 | 1 | «(1,2),(3,4),(5,6)» |", "NETC1020", "is no padding" },
        { "| | conv2d 3x3 | | 8 | 1 | «(1,99999999999)» |", "NETC1020", "is no padding" },
        { "| | conv2d 3x3 | | 8 | «0» | |", "NETC2004", "'s' is 0: expected a whole number from 1 to 1024" },
        { "| | conv2d 3x3 | | 8 | «-2» | |", "NETC2004", "'s' is -2" },
        { "| | conv2d 3x3 | | 8 | «1025» | |", "NETC2004", "'s' is 1025" },
        { "| | conv2d 3x3 | | 8 | «1e300» | |", "NETC2004", "'s' is 1E+300" },
        { "| | conv2d 3x3 | | 8 | «2x2x2» | |", "NETC2004", "'s' is 2x2x2: expected height×width" },
        { "| | «conv2d 0x3» | | 8 | 1 | |", "NETC2004", "'k' is 0x3: expected height×width, each from 1 to 1024" },
        { "| | «conv2d 3x1025» | | 8 | 1 | |", "NETC2004", "'k' is 3x1025: expected height×width, each from 1 to 1024" },
        { "| | «conv2d k=0» | | 8 | 1 | |", "NETC2004", "'k' is 0: expected a whole number from 1 to 1024" },
        { "| | «conv2d k=2.5» | | 8 | 1 | |", "NETC2004", "'k' is 2.5" },
        { "| | «conv2d k=-3» | | 8 | 1 | |", "NETC2004", "'k' is -3" },
        { "| | «conv2d 3x3 d=0» | | 8 | 1 | |", "NETC2004", "'d' is 0" },
        { "| | «conv2d 3x3 d=1.5» | | 8 | 1 | |", "NETC2004", "'d' is 1.5" },
        { "| | «conv2d 3x3x3» | | 8 | 1 | |", "NETC2001", "'conv2d 3x3x3'" },
        { "| | «conv2d 99999999999x3» | | 8 | 1 | |", "NETC2001", "'conv2d 99999999999x3'" },

        // Channels, repeats.
        { "| | conv2d 3x3 | | «0» | 1 | |", "NETC2004", "'c' is 0: expected a whole number from 1 to 65536" },
        { "| | conv2d 3x3 | | «-8» | 1 | |", "NETC2004", "'c' is -8" },
        { "| | conv2d 3x3 | | «8.5» | 1 | |", "NETC2004", "'c' is 8.5" },
        { "| | conv2d 3x3 | | «65537» | 1 | |", "NETC2004", "'c' is 65537" },
        { "| | conv2d 3x3 | | «1e18» | 1 | |", "NETC2004", "'c' is 1E+18" },
        { "| | conv2d 3x3 | | «in/3» | 1 | |", "NETC2004", "'c' is 2.666" },
        { "| | «conv2d 3x3 n=0» | | 8 | 1 | |", "NETC2004", "'n' is 0: expected a whole number from 1 to 1000" },
        { "| | «conv2d 3x3 n=-1» | | 8 | 1 | |", "NETC2004", "'n' is -1" },
        { "| | «conv2d 3x3 n=0.5» | | 8 | 1 | |", "NETC2004", "'n' is 0.5" },
        { "| | «conv2d 3x3 n=1001» | | 8 | 1 | |", "NETC2004", "'n' is 1001" },
        { "| | «dwconv 3x3» | | 16 | 1 | |", "NETC2105", "a depthwise convolution is to yield 16 channels: expected 8, as many as enter" },

        // Products beyond what is counted.
        { "| | conv2d 1x1 | | 65536 | 1 | |", "", "" },
        { "| | conv2d 1x1 | | 65536 | 4 | |\n| | «conv2d 1x1» | | 65536 | 1 | |", "NETC2104", "weights of the network up to here is 4295" },
        { "| | conv2d 1x1 | | 8192 | 4 | |\n| | «fc» | | 65536 | | |", "NETC2104", "weights of the network up to here is" },
        { "| | conv2d 1x1 | | 512 | 16 | |\n| | conv2d 1x1 | | 512 | | |\n| | «conv2d 1024x1024» | | 512 | | same |", "NETC2104", "weights of the network up to here is" },
        { "| A | conv2d 1x1 | | 4096 | 16 | |\n| | «concat» | A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A | | | |", "NETC2004", "'c' is 69632: expected a whole number from 1 to 65536" },
        { "| A | conv2d 1x1 | | 8 | 16 | |\n| | concat | «" + string.Join(", ", Enumerable.Repeat("A", 65)) + "» | | | |", "NETC2014", "found 65" },

        // Joins.
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | conv2d 3x3 | | 8 | 2 | |\n| | «add» | A | | | |", "NETC2102", "B is 8×8×8 and A is 16×16×8: expected equal shapes" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | conv2d 3x3 | | 16 | 1 | |\n| | «add» | A, B | | | |", "NETC2102", "A is 16×16×8 and B is 16×16×16: expected equal shapes" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | conv2d 3x3 | | 8 | 2 | |\n| | «concat» | A, B | | | |", "NETC2102", "A is 16×16×8 and B is 8×8×8" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | avgpool | | | | |\n| | «concat» | A, B | | | |", "NETC2102", "A is 16×16×8 and B is 1×1×8" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | conv2d 3x3 | | 16 | 1 | |\n| | avgpool | | | | |\n| | «multiply» | A | | | |", "NETC2102", "A is 16×16×8 and Pool is 1×1×16" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | conv2d 3x3 | | 8 | 2 | |\n| | «multiply» | A, B | | | |", "NETC2102", "A is 16×16×8 and B is 8×8×8" },
        { "| A | conv2d 3x3 | | 8 | 1 | |\n| B | «conv2d 3x3» | A | 8 | 1 | |\n| | conv2d 3x3 | A | 8 | 1 | |", "NETC2107", "nothing reads" },
        { "| | flatten | | | | |\n| | «conv2d 1x1» | | 8 | | |", "NETC2106", "'conv2d' cannot read the map of 16×16×8 after it was flattened" },
        { "| | flatten | | | | |\n| | «maxpool 1x1» | | | | |", "NETC2106", "'maxpool' cannot read the map" },
        { "| | flatten | | | | |\n| | «shuffle g=2» | | | | |", "NETC2106", "'shuffle' cannot read the map" },
        { "| | flatten | | | | |\n| | «lrn» | | | | |", "NETC2106", "'lrn' cannot read the map" },
        { "| | «softmax» | | | | |", "NETC2108", "16×16×8" },
        { "| | avgpool | | | | |\n| | «softmax» | | | | |\n| | fc | | 8 | | |", "NETC2108", "1×1×8" },
        { "| | «adaptivepool 1024x1024» | | | | |\n| | conv2d 1x1 | | 64 | | |", "", "" },
        { "| | «adaptivepool 1024x1024» | | | | |\n| | «conv2d 1x1» | | 128 | | |", "NETC2104", "elements is 134217728: expected 1 to 67108864" },
    };

    private static readonly string _head =
        "# Shapes\n\n## Network\n\n| name | operator | from | c | s | padding |\n|---|---|---|---|---|---|\n";

    private static readonly string[] _size = ["Height=16", "Width=16", "Channels=8"];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_mistake_is_told_once_where_it_is(string rows, string rule, string message)
    {
        // The last mark counts, so that cases may name what is still sound.
        int first = rows.IndexOf('«', StringComparison.Ordinal);
        int last = rows.LastIndexOf('«');
        string marked = first == last ? rows : rows[..last].Replace("«", "").Replace("»", "") + rows[last..];
        if (rule.Length == 0)
        {
            MarkedTable.Graph(_head + rows.Replace("«", "").Replace("»", ""), _size);
        }
        else
        {
            MarkedTable.Expect(_head + marked, rule, message, _size);
        }
    }

    /// <summary>Sizes of the input by settings: what the declaration says is told at its property.</summary>
    [Theory]
    [InlineData("Height=0", "NETC2018", "'Height' cannot be '0': expected a whole number in the range 1 .. 32768")]
    [InlineData("Height=32769", "NETC2018", "'Height' cannot be '32769'")]
    [InlineData("Height=1e300", "NETC2018", "'Height' cannot be '1e300'")]
    [InlineData("Height=NaN", "NETC2018", "'Height' cannot be 'NaN'")]
    [InlineData("Height=Infinity", "NETC2018", "'Height' cannot be 'Infinity'")]
    [InlineData("Height=-1", "NETC2018", "'Height' cannot be '-1'")]
    [InlineData("Height=1.5", "NETC2018", "'Height' cannot be '1.5'")]
    [InlineData("Height=eight", "NETC2018", "'Height' cannot be 'eight'")]
    [InlineData("Height=", "NETC2018", "'Height' cannot be ''")]
    [InlineData("Channels=65537", "NETC2018", "'Channels' cannot be '65537'")]
    [InlineData("Channels=0", "NETC2018", "'Channels' cannot be '0'")]
    [InlineData("Heihgt=8", "NETC2017", "The network has no parameter 'Heihgt': did you mean 'Height'?")]
    [InlineData("=8", "NETC2017", "The network has no parameter ''")]
    public void A_size_that_cannot_be_is_told_at_its_property(string setting, string rule, string message)
    {
        string name = setting.Split('=')[0];
        string[] others = [.. _size.Where(other => !other.StartsWith(name + "=", StringComparison.Ordinal)), setting];
        MarkedTable.Expect(_head + "| | conv2d 3x3 | | 8 | | |", rule, message, others);
    }

    /// <summary>Inputs whose sides are allowed and whose product is not.</summary>
    [Theory]
    [InlineData(32768, 32768, 1, "elements is 1073741824: expected 1 to 67108864")]
    [InlineData(32768, 2049, 1, "elements is 67141632: expected 1 to 67108864")]
    [InlineData(32768, 32768, 65536, "elements is 70368744177664: expected 1 to 67108864")]
    public void An_input_too_large_is_told(int height, int width, int channels, string message) =>
        MarkedTable.Expect(_head + "| | relu | | | | |", "NETC2104", message, $"Height={height}", $"Width={width}", $"Channels={channels}");
}
