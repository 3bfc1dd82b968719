namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Mistakes in rows of groups, pools, mixed kernels, joins, slices, shuffles, products and response norms. Each replaces a piece of one sound table.</summary>
public sealed class OperatorMistakesTests
{
    private const string Sound =
        """
        # Sound

        | parameter | default | range |
        |-----------|---------|-------|
        | Classes   | 10      | 1 ..  |

        ## Network

        | input  | name    | operator        | from        | c       | s | g | padding   | act  |
        |--------|---------|-----------------|-------------|---------|---|---|-----------|------|
        | 16²×4  | Stem    | conv2d 3x3      |             | 16      |   |   |           | relu |
        | 16²×16 | Pool    | maxpool 3x3     |             |         | 2 |   | symmetric |      |
        | 8²×16  | Grouped | conv2d 3x3      |             | 32      |   | 4 |           |      |
        | 8²×32  | Mixed   | dwconv kernels=3.5.7 |        |         |   |   |           |      |
        | 8²×32  | Left    | conv2d 1x1      |             | 16      |   |   |           |      |
        | 8²×32  | Right   | conv2d 3x3      | Mixed       | 24      |   |   |           |      |
        |        | Joined  | concat          | Left, Right |         |   |   |           |      |
        | 8²×40  | Mix     | shuffle         |             |         |   | 4 |           |      |
        | 8²×40  | Part    | slice first=8   |             | 20      |   |   |           |      |
        | 8²×20  | Half    | conv2d 1x1      |             | 20      |   |   |           |      |
        | 8²×20  | Sum     | add             | Part        |         |   |   |           |      |
        | 8²×20  | Squeeze | avgpool         |             |         |   |   |           |      |
        | 1²×20  | Gate    | conv2d 1x1      |             | 20      |   |   |           | hsigmoid |
        |        | Scaled  | multiply        | Sum, Gate   |         |   |   |           |      |
        | 8²×20  | Respond | lrn size=5      |             |         |   |   |           |      |
        | 8²×20  | Norm    | batchnorm       |             |         |   |   |           | swish |
        | 8²×20  | Even    | adaptivepool 3x3 |            |         |   |   |           |      |
        | 3²×20  | Last    | fc              |             | Classes |   |   |           |      |
        """;

    /// <summary>What is replaced, by what, the rule and a part of the message.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // Words near the operators'.
        { "| maxpool 3x3     |", "| «maxpol 3x3»     |", "NETC2001", "'maxpol': did you mean 'maxpool'?" },
        { "| concat          |", "| «conact»          |", "NETC2001", "'conact': did you mean 'concat'?" },
        { "| shuffle         |", "| «shufle»         |", "NETC2001", "'shufle': did you mean 'shuffle'?" },
        { "| slice first=8   |", "| «slise first=8»   |", "NETC2001", "'slise': did you mean 'slice'?" },
        { "| multiply        |", "| «mutliply»        |", "NETC2001", "'mutliply': did you mean 'multiply'?" },
        { "| lrn size=5      |", "| «lnr size=5»      |", "NETC2001", "'lnr': did you mean 'lrn'?" },
        { "| batchnorm       |", "| «bachnorm»       |", "NETC2001", "'bachnorm': did you mean 'batchnorm'?" },
        { "| adaptivepool 3x3 |", "| «adaptivpool 3x3» |", "NETC2001", "'adaptivpool': did you mean 'adaptivepool'?" },
        { "| Norm    | batchnorm       |", "| Norm    | «layernorm»       |", "NETC2001", "'layernorm'" },
        { "| Norm    | batchnorm       |", "| Norm    | «hswich»       |", "NETC2001", "'hswich': did you mean 'hswish'?" },

