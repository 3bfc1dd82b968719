using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using Xunit;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Sizes of sliding windows against the frameworks' rules, and against counting windows one by one.</summary>
public class ShapeRulesTests
{
    [Theory]
    [InlineData(109, 3, 2, false, 54)]
    [InlineData(54, 3, 2, true, 27)]
    [InlineData(54, 3, 2, false, 26)]
    [InlineData(27, 3, 2, true, 13)]
    [InlineData(112, 3, 2, true, 56)]
    [InlineData(14, 2, 2, true, 7)]
    [InlineData(2, 3, 2, true, 1)]
    public void Rounded_as_Caffe_and_torchvision_do(int size, int window, int stride, bool isCeil, int expected)
    {
        Window slides = new(window, window, stride, stride, 1, 1, PaddingRule.Valid, false) { IsCeil = isCeil };
        Assert.Equal(expected, ShapeRules.Slide(new Shape(size, size, 1), slides)!.Height);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Windows_are_those_that_can_be_counted(bool isCeil)
    {
        for (int size = 1; size < 20; size++)
        {
            for (int taps = 1; taps < 6; taps++)
            {
                for (int stride = 1; stride < 5; stride++)
                {
                    for (int before = 0; before < taps; before++)
                    {
                        for (int after = 0; after < taps; after++)
                        {
                            PaddingRule padding = new(PaddingKind.Explicit, before, before, after, after);
                            Window window = new(taps, taps, stride, stride, 1, 1, padding, false) { IsCeil = isCeil };

                            // Floor: windows that end inside of the padded map. Ceil: one more that reaches past it, if it begins before its trailing padding.
                            int padded = before + size + after;
                            int whole = padded < taps ? 0 : ((padded - taps) / stride) + 1;
                            bool another = isCeil && (whole == 0 ? padded + stride > taps : ((whole - 1) * stride) + taps < padded)
                                && whole * stride < size + before;
                            SlidWindow? slid = ShapeRules.Slide(new Shape(size, size, 1), window);
                            Assert.Equal(whole + (another ? 1 : 0), slid?.Height ?? 0);
                        }
                    }
                }
            }
        }
    }
}
