namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Mistakes of blocks, parameters, defaults, widths, names and weights.</summary>
public sealed class BlockMistakesTests
{
    private const string Sound =
        """
        # Blocks

        | parameter  | default | range           | meaning        |
        |------------|---------|-----------------|----------------|
        | Alpha      | 1.0     | > 0             |                |
        | Sizes      | 3.5     | list of 3 .. 31 |                |
        | IncludeTop | yes     | yes, no         | with its top   |
        | Kind       | Plain   | Plain, Deep     |                |
        | Classes    | 10      | 1 ..            |                |

        ## Network

        | input  | name | operator   | t | c       | n | s | kernels | when       |
        |--------|------|------------|---|---------|---|---|---------|------------|
        | 32²×3  | Stem | conv2d 3x3 |   | 16      |   | 2 |         |            |
        | 16²×16 |      | unit       | 2 | 16      | 2 |   | Sizes   |            |
        | 16²×16 | Deep | outer      |   | 24      |   | 2 |         |            |
        | 8²×24  | Pool | avgpool    |   |         |   |   |         | IncludeTop |
        | 1²×24  | Last | fc         |   | Classes |   |   |         | IncludeTop |

        ## Block: unit(t, c, s, kernels)

        | name   | operator   | from | c    | s | kernels | when          |
        |--------|------------|------|------|---|---------|---------------|
        | Wide   | conv2d 1x1 |      | t·in |   |         | t > 1         |
        | Filter | dwconv     |      |      | s | kernels |               |
        | Thin   | conv2d 1x1 |      | c    |   |         |               |
        | Sum    | add        | in   |      |   |         | s = 1, c = in |

        ## Block: outer(c, s)

        | name  | operator | t | c | s | kernels |
        |-------|----------|---|---|---|---------|
        | Inner | unit     | 4 | c | s | 3       |

        ## Defaults

        | operator       | norm | act  | padding |
        |----------------|------|------|---------|
        | conv2d, dwconv | bn   | relu | same    |

        ## Widths

        | rows       | width   | divisor | minimum |
        |------------|---------|---------|---------|
        | Stem, Deep | c·Alpha | 8       | 8       |

        ## Names

        | layer       | authors                                              |
        |-------------|------------------------------------------------------|
        | Stem        | stem stem_bn                                         |
        | unit.Wide   | {block}.{repeat}.a {block}.an                        |
        | unit.Filter | {block}.b.{group} {block}.bn                         |
        | unit.Thin   | {block}.c {block}.cn                                 |
        | Last        | last                                                 |

        ## Weights

        | dialect | epsilon | ignored |
        |---------|---------|---------|
        | authors | 1e-5    | aux.    |
        """;