        // Columns that an operator does not read.
        { "| Joined  | concat          | Left, Right |         |", "| Joined  | concat          | Left, Right | «40»      |", "NETC2007", "'concat' has no 'c', which is '40' here" },
        { "| Mix     | shuffle         |             |         |", "| Mix     | shuffle         |             | «40»      |", "NETC2007", "'shuffle' has no 'c', which is '40' here: expected one of: g" },
        { "| Pool    | maxpool 3x3     |             |         | 2 |", "| Pool    | maxpool 3x3     |             | «16»      | 2 |", "NETC2007", "'maxpool' has no 'c'" },
        { "| Pool    | maxpool 3x3     |             |         | 2 |   |", "| Pool    | maxpool 3x3     |             |         | 2 | «2» |", "NETC2007", "'maxpool' has no 'g'" },
        { "| Pool    | maxpool 3x3     |", "| Pool    | «maxpool 3x3 count=all» |", "NETC2007", "'maxpool' has no 'count', which is 'all' here: expected one of: k, s, padding, rounding" },
        { "| Stem    | conv2d 3x3      |", "| Stem    | «conv2d 3x3 rounding=ceil» |", "NETC2007", "'conv2d' has no 'rounding'" },
        { "| Stem    | conv2d 3x3      |", "| Stem    | «conv2d 3x3 kernels=3.5» |", "NETC2007", "'conv2d' has no 'kernels'" },
        { "| Stem    | conv2d 3x3      |", "| Stem    | «conv2d 3x3 first=1» |", "NETC2007", "'conv2d' has no 'first'" },
        { "| Norm    | batchnorm       |", "| Norm    | «batchnorm bias=yes» |", "NETC2007", "'batchnorm' has no 'bias', which is 'yes' here: expected one of: act" },
        { "| Even    | adaptivepool 3x3 |            |         |   |", "| Even    | adaptivepool 3x3 |            |         | «2» |", "NETC2007", "'adaptivepool' has no 's'" },
        { "| Respond | lrn size=5      |", "| Respond | «lrn sise=5»      |", "NETC2007", "'lrn' has no 'sise', which is '5' here: did you mean 'size'?" },
        { "| Part    | slice first=8   |             | 20      |   |   |           |      |", "| Part    | slice first=8   |             | 20      |   |   |           | «relu» |", "NETC2007", "'slice' has no 'act'" },
        { "| Mix     | shuffle         |             |         |   | 4 |           |      |", "| Mix     | shuffle         |             |         |   | 4 |           | «relu» |", "NETC2007", "'shuffle' has no 'act'" },
        { "| Mixed   | dwconv kernels=3.5.7 |        |         |   |   |", "| Mixed   | dwconv kernels=3.5.7 |        |         |   | «4» |", "NETC2007", "'dwconv' has no 'g'" },

