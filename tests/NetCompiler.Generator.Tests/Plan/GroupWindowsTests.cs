using NetCompiler.Generator.Plan;
using Xunit;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>The input channels that panels of grouped convolutions read: all that they need, nothing that is not there, and no more than that takes.</summary>
public class GroupWindowsTests
{
    public static IEnumerable<object[]> Sizes =>
        from groups in new[] { 2, 3, 4, 8, 32 }
        from inputs in new[] { 1, 2, 4, 12, 16, 17, 20, 68 }
        from outputs in new[] { 1, 4, 12, 16, 20, 48 }
        select new object[] { groups, inputs, outputs };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Windows_hold_the_groups_of_their_panels(int groups, int inputs, int outputs)
    {
        GroupWindows windows = GroupWindows.Of(groups * inputs, groups * outputs, groups);
        Assert.Equal(((groups * outputs) + 15) / 16, windows.First.Count);
        for (int channel = 0; channel < groups * outputs; channel++)
        {
            int first = windows.First[channel / 16];
            int group = channel / outputs;
            Assert.True(first % 16 == 0 && first >= 0);
            Assert.True(first <= group * inputs && (group + 1) * inputs <= first + windows.Channels, $"channel {channel} lacks inputs of its group");
            Assert.True(first + windows.Channels <= groups * inputs, $"panel {channel / 16} reads past the last channel");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_narrower_windows_would_do(int groups, int inputs, int outputs)
    {
        int channels = GroupWindows.Of(groups * inputs, groups * outputs, groups).Channels;
        bool Fits(int width) => Enumerable.Range(0, ((groups * outputs) + 15) / 16).All(panel =>
        {
            int low = panel * 16 / outputs * inputs;
            int high = ((Math.Min(groups * outputs, (panel + 1) * 16) - 1) / outputs * inputs) + inputs;
            return Enumerable.Range(0, (groups * inputs / 16) + 1).Any(block =>
                16 * block <= low && (16 * block) + width >= high && (16 * block) + width <= groups * inputs);
        });
        Assert.True(Fits(channels));
        Assert.DoesNotContain(Enumerable.Range(1, channels - 1), Fits);
    }

    [Theory]
    [InlineData(240, 60, 3, 80, new[] { 0, 0, 80, 80, 160, 160 })]
    [InlineData(60, 240, 3, 20, new[] { 0, 0, 0, 0, 0, 20, 20, 20, 20, 20, 40, 40, 40, 40, 40 })]
    [InlineData(6, 16, 2, 3, new[] { 0, 3 })]
    public void Groups_with_panels_of_their_own(int inputs, int outputs, int groups, int expected, int[] first)
    {
        GroupWindows windows = GroupWindows.Exact(inputs, outputs, groups);
        Assert.Equal(expected, windows.Channels);
        Assert.Equal(first, windows.First);
    }

    // Panels of 16 meet two groups of 20 outputs; groups of 20 inputs begin inside of planes.
    [Theory]
    [InlineData(240, 60, 3, 160)]
    [InlineData(60, 240, 3, 28)]
    [InlineData(128, 128, 32, 16)]
    [InlineData(96, 256, 2, 48)]
    public void Widths_of_published_layers(int inputs, int outputs, int groups, int expected)
    {
        Assert.Equal(expected, GroupWindows.Of(inputs, outputs, groups).Channels);
    }
}