    /// <summary>What is replaced, by what, the rule and a part of the message.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // Uses of blocks.
        { "|      | unit       | 2 | 16      | 2 |   | Sizes   |", "|      | unit       | 2 | 16      | 2 |   | «Szies»   |", "NETC2002", "'Szies', which is not known here: did you mean 'Sizes'?" },
        { "| Deep | outer      |   |", "| Deep | outer      | «6» |", "NETC2007", "'outer' has no 't', which is '6' here: expected one of: c, s" },
        { "| Deep | outer      |   | 24      |   | 2 |         |", "| Deep | outer      |   | 24      |   | 2 | «3»     |", "NETC2007", "'outer' has no 'kernels'" },
        { "| 16²×16 |      | unit       | 2 | 16      | 2 |", "| 16²×16 |      | «unit»       |   | 16      | 2 |", "NETC2008", "The block 'unit' needs a value for 't'" },
        { "| Inner | unit     | 4 |", "| Inner | «unit»     |   |", "NETC2008", "The block 'unit' needs a value for 't'" },
        { "| Inner | unit     | 4 | c | s | 3       |", "| Inner | «unit»     | 4 | c | s |         |", "NETC2008", "The block 'unit' needs a value for 'kernels'" },
        { "| Deep | outer      |", "| Deep | «outre»      |", "NETC2001", "There is no operator or block 'outre': did you mean 'outer'?" },
        { "| Inner | unit     |", "| Inner | «untit»     |", "NETC2001", "'untit': did you mean 'unit'?" },
        { "| Deep | outer      |", "| Deep | «outer 3x3»      |", "NETC2007", "'outer' has no 'k', which is '3x3' here" },
        { "| 16²×16 |      | unit       | 2 | 16      | 2 |", "| 16²×16 |      | unit       | 2 | 16      | «0» |", "NETC2004", "'n' is 0: expected a whole number from 1 to 1000" },
        { "| Deep | outer      |   | 24      |   | 2 |", "| Deep | outer      |   | 24      |   | «0» |", "NETC2004", "'s' is 0: expected a whole number from 1 to 1024" },
        { "| Deep | outer      |   | 24      |", "| Deep | outer      |   | «0»      |", "NETC2004", "'c' is 0: expected a whole number from 1 to 65536" },
        { "| Inner | unit     | 4 | c | s |", "| Inner | unit     | 4 | «c - 24» | s |", "NETC2004", "'c' is 0: expected a whole number from 1 to 65536" },

        // Headings and recursion.
        { "## Block: outer(c, s)", "## «Block: outer(c, s»", "NETC1014", "'Block: outer(c, s' is no heading of a block: expected Block: name(column, column = default)" },
        { "## Block: outer(c, s)", "## «Block: outer(c, c, s)»", "NETC1018", "'c' is already the name of a column of the block" },
        { "## Block: outer(c, s)", "## «Block: outer(c, s, in)»", "NETC1014", "is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block: outer(c, s, when)»", "NETC1014", "is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block: outer(c,, s)»", "NETC1014", "is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block: (c, s)»", "NETC1014", "is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block»", "NETC1014", "'Block' is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block: out er(c, s)»", "NETC1014", "is no heading of a block" },
        { "## Block: outer(c, s)", "## «Block: UNIT(c, s)»", "NETC1018", "'UNIT' is already the name of a block" },
        { "## Block: outer(c, s)", "## «Block: concat(c, s)»", "NETC1018", "'concat' is already the name of an operator" },
        { "## Block: outer(c, s)", "## «Block: outer(c, s, u =)»", "NETC1014", "is no heading of a block" },
        { "| Inner | unit     | 4 | c | s | 3       |", "| Inner | «outer»     |  | c | s |       |", "NETC2009", "The block 'outer' contains itself: outer → outer" },
        { "## Defaults", "## Block: third(c)\n\n| operator | t | c | kernels |\n|---|---|---|---|\n| unit | 2 | c | 3 |\n\n## Defaults", "", "" },