        // Groups.
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «3» |", "NETC2004", "'g' is 3: expected a divisor of the 16 channels that enter and of the 32 that leave" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «0» |", "NETC2004", "'g' is 0: expected a whole number from 1" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «-4» |", "NETC2004", "'g' is -4: expected a whole number from 1" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «2.5» |", "NETC2004", "'g' is 2.5: expected a whole number from 1" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «32» |", "NETC2004", "'g' is 32: expected a divisor of the 16 channels that enter" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «1e12» |", "NETC2004", "'g' is 1000000000000: expected a whole number from 1 to 65536" },
        { "| Grouped | conv2d 3x3      |             | 32      |   | 4 |", "| Grouped | conv2d 3x3      |             | 32      |   | «many» |", "NETC2002", "'many'" },
        { "| Mix     | shuffle         |             |         |   | 4 |", "| Mix     | shuffle         |             |         |   | «7» |", "NETC2004", "'g' is 7: expected a divisor of the 40 channels" },

        // Lists of kernels.
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3..5» |", "NETC1013", "'3..5' cannot be read: found '.'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5.» |", "NETC1013", "'3.5.' cannot be read: found '.'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=.» |", "NETC1013", "'.' cannot be read: found '.'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.4» |", "NETC2004", "'kernels' is 4: expected" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.0.5» |", "NETC2004", "'kernels' is 0: expected" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.1025» |", "NETC2004", "'kernels' is 1025: expected" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=9999999999» |", "NETC2004", "9999999999" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.٥.7» |", "NETC1012", "'٥'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=sizes» |", "NETC2002", "'sizes'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv» |", "NETC1019", "'k'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv 3x3 kernels=3.5» |", "NETC2022", "kernels" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5 padding=valid» |", "NETC2022", "'kernels' is '3.5', which does not go with 'padding' as 'valid': expected same or symmetric" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5 padding=1» |", "NETC2022", "does not go with 'padding' as '1'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5 partition=equaly» |", "NETC2005", "'equaly' is no value of 'partition': did you mean 'equal'?" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5.7.9.11.13.15 partition=exponential» |", "NETC2004", "" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5 dilated=perhaps» |", "NETC2002", "'perhaps'" },
        { "| dwconv kernels=3.5.7 |", "| «dwconv kernels=3.5 dilated=2» |", "NETC2003", "'2' is a number: expected a condition" },

        // Pools.
        { "| maxpool 3x3     |             |         | 2 |   | symmetric |", "| maxpool 3x3     |             |         | 2 |   | «around» |", "NETC2005", "'around' is no value of 'padding': expected one of: same, symmetric, valid" },
        { "| Pool    | maxpool 3x3     |", "| Pool    | «maxpool 3x3 rounding=up» |", "NETC2005", "'up' is no value of 'rounding': expected one of: floor, ceil" },
        { "| Pool    | maxpool 3x3     |", "| Pool    | «maxpool 3x3 rounding=cieling» |", "NETC2005", "'cieling' is no value of 'rounding'" },
        { "| Squeeze | avgpool         |             |         |   |   |           |", "| Squeeze | «avgpool 8x8 count=al» |             |         |   |   |           |", "NETC2005", "'al' is no value of 'count': did you mean 'all'?" },
        { "| Squeeze | avgpool         |", "| Squeeze | «avgpool 2x2 count=all rounding=ceil» |", "NETC2022", "'count' is 'all', which does not go with 'rounding' as 'ceil'" },
        { "| maxpool 3x3     |             |         | 2 |", "| maxpool 3x3     |             |         | «0» |", "NETC2004", "'s' is 0: expected a whole number from 1 to 1024" },
        { "| maxpool 3x3     |             |         | 2 |", "| maxpool 3x3     |             |         | «2x0» |", "NETC2004", "'s' is 2x0: expected height×width, each from 1 to 1024" },
        { "| maxpool 3x3     |             |         | 2 |", "| maxpool 3x3     |             |         | «2x2x2» |", "NETC2004", "'s' is 2x2x2: expected height×width, each from 1 to 1024" },
        { "| Pool    | maxpool 3x3     |", "| Pool    | «maxpool 3x3 k=2» |", "NETC1024", "'k'" },
        { "| Pool    | maxpool 3x3     |             |         | 2 |", "| Pool    | maxpool 3x3 / 2     |             |         | «2» |", "NETC1024", "already says what 's' is" },
        { "| Even    | adaptivepool 3x3 |", "| Even    | «adaptivepool» |", "NETC1019", "'k'" },
        { "| Even    | adaptivepool 3x3 |", "| Even    | «adaptivepool 0x3» |", "NETC2004", "'k' is 0x3: expected height×width" },
        { "| Even    | adaptivepool 3x3 |", "| Even    | «adaptivepool 3x2000» |", "NETC2004", "'k' is 3x2000: expected height×width" },

        // Slices.
        { "| Part    | slice first=8   |             | 20      |", "| Part    | «slice first=30»  |             | 20      |", "NETC2004", "'first' is 30: expected a whole number from 0 to 20" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | «slice first=-1»  |             | 20      |", "NETC2004", "'first' is -1: expected a whole number from 0 to 20" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | «slice first=0.5»  |             | 20      |", "NETC2004", "'first' is 0.5: expected a whole number from 0 to 20" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | slice           |             | «41»      |", "NETC2004", "'c' is 41: expected a whole number from 1 to 40" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | slice           |             | «0»      |", "NETC2004", "'c' is 0: expected a whole number from 1 to 40" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | slice           |             | «in/3»      |", "NETC2004", "'c' is 13.333" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | «slice first=8»   |             |         |", "NETC1019", "'c'" },
        { "| Part    | slice first=8   |             | 20      |", "| Part    | «slice first=last»   |             | 20      |", "NETC2002", "'last'" },

        // What rows read.
        { "| concat          | Left, Right |", "| «concat»          |             |", "NETC2014", "'concat' reads" },
        { "| concat          | Left, Right |", "| concat          | «Left»        |", "NETC2014", "'concat' reads" },
        { "| concat          | Left, Right |", "| concat          | «Left, Rihgt» |", "NETC2012", "There is no row 'Rihgt' above: did you mean 'Right'?" },
        { "| concat          | Left, Right |", "| concat          | «Left,, Right» |", "NETC2012", "''" },
        { "| concat          | Left, Right |", "| concat          | «Left, Half» |", "NETC2012", "There is no row 'Half' above" },
        { "| concat          | Left, Right |", "| concat          | «left, Right» |", "NETC2012", "There is no row 'left' above: did you mean 'Left'?" },
        { "| multiply        | Sum, Gate   |", "| multiply        | «Sum, Gate, Half» |", "NETC2014", "'multiply' reads one name or two in 'from': found 3" },
        { "| multiply        | Sum, Gate   |", "| «multiply»        |             |", "NETC2014", "'multiply' reads one name or two in 'from': found 0" },
        { "| Mix     | shuffle         |             |", "| Mix     | shuffle         | «Left, Right» |", "NETC2014", "'shuffle' reads one name in 'from': found 2" },
        { "| Half    | conv2d 1x1      |             |", "| Half    | conv2d 1x1      | «Half»        |", "NETC2012", "There is no row 'Half' above" },

        // Response norms.
        { "| lrn size=5      |", "| «lrn size=4»      |", "NETC2004", "'size' is 4: expected" },
        { "| lrn size=5      |", "| «lrn size=0»      |", "NETC2004", "'size' is 0: expected" },
        { "| lrn size=5      |", "| «lrn size=1025»   |", "NETC2004", "'size' is 1025: expected" },
        { "| lrn size=5      |", "| «lrn beta=0.6»    |", "NETC2004", "'beta' is 0.6: expected 0.5, 0.75 or 1" },
        { "| lrn size=5      |", "| «lrn alpha=-1»    |", "NETC2004", "'alpha' is -1: expected 0 or more" },
        { "| lrn size=5      |", "| «lrn offset=0»    |", "NETC2004", "'offset' is 0: expected a number above 0" },
        { "| lrn size=5      |", "| «lrn alpha=1e999» |", "NETC1013", "'1e999' cannot be read: found '1e999', expected a number below" },
        { "| lrn size=5      |", "| «lrn alpha=(1/0)»   |", "NETC2006", "'(1/0)' has no value" },

        // Activations and norms.
        { "| hsigmoid |", "| «hsigmoit» |", "NETC2005", "'hsigmoit' is no value of 'act': did you mean 'hsigmoid'?" },
        { "| swish |", "| «gelu» |", "NETC2005", "'gelu' is no value of 'act'" },
        { "| swish |", "| «3» |", "NETC2005", "'3' is no value of 'act'" },

        // Shapes that the table prints.
        { "| 8²×40  | Mix ", "| «8²×41»  | Mix ", "NETC2103", "the shape that enters is 8×8×40, the table prints 8×8×41" },
        { "| 3²×20  | Last ", "| «4²×20»  | Last ", "NETC2103", "the shape that enters is 3×3×20, the table prints 4×4×20" },
        { "| 8²×16  | Grouped ", "| «7²×16»  | Grouped ", "NETC2103", "the shape that enters is 8×8×16, the table prints 7×7×16" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_once_where_it_is(string sound, string wrong, string rule, string message)
    {
        Assert.Contains(sound, Sound);
        MarkedTable.Expect(Sound.Replace(sound, wrong), rule, message);
    }

    [Fact]
    public void The_table_without_mistakes_is_compiled() => Assert.Equal(10, MarkedTable.Graph(Sound).Values[^1].Shape.Length);
}
