using System.Globalization;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>
/// Tables with one mistake each. The guillemets mark what has to be underlined; they are taken out before the table is read. The rest of the
/// table is sound, so that the problem is the only one.
/// </summary>
public sealed class MalformedTableTests
{
    private const string Sound = """
        # Sound

        | parameter | default | range |
        |-----------|---------|-------|
        | Alpha     | 1.0     | > 0   |
        | Height    | 32      | 1 ..  |
        | Width     | 32      | 1 ..  |
        | Classes   | 10      | 1 ..  |
        | Form      | Torchvision | Torchvision, Keras |

        ## Network

        | input  | name | operator   | t | c       | n | s | when |
        |--------|------|------------|---|---------|---|---|------|
        | 32²×3  | Stem | conv2d 3x3 | - | 32      | 1 | 2 |      |
        | 16²×32 |      | unit       | 6 | 64      | 2 | 2 |      |
        | 8²×64  |      | avgpool    | - | -       | - | - |      |
        |        | Last | fc         | - | Classes | - | - |      |

        ## Block: unit(t, c, s)

        | name | operator   | from | c    | s | when          |
        |------|------------|------|------|---|---------------|
        | Wide | conv2d 1x1 |      | t·in |   | t > 1         |
        | Deep | dwconv 3x3 |      |      | s |               |
        | Thin | conv2d 1x1 |      | c    |   |               |
        | Add  | add        | in   |      |   | s = 1, c = in |

        ## Defaults

        | operator       | norm | act   | padding |
        |----------------|------|-------|---------|
        | conv2d, dwconv | bn   | relu6 | same    |

        ## Widths

        | rows | width   | divisor | minimum | at least |
        |------|---------|---------|---------|----------|
        |      | c·Alpha | 8       | 8       | 90 %     |

        ## Names

        | layer     | torchvision     | when  |
        |-----------|-----------------|-------|
        | Stem      | stem stem_bn    |       |
        | unit.Wide | {block}.a {block}.b |   |
        | unit.Deep | {block}.c {block}.d |   |
        | unit.Thin | {block}.e {block}.f | t > 1 |
        | Last      | last            |       |

        ## Weights

        | dialect     | epsilon |
        |-------------|---------|
        | torchvision | 1e-5    |

        ## Preprocessing

        | crop  | interpolation | mean | std | order |
        |-------|---------------|------|-----|-------|
        | 0.875 | bilinear      | 0.5  | 0.5 | rgb   |
        """;

    private const string Operators = "unit, conv2d, dwconv, fc, batchnorm, maxpool, avgpool, adaptivepool, add, multiply, concat, slice, shuffle, lrn, activation, relu, …";

    private static readonly string Parameters = string.Join(", ", ZooCatalog.ParametersOf("MobileNetV2").Select(parameter => parameter.Name));

    private static readonly string Tables = string.Join(", ", ZooCatalog.Names.Take(15));