        // Rows of blocks.
        { "| Sum    | add        | in   |", "| Sum    | add        | «Wied» |", "NETC2012", "There is no row 'Wied' above: did you mean 'Wide'?" },
        { "| Sum    | add        | in   |", "| Sum    | add        | «Stem» |", "NETC2012", "There is no row 'Stem' above" },
        { "| Sum    | add        | in   |", "| Sum    | add        | «Sum» |", "NETC2012", "There is no row 'Sum' above" },
        { "| t > 1         |", "| «t > one»         |", "NETC2002", "'one', which is not known here" },
        { "| t > 1         |", "| «t»         |", "NETC2003", "'2' is a number: expected a condition (yes or no)" },
        { "| t > 1         |", "| «t = Plain»         |", "NETC2003", "" },
        { "| t > 1         |", "| «Kind = Shallow»         |", "NETC2002", "'Shallow'" },
        { "| t > 1         |", "| «kernels > 3»         |", "NETC2003", "" },
        { "| t > 1         |", "| «t >> 1»         |", "NETC1013", "found '>'" },
        { "| Thin   | conv2d 1x1 |      | c    |   |         |", "| Thin   | conv2d 1x1 |      | «kernels»    |   |         |", "NETC2003", "expected a number" },
        { "| Filter | dwconv     |      |      | s | kernels |", "| Filter | dwconv     |      |      | s | «t/0» |", "NETC2006", "'t/0' has no value" },
        { "| Filter | dwconv     |      |      | s | kernels |", "| Filter | dwconv     |      |      | s | «Kind» |", "NETC2003", "'Plain' is a word: expected a list" },
        { "| Wide   | conv2d 1x1 |", "| «2nd»   | conv2d 1x1 |", "NETC1017", "'2nd' is no name" },
        { "| Wide   | conv2d 1x1 |", "| «Wi-de»   | conv2d 1x1 |", "NETC1017", "'Wi-de' is no name" },
        { "| Wide   | conv2d 1x1 |", "| «Breite»   | conv2d 1x1 |".Replace("Breite", "Größe"), "NETC1017", "'Größe' is no name" },
        { "| Wide   | conv2d 1x1 |", "| «not»   | conv2d 1x1 |", "NETC1017", "'not' is no name" },