    /// <summary>What is replaced in the sound table, by what, the rule and the whole message.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // Sections and tables.
        { "## Defaults", "## «Defalts»", "NETC1002", "'Defalts' is no section of a table file: did you mean 'Defaults'? (known: Parameters, Network, Defaults, Block, Widths, Names, Weights, Preprocessing)" },
        { "## Block: unit", "## «Blocks: unit(t, c, s)»\n\n| a |\n|---|\n| b |\n\n## Block: unit", "NETC1002", "'Blocks: unit(t, c, s)' is no section of a table file: did you mean 'Block'? (known: Parameters, Network, Defaults, Block, Widths, Names, Weights, Preprocessing)" },
        { "## Weights", "## «Defaults: again»\n\n| operator | norm |\n|----|---|\n| fc | bn |\n\n## Weights", "NETC1004", "There is a section 'Defaults' already: expected one" },
        { "## Weights", "## «Block: empty»\n\nNothing here.\n\n## Weights", "NETC1005", "'Block: empty' has no table with rows below its heading: expected at least one row" },
        { "## Weights", "## «Block: bare(c)»\n\n| operator | c |\n|----|---|\n\n## Weights", "NETC1005", "'Block: bare(c)' has no table with rows below its heading: expected at least one row" },
        { "| dialect     | epsilon |\n|-------------|---------|\n", "«| dialect     | epsilon |»\n", "NETC1006", "The second line of the table in 'Weights' is not a delimiter: expected a line such as |---|---|" },
        { "| Thin | conv2d 1x1 |      | c    |   |               |", "«| Thin | conv2d 1x1 |      | c    |   |»", "NETC1007", "The row has 5 cells where the header has 6" },
        { "|      | c·Alpha | 8       | 8       | 90 %     |", "|      | c·Alpha | 8       | 8       | 90 %     | «more» |", "NETC1007", "The row has 6 cells where the header has 5" },
        { "| operator       | norm | act   | padding |", "| operator       | norm | «acts»  | padding |", "NETC1008", "There is no column 'acts' here: did you mean 'act'? (known: operator, norm, act, bias, padding, rounding, count, when)" },
        { "| Alpha     | 1.0     | > 0   |", "| Alpha     | 1.0     | > 0   |\n| «Alpha» | 2 | > 0 |", "NETC1018", "'Alpha' is already the name of a parameter: expected another name" },
        { "| parameter | default | range |", "| parameter | default | «rnage» |", "NETC1008", "There is no column 'rnage' here: did you mean 'range'? (known: parameter, default, range, meaning)" },
        { "| input  | name | operator   | t | c       | n | s | when |", "| input  | name | operator   | t | c       | n | «n» | when |", "NETC1009", "The column 'n' is there already: expected once" },
        { "| input  | name | operator   | t | c       | n | s | when |", "| input  | name | operator   | t | c       | n | «out» | when |", "NETC1009", "The column 'c' is there already: expected once" },
        { "| rows | width   | divisor", "«| rows | divisor | minimum | when    | at least |»\n|------|---------|---------|---------|----------|\n|  | 8 | 8 | Alpha > 1 | 90 % |\n\n| rows | width   | divisor", "NETC1010", "The table has no column 'width': the columns are rows, divisor, minimum, when, at least" },
        { "| 8²×64  |      | avgpool    | - | -       | - | - |      |", "| «…» |      |   | |  |  | |      |", "NETC1011", "'…' stands for rows that are left out: expected every row" },
        { "| 8²×64  |      | avgpool    | - | -       | - | - |      |", "| |      | «...»  | |  |  | |      |", "NETC1011", "'...' stands for rows that are left out: expected every row" },

        // The text of cells.
        { "| Stem | conv2d 3x3 | - | 32      |", "| Stem | conv2d 3x3 | - | «٣٢»    |", "NETC1012", "'٣٢' holds '٣', which is no digit here: expected 0 to 9" },
        { "| 8²×64  |      | avgpool", "| «८²×64» |      | avgpool", "NETC1012", "'८²×64' holds '८', which is no digit here: expected 0 to 9" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «t·» |", "NETC1013", "'t·' cannot be read: found the end, expected a number, a name or a bracket" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «t in» |", "NETC1013", "'t in' cannot be read: found 'in', expected an operator or the end" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «max(t, in» |", "NETC1013", "'max(t, in' cannot be read: found the end, expected ',' or ')'" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «flor(in)» |", "NETC1013", "'flor(in)' cannot be read: found 'flor(', expected 'floor('" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «if(t > 1, in)» |", "NETC1013", "'if(t > 1, in)' cannot be read: found 2 values in 'if', expected 3" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «t ? in» |", "NETC1013", "'t ? in' cannot be read: found '?', expected a number, a name, an operator or a bracket" },
        { "| t > 1         |", "| «t > 1,» |", "NETC1013", "'t > 1,' cannot be read: found the end, expected a number, a name or a bracket" },
        { "## Weights", "## «Block: half(c»\n\n| operator | c |\n|----|---|\n| fc | c |\n\n## Weights", "NETC1014", "'Block: half(c' is no heading of a block: expected Block: name(column, column = default)" },
        { "## Weights", "## «Block: odd(c, 2s)»\n\n| operator | c |\n|----|---|\n| fc | c |\n\n## Weights", "NETC1014", "'Block: odd(c, 2s)' is no heading of a block: expected Block: name(column, column = default)" },
        { "| 16²×32 |      | unit", "| «16²» |      | unit", "NETC1015", "'16²' is no shape: expected height×width×channels, such as 224²×3 or 224x224x3" },
        { "| 16²×32 |      | unit", "| «16 by 16» |      | unit", "NETC1015", "'16 by 16' is no shape: expected height×width×channels, such as 224²×3 or 224x224x3" },
        { "| Alpha     | 1.0     | > 0   |", "| Alpha     | 1.0     | «> zero» |", "NETC1016", "'> zero' is no range: expected one such as '> 0', '1 ..', '0.0 .. 1.0', '8, 16, 32', 'same, valid' or 'yes, no'" },
        { "| Alpha     | 1.0     | > 0   |", "| Alpha     | 1.0     | «2 .. 1» |", "NETC1016", "'2 .. 1' is no range: expected one such as '> 0', '1 ..', '0.0 .. 1.0', '8, 16, 32', 'same, valid' or 'yes, no'" },
        { "| Alpha     | 1.0     | > 0   |", "| «2nd»     | 1.0     | > 0   |\n| Alpha     | 1.0     | > 0   |", "NETC1017", "'2nd' is no name: expected a letter, then letters, digits or '_', and none of the language's own words" },
        { "| Deep | dwconv 3x3", "| «in» | dwconv 3x3", "NETC1017", "'in' is no name: expected a letter, then letters, digits or '_', and none of the language's own words" },
        { "| Thin | conv2d 1x1 |", "| Deep | «conv2d 1x1» |", "NETC1018", "'Deep' is already the name of a row: expected another name" },
        { "## Weights", "## «Block: Unit(c)»\n\n| operator | c |\n|----|---|\n| fc | c |\n\n## Weights", "NETC1018", "'Unit' is already the name of a block: expected another name" },
        { "## Weights", "## «Block: conv2d(c)»\n\n| operator | c |\n|----|---|\n| fc | c |\n\n## Weights", "NETC1018", "'conv2d' is already the name of an operator: expected another name" },
        { "| 8²×64  |      | avgpool    | - | -       | - | - |      |", "«| 8²×64  |      |            | - | -       | - | - |      |»", "NETC1019", "The row says nothing in the column 'operator': expected a value" },
        { "| Deep | dwconv 3x3 |", "| Deep | «dwconv» |", "NETC1019", "The row says nothing in the column 'k': expected a value" },
        { "| conv2d, dwconv | bn   | relu6 | same    |", "| conv2d, dwconv | bn   | relu6 | «(0,1),(2)» |", "NETC1020", "'(0,1),(2)' is no padding: expected same, symmetric, valid, a number, (before,after) or (above,below),(left,right)" },
        { "| 90 %     |", "| «0.9»     |", "NETC1021", "'0.9' is no share: expected a percentage up to 100, such as 90 %" },
        { "| Stem      | stem stem_bn    |", "| Stem      | «stem»          |", "NETC1022", "'stem' does not name a layer: expected a layer's and a norm's name, parted by a space" },
        { "| unit.Deep | {block}.c {block}.d |", "| unit.Deep | «{block}.c {block.d» |", "NETC1022", "'{block}.c {block.d' does not name a layer: expected a '}' for every '{'" },
        { "| 0.5  | 0.5 | rgb   |", "| 0.5  | «0.5 x» | rgb   |", "NETC1023", "'0.5 x' is no list of numbers: found 'x', expected one number or one for each channel" },
        { "| 0.5  | 0.5 | rgb   |", "| «0.5 0.5»  | 0.5 | rgb   |", "NETC1023", "'0.5 0.5' is no list of numbers: found 2 numbers for 3 channels, expected one number or one for each channel" },
        { "| Stem | conv2d 3x3 | - | 32      | 1 | 2 |", "| Stem | conv2d 3x3 / s2 | - | 32      | 1 | «1» |", "NETC1024", "'conv2d 3x3 / s2' already says what 's' is, beside '1': expected it once" },

        // Rows.
        { "| Stem | conv2d 3x3 |", "| Stem | «con2d 3x3» |", "NETC2001", $"There is no operator or block 'con2d': did you mean 'conv2d'? (known: {Operators})" },
        { "| 16²×32 |      | unit       |", "| 16²×32 |      | «units»    |", "NETC2001", $"There is no operator or block 'units': did you mean 'unit'? (known: {Operators})" },
        { "| 16²×32 |      | unit       |", "| 16²×32 |      | «transformer» |", "NETC2001", $"There is no operator or block 'transformer': expected one of: {Operators}" },
        { "| conv2d, dwconv | bn", "| «conv2d, dconv» | bn", "NETC2001", "There is no operator or block 'dconv': did you mean 'dwconv'? (known: conv2d, dwconv, fc, batchnorm, maxpool, avgpool, adaptivepool, add, multiply, concat, slice, shuffle, lrn, activation, relu, relu6, …)" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «t·Alhpa» |", "NETC2002", "'t·Alhpa' uses 'Alhpa', which is not known here: did you mean 'Alpha'? (known: in, t, c, s, Alpha, Height, Width, Classes, Form, Channels)" },
        { "| Stem | conv2d 3x3 | - | 32      | 1 | 2 |      |", "| Stem | conv2d 3x3 | - | 32      | 1 | 2 | «Form = Kears» |", "NETC2002", "'Form = Kears' uses 'Kears', which is not known here: did you mean 'Keras'? (known: in, Alpha, Height, Width, Classes, Form, Channels)" },
        { "| Stem | conv2d 3x3 | - | 32      |", "| Stem | conv2d 3x3 | - | «relu6» |", "NETC2003", "In 'relu6', 'relu6' is a word: expected a number" },
        { "| t > 1         |", "| «t» |", "NETC2003", "In 't', '6' is a number: expected a condition (yes or no)" },
        { "| t > 1         |", "| «t and s = 1» |", "NETC2003", "In 't and s = 1', '6' is a number: expected a condition (yes or no)" },
        { "| Stem | conv2d 3x3 | - | 32      | 1 | 2 |", "| Stem | conv2d 3x3 | - | 32      | 1 | «1.5» |", "NETC2004", "'s' is 1.5: expected a whole number from 1 to 1024" },
        { "| unit       | 6 | 64      | 2 |", "| unit       | 6 | 64      | «0» |", "NETC2004", "'n' is 0: expected a whole number from 1 to 1000" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «in - 32» |", "NETC2004", "'c' is 0: expected a whole number from 1 to 65536" },
        { "| 0.875 | bilinear", "| «8.75» | bilinear", "NETC2004", "'crop' is 8.75: expected a number above 0, at most 1" },
        { "| conv2d, dwconv | bn   | relu6 |", "| conv2d, dwconv | bn   | «relu7» |", "NETC2005", "'relu7' is no value of 'act': did you mean 'relu6'? (known: none, relu, relu6, leaky, sigmoid, swish, hsigmoid, hswish, tanh)" },
        { "| conv2d, dwconv | bn   | relu6 | same    |", "| conv2d, dwconv | bn   | relu6 | «relu» |", "NETC2005", "'relu' is no value of 'padding': expected one of: same, symmetric, valid" },
        { "| Stem | conv2d 3x3 | - | 32      | 1 | 2 |      |", "| Stem | conv2d 3x3 | - | 32      | 1 | 2 | «Form = same» |", "NETC2005", "'same' is no value of 'Form': expected one of: Torchvision, Keras" },
        { "| bilinear      |", "| «bilinaer»    |", "NETC2005", "'bilinaer' is no value of 'interpolation': did you mean 'Bilinear'? (known: Bilinear, Bicubic, Box)" },
        { "| torchvision | 1e-5    |", "| «torchvison» | 1e-5    |", "NETC2005", "'torchvison' is no value of 'dialect': did you mean 'torchvision'? (known: torchvision, timm, keras, authors, rows)" },
        { "| Wide | conv2d 1x1 |      | t·in |", "| Wide | conv2d 1x1 |      | «in/(t - 6)» |", "NETC2006", "'in/(t - 6)' has no value, with 32 and 0 as its operands: expected a finite number" },
        { "| 8²×64  |      | avgpool    | - |", "| 8²×64  |      | avgpool    | «6» |", "NETC2007", "'avgpool' has no 't', which is '6' here: expected one of: k, s, padding, rounding, count" },
        { "| Add  | add        | in   |      |", "| Add  | add        | in   | «32» |", "NETC2007", "'add' has no 'c', which is '32' here: expected one of: act" },
        { "| 16²×32 |      | unit       | 6 |", "| 16²×32 |      | «unit»       |   | 64      | 2 | 2 |      |\n| 16²×32 |      | unit       | 6 |", "NETC2008", "The block 'unit' needs a value for 't'" },
        { "| Thin | conv2d 1x1 |      | c    |   |               |", "| Thin | «unit» |      | c    |   |               |", "NETC2009", "The block 'unit' contains itself: unit → unit" },
        { "| Add  | add        | in   |", "| Add  | add        | «Dep» |", "NETC2012", "There is no row 'Dep' above: did you mean 'Deep'? (known: in, Wide, Deep, Thin)" },
        { "| Wide | conv2d 1x1 |      | t·in |   | t > 1         |", "| Gone | dwconv 3x3 |      |      |   | t > 6         |\n| Wide | conv2d 1x1 | «Gone» | t·in |   | t > 1         |", "NETC2013", "The row 'Gone' is left out by its condition: expected one of: in" },
        { "| Add  | add        | in   |", "| Add  | «add»        |      |", "NETC2014", "'add' reads one name or two in 'from': found 0" },
        { "| Deep | dwconv 3x3 |      |", "| Deep | dwconv 3x3 | «in, Wide» |", "NETC2014", "'dwconv' reads one name in 'from': found 2" },
        { "| Alpha     | 1.0     | > 0   |", "| Alpha     | «0»     | > 0   |", "NETC2016", "The default of 'Alpha' is '0': expected a number in the range > 0" },
        { "| Torchvision | Torchvision, Keras |", "| «same» | Torchvision, Keras |", "NETC2016", "The default of 'Form' is 'same': expected one of: Torchvision, Keras" },
        { "| Height    | 32      | 1 ..  |", "| Height    | «2.5»   |       |", "NETC2016", "The default of 'Height' is '2.5': expected a whole number in the range 1 .. 32768" },
        { "## Network", "Uses: «MobileNetV3»\n\n## Network", "NETC2020", $"There is no table 'MobileNetV3': did you mean 'MobileNetV1'? (known: Networks/Test.net.md, {Tables}, …)" },
        { "| unit.Thin | {block}.e {block}.f | t > 1 |", "| unit.Thin | {block}.c {block}.f | t > 1 |", "NETC2021", "'Block1.Thin' and 'Block1.Deep' are both named '1.c' in torchvision: expected names of their own" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_shown_where_it_is(string sound, string wrong, string rule, string message)
    {
        Assert.Contains(sound, Sound);
        string marked = Sound.Replace(sound, wrong);
        int start = marked.IndexOf('«');
        int end = marked.IndexOf('»');
        string text = marked.Replace("«", "").Replace("»", "");

        EquatableArray<Problem> problems = Declarations.Table(text).Problems;

        Problem problem = Assert.Single(problems);
        Assert.Equal(rule, problem.Rule);
        Assert.Equal(message, Message(problem));
        Assert.Equal(Declarations.Path, problem.Cell!.File);
        if (start >= 0)
        {
            int line = marked.AsSpan(0, start).Count('\n');
            int column = start - (marked.LastIndexOf('\n', start) + 1);
            Assert.Equal(new TextPosition(line, column, end - start - 1), TableLexer.Find(text, problem.Cell));
        }
    }

    [Fact]
    public void The_table_without_mistakes_is_read()
    {
        UnrolledNetwork network = Declarations.Table(Sound).Network();

        Assert.Equal(
            ["Stem", "Block1.Wide", "Block1.Deep", "Block1.Thin", "Block2.Wide", "Block2.Deep", "Block2.Thin", "Block2.Add", "Pool", "Last"],
            network.Operations.Select(operation => operation.Name));
    }

    /// <summary>Mistakes of a declaration: the settings, the property that is meant, the rule and the message.</summary>
    public static TheoryData<string, string, string, string> WrongSettings => new()
    {
        { "Alhpa=0.5", "Alhpa", "NETC2017", $"The network has no parameter 'Alhpa': did you mean 'Alpha'? (known: {Parameters})" },
        { "Depth=4", "Depth", "NETC2017", $"The network has no parameter 'Depth': expected one of: {Parameters}" },
        { "Alpha=0", "Alpha", "NETC2018", "'Alpha' cannot be '0': expected a number in the range > 0" },
        { "Alpha=NaN", "Alpha", "NETC2018", "'Alpha' cannot be 'NaN': expected a number in the range > 0" },
        { "Alpha=wide", "Alpha", "NETC2018", "'Alpha' cannot be 'wide': expected a number in the range > 0" },
        { "Classes=0", "Classes", "NETC2018", "'Classes' cannot be '0': expected a whole number in the range 1 .." },
        { "Resolution=-1", "Resolution", "NETC2018", "'Resolution' cannot be '-1': expected a whole number in the range 1 .." },
        { "Height=2.5", "Height", "NETC2018", "'Height' cannot be '2.5': expected a whole number in the range 1 .." },
        { "Width=40000", "Width", "NETC2018", "'Width' cannot be '40000': expected a whole number in the range 1 .. 32768" },
        { "Form=Caffe", "Form", "NETC2018", "'Form' cannot be 'Caffe': expected one of: Torchvision, TensorFlow, Keras" },
        { "Form=Torchvison", "Form", "NETC2018", "'Form' cannot be 'Torchvison': did you mean 'Torchvision'? (known: Torchvision, TensorFlow, Keras)" },
        { "Activation=Swish", "Activation", "NETC2018", "'Activation' cannot be 'Swish': expected one of: relu, relu6" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public void A_wrong_setting_is_shown_at_its_property(string setting, string property, string rule, string message)
    {
        Problem problem = Assert.Single(Declarations.Zoo("MobileNetV2", setting).Problems);

        Assert.Equal((rule, property, message), (problem.Rule, problem.Property, Message(problem)));
        Assert.Null(problem.Cell);
    }

    /// <summary>Mistakes of rows written as attributes: the rows, the row and cell that are meant, the rule and the message.</summary>
    public static TheoryData<string[], int, int, string, string> WrongRows => new()
    {
        { ["conv2d 3x3 | c=32", "bottleneck | t=6 | c=24"], 2, 0, "NETC2001", "There is no operator or block 'bottleneck': expected one of: conv2d, dwconv, fc, batchnorm, maxpool, avgpool, adaptivepool, add, multiply, concat, slice, shuffle, lrn, activation, relu, relu6, …" },
        { ["conv2d 3x3 | c=32 | stride=2 | t=6", "fc | c=Classes"], 1, 3, "NETC2007", "'conv2d' has no 't', which is '6' here: expected one of: c, k, s, d, g, padding, norm, act, bias" },
        { ["conv2d 3x3 | c=Wdith", "fc | c=Classes"], 1, 1, "NETC2002", "'Wdith' uses 'Wdith', which is not known here: did you mean 'Width'? (known: in, Height, Width, Channels, Classes)" },
        { ["conv2d 3x3 | c=32 | s=0", "fc | c=Classes"], 1, 2, "NETC2004", "'s' is 0: expected a whole number from 1 to 1024" },
        { ["conv2d 3x3 s=2 | c=32 | s=2", "fc | c=Classes"], 1, 2, "NETC1024", "'conv2d 3x3 s=2' already says what 's' is, beside '2': expected it once" },
        { ["conv2d 3x3 | c=32 | act=rleu", "fc | c=Classes"], 1, 2, "NETC2005", "'rleu' is no value of 'act': did you mean 'relu'? (known: none, relu, relu6, leaky, sigmoid, swish, hsigmoid, hswish, tanh)" },
    };

    [Theory]
    [MemberData(nameof(WrongRows))]
    public void A_wrong_row_is_shown_at_its_cell(string[] rows, int row, int column, string rule, string message)
    {
        Problem problem = Assert.Single(Declarations.Rows(null, rows, "Height=32", "Width=32", "Classes=10").Problems);

        Assert.Equal((rule, message), (problem.Rule, Message(problem)));
        Assert.Equal(new CellReference("", 0, row, column), problem.Cell);
    }

    [Fact]
    public void A_parameter_without_value_is_asked_for()
    {
        Problem problem = Assert.Single(Declarations.Rows(null, ["conv2d 3x3 | c=32", "fc | c=Classes"], "Height=32", "Width=32").Problems);

        Assert.Equal(("NETC2019", "Classes", "'Classes' has no default: set it, in the range 1 .. 65536"), (problem.Rule, problem.Property, Message(problem)));
    }

    [Fact]
    public void A_file_without_network_says_so()
    {
        Problem problem = Assert.Single(Declarations.Table("# Nothing\n\nJust prose.").Problems);

        Assert.Equal(("NETC1003", "The file has no section '## Network' with a table of rows"), (problem.Rule, Message(problem)));
    }

    [Fact]
    public void A_network_without_operations_says_so()
    {
        Problem problem = Assert.Single(Declarations.Table("# None\n\n## Network\n\n| input | operator | when |\n|---|---|---|\n| 8²×3 | relu | 1 > 2 |").Problems);

        Assert.Equal(("NETC2015", "No row of 'None' is left once every condition is applied: expected at least one"), (problem.Rule, Message(problem)));
    }

    [Fact]
    public void Every_rule_has_a_text_of_its_own()
    {
        string[] ids = [.. typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(id => id[4] is '1' or '2')];

        Assert.Equal(ids, LanguageRuleTexts.All.Select(text => text.Id));
        Assert.Equal(ids.Length, LanguageRuleTexts.All.Select(text => text.Title).Distinct().Count());
    }

    private static string Message(Problem problem) =>
        string.Format(CultureInfo.InvariantCulture, RuleTexts.Find(problem.Rule).MessageFormat, [.. problem.Arguments]);
}