        // Parameters.
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | «3.33»     | list of 3 .. 31 |", "NETC2016", "The default of 'Sizes' is" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | «3..5»     | list of 3 .. 31 |", "NETC1013", "'3..5' cannot be read" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | «three»     | list of 3 .. 31 |", "NETC2002", "'three'" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | 3.5     | «list 3 .. 31» |", "NETC1016", "'list 3 .. 31' is no range" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | 3.5     | «list of» |", "NETC1016", "'list of' is no range" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | 3.5     | «list of 31 .. 3» |", "NETC1016", "is no range" },
        { "| Sizes      | 3.5     | list of 3 .. 31 |", "| Sizes      | 3.5     | «list of words» |", "NETC1016", "is no range" },
        { "| Alpha      | 1.0     | > 0             |", "| Alpha      | «-1.0»     | > 0             |", "NETC2016", "The default of 'Alpha' is '-1': expected a number in the range > 0" },
        { "| Alpha      | 1.0     | > 0             |", "| Alpha      | 1.0     | «> 0, <»              |", "NETC1016", "is no range" },
        { "| Alpha      | 1.0     | > 0             |", "| Alpha      | 1.0     | «1 … 2»             |", "NETC1016", "'1 … 2' is no range" },
        { "| Alpha      | 1.0     | > 0             |", "| Alpha      | «Alpha»     | > 0             |", "NETC2002", "'Alpha'" },
        { "| Alpha      | 1.0     | > 0             |", "| Alpha      | «Kind»     | > 0             |", "NETC2002", "'Kind'" },
        { "| Kind       | Plain   | Plain, Deep     |", "| Kind       | «Plian»   | Plain, Deep     |", "NETC2002", "'Plian', which is not known here: did you mean 'Plain'?" },
        { "| Kind       | Plain   | Plain, Deep     |", "| Kind       | Plain   | «Plain, Plain»     |", "NETC1016", "is no range" },
        { "| Kind       | Plain   | Plain, Deep     |", "| Kind       | Plain   | «Plain, 2»     |", "NETC1016", "is no range" },
        { "| IncludeTop | yes     | yes, no         |", "| IncludeTop | «maybe»     | yes, no         |", "NETC2002", "'maybe'" },
        { "| IncludeTop | yes     | yes, no         |", "| IncludeTop | «1»     | yes, no         |", "NETC2016", "The default of 'IncludeTop' is '1': expected yes or no" },
        { "| IncludeTop | yes     | yes, no         | with its top   |", "«| IncludeTop | yes     | yes, no         |»", "NETC1007", "The row has 3 cells where the header has 4" },
        { "| Classes    | 10      |", "| «Klassen 2»    | 10      |", "NETC1017", "'Klassen 2' is no name" },

        // Defaults, widths, names, weights.
        { "| conv2d, dwconv | bn   |", "| «conv2d, dvconv» | bn   |", "NETC2001", "'dvconv': did you mean 'dwconv'?" },
        { "| conv2d, dwconv | bn   |", "| «unit» | bn   |", "NETC2001", "'unit'" },
        { "| conv2d, dwconv | bn   | relu |", "| conv2d, dwconv | «gn»   | relu |", "NETC2005", "'gn' is no value of 'norm'" },
        { "| Stem, Deep | c·Alpha | 8       |", "| Stem, Deep | c·Alpha | «0»       |", "NETC2004", "'divisor' is 0: expected a whole number from 1" },
        { "| Stem, Deep | c·Alpha | 8       |", "| Stem, Deep | «c·Alhpa» | 8       |", "NETC2002", "'Alhpa', which is not known here: did you mean 'Alpha'?" },
        { "| Stem, Deep | c·Alpha | 8       |", "«| Stem, Deep |         | 8       | 8       |»\n| Stem | c·Alpha | 8       |", "NETC1019", "The row says nothing in the column 'width'" },
        { "| Stem, Deep | c·Alpha |", "| «Stme, Deep» | c·Alpha |", "NETC2026", "'Stme' names no row of the network: did you mean 'Stem'?" },
        { "| Stem        | stem stem_bn ", "| «Stme»        | stem stem_bn ", "NETC2026", "'Stme' names no row of the network: did you mean 'Stem'?" },
        { "| unit.Thin   |", "| «unit.Thick»   |", "NETC2026", "'unit.Thick' names no row" },
        { "| unit.Thin   |", "| «Thin»   |", "NETC2026", "'Thin' names no row of the network: expected one of: Stem" },
        { "| Stem        | stem stem_bn                                         |", "| Stem        | «stem»                                         |", "NETC1022", "'stem' does not name a layer: expected a layer's and a norm's name" },
        { "| Stem        | stem stem_bn                                         |", "| Stem        | «stem stem_bn more»                                         |", "NETC1022", "does not name a layer" },
        { "| {block}.c {block}.cn                                 |", "| «{blokc}.c {block}.cn»                                 |", "NETC2002", "'blokc', which is not known here: did you mean 'block'?" },
        { "| {block}.c {block}.cn                                 |", "| «{block.c {block}.cn»                                 |", "NETC1013", "'block.c {block' cannot be read" },
        { "| {block}.c {block}.cn                                 |", "| «{block}}.c {block}.cn»                                 |", "NETC1022", "does not name a layer" },
        { "| {block}.c {block}.cn                                 |", "| «{}.c {block}.cn»                                 |", "NETC1013", "'' cannot be read: found the end" },
        { "| authors | 1e-5    | aux.    |", "| «autors» | 1e-5    | aux.    |", "NETC2005", "'autors' is no value of 'dialect': did you mean 'authors'?" },
        { "| authors | 1e-5    | aux.    |", "| authors | «tiny»    | aux.    |", "NETC2002", "'tiny'" },
        { "| authors | 1e-5    | aux.    |", "| authors | «-1e-5»    | aux.    |", "NETC2004", "'epsilon' is" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_once_where_it_is(string sound, string wrong, string rule, string message)
    {
        Assert.Contains(sound, Sound);
        if (rule.Length > 0)
        {
            MarkedTable.Expect(Sound.Replace(sound, wrong), rule, message);
        }
        else
        {
            MarkedTable.Graph(Sound.Replace(sound, wrong));
        }
    }

    [Fact]
    public void The_table_without_mistakes_is_compiled() => Assert.Equal(10, MarkedTable.Graph(Sound).Values[^1].Shape.Length);

    [Fact]
    public void Three_blocks_in_a_ring_are_told_once() => MarkedTable.Expect(
        """
        # Ring

        ## Network

        | input | operator |
        |-------|----------|
        | 8²×3  | a        |

        ## Block: a()

        | operator |
        |----------|
        | b        |

        ## Block: b()

        | operator |
        |----------|
        | c        |

        ## Block: c()

        | operator |
        |----------|
        | «a»        |
        """,
        "NETC2009",
        "The block 'a' contains itself: a → b → c → a");

    [Fact]
    public void Two_blocks_that_use_each_other_are_told_once() => MarkedTable.Expect(
        Sound
            .Replace("| Thin   | conv2d 1x1 |", "| Thin   | outer      |")
            .Replace("| Inner | unit     |", "| Inner | «unit»     |"),
        "NETC2009",
        "The block 'unit' contains itself: unit → outer → unit");

    [Fact]
    public void A_wrong_condition_is_told_without_what_follows_from_it() => MarkedTable.Expect(
        """
        # Conditions

        ## Network

        | input | name | operator   | from | c  | when      |
        |-------|------|------------|------|----|-----------|
        | 8²×3  | Wide | conv2d 3x3 |      | 16 | «Depth > 1» |
        |       | Thin | conv2d 3x3 | Wide | 16 |           |
        |       | Sum  | add        | Wide |    |           |
        """,
        "NETC2002",
        "'Depth > 1' uses 'Depth', which is not known here");

    [Fact]
    public void Two_layers_of_one_name_are_told_once() => MarkedTable.Expect(
        Sound
            .Replace("| Thin   | conv2d 1x1 |", "| Thin   | «conv2d 1x1» |")
            .Replace("| {block}.c {block}.cn                                 |", "| {block}.b.{group} {block}.cn |")
            .Replace("| 3.5     | list of", "| 3     | list of"),
        "NETC2021",
        "'Block1.Thin' and 'Block1.Filter' are both named '1.b.0' in authors");

    /// <summary>Values that the declaration gives to parameters of the table.</summary>
    [Theory]
    [InlineData("Sizes=3", "", "")]
    [InlineData("Sizes=3, 5, 7", "", "")]
    [InlineData("Sizes=", "NETC2018", "'Sizes' cannot be ''")]
    [InlineData("Sizes=3.5.33", "NETC2018", "'Sizes' cannot be '3.5.33'")]
    [InlineData("Sizes=three", "NETC2018", "'Sizes' cannot be 'three'")]
    [InlineData("Sizes=True", "NETC2018", "'Sizes' cannot be 'True'")]
    [InlineData("Alpha=3, 5", "NETC2018", "'Alpha' cannot be '3, 5'")]
    [InlineData("Alpha=True", "NETC2018", "'Alpha' cannot be 'True'")]
    [InlineData("IncludeTop=3", "NETC2018", "'IncludeTop' cannot be '3'")]
    [InlineData("IncludeTop=Yes", "NETC2018", "'IncludeTop' cannot be 'Yes'")]
    [InlineData("Kind=0", "NETC2018", "'Kind' cannot be '0'")]
    [InlineData("Kind=Plaid", "NETC2018", "'Kind' cannot be 'Plaid': did you mean 'Plain'?")]
    [InlineData("Kind=deep", "", "")]
    [InlineData("Sises=3", "NETC2017", "The network has no parameter 'Sises': did you mean 'Sizes'?")]
    public void A_value_of_a_declaration_is_told_at_its_property(string setting, string rule, string message)
    {
        if (rule.Length > 0)
        {
            MarkedTable.Expect(Sound, rule, message, setting);
        }
        else
        {
            MarkedTable.Graph(Sound, setting);
        }
    }

    [Fact]
    public void A_table_without_a_top_cannot_leave_it_out() => MarkedTable.Expect(
        Sound.Replace("| IncludeTop | yes     | yes, no         | with its top   |\n", "").Replace("| IncludeTop |", "|            |"),
        "NETC2017",
        "The network has no parameter 'IncludeTop'",
        "IncludeTop=False");
}
