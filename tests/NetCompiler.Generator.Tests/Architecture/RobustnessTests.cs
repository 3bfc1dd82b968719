using System.Text;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>User text never throws and never runs away, whatever it is; every problem has a text that its arguments fill and a place in the file.</summary>
public sealed class RobustnessTests
{
    /// <summary>The zoo's tables with random cuts, doublings and replacements.</summary>
    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    public void Damaged_tables_give_problems_or_networks(string name) =>
        Damage(ZooCatalog.Find(name)!.Text, text => Declarations.Table(text));

    /// <summary>Branches, groups, lists and taps, damaged alike.</summary>
    [Fact]
    public void Damaged_branches_give_problems_or_networks()
    {
        EquatableArray<TapRequest> taps = EquatableArray.Of(new TapRequest("C2", null, 4), new TapRequest("Wide", "Block1.Wide", null), new TapRequest("J", "Joined", null));
        NetworkDeclaration declaration = Declarations.Declare("Test.net.md") with { Taps = taps };
        Assert.Equal(4, NetworkReader.Read(declaration, EquatableArray.Of(new TableFile(Declarations.Path, Branches))).Network().Outputs.Count);

        Damage(Branches, text => NetworkReader.Read(declaration, EquatableArray.Of(new TableFile(Declarations.Path, text))));
    }

    private const string Branches = """
        # Branches

        | parameter  | default | range           |
        |------------|---------|-----------------|
        | IncludeTop | yes     | yes, no         |
        | Sizes      | 3.5.7   | list of 3 .. 31 |
        | Groups     | 2       | 1 .. 8          |

        ## Network

        | input | name   | operator    | c              | g      | s | kernels      | from         | act   | when       |
        |-------|--------|-------------|----------------|--------|---|--------------|--------------|-------|------------|
        | 32²×4 | Stem   | conv2d 3x3  | divisible(15,4) | Groups | 2 |             |              | HS    |            |
        |       |        | mixed       | 16             |        | 2 | Sizes        |              |       |            |
        |       | Right  | maxpool 3x3 |                 |        |   |              | Stem         |       | 1 > 2      |
        |       | Half   | slice first=8 | mod(24, 16)  |        |   |              |              |       |            |
        |       | Joined | concat      |                |        |   |              | Half, Block1, Half | silu |   |
        |       |        | shuffle     |                | 4      |   |              |              |       |            |
        |       |        | lrn size=3 beta=0.5 |        |        |   |              |              |       |            |
        |       |        | adaptivepool 2x2 |           |        |   |              |              |       |            |
        |       |        | bn          |                |        |   |              |              | leaky relu |       |
        |       |        | fc          | 10             |        |   |              |              |       | IncludeTop |

        ## Block: mixed(kernels = 3 5, c, s)

        | name | operator | kernels | partition   | dilated | c | s | from | rounding | count | when              |
        |------|----------|---------|-------------|---------|---|---|------|----------|-------|-------------------|
        | Wide | mixconv  | kernels | exponential | yes     |   | s |      |          |       | count(kernels) > 1 |
        | Gate | avgpool  |         |             |         |   |   |      |          |       |                   |
        | Act  | hsigmoid |         |             |         |   |   |      |          |       |                   |
        | Mul  | multiply |         |             |         |   |   | Wide |          |       |                   |
        | Pool | avgpool 3x3 |      |             |         |   | 1 |      | ceil     | inside |                  |
        | Out  | conv2d 1x1 |       |             |         | c |   |      |          |       | largest(kernels) >= 3 |

        ## Defaults

        | operator          | padding   | rounding                       |
        |-------------------|-----------|--------------------------------|
        | conv2d, dwconv    | symmetric |                                |
        | maxpool, avgpool  | 1         | if(Groups = 2, floor, ceil)    |

        ## Names

        | layer      | authors             | when |
        |------------|---------------------|------|
        | Stem       | stem.{group}        |      |
        | mixed.Wide | wide{block}.{group} |      |
        | mixed.Out  | out{block}          |      |
        | Norm       | norm                |      |
        | Dense      | fc                  |      |

        ## Weights

        | dialect | epsilon | ignored  | when       |
        |---------|---------|----------|------------|
        | authors | 1e-3    | aux. tmp | IncludeTop |
        """;

    private static void Damage(string sound, Func<string, ReadResult> read)
    {
        string[] scraps = ["|", "\\", "{", "}", "(", ")", "=", ",", "/", "-", "…", "²", "٣", "\r", "\n", "#", "`", "not ", "1e999", "in", "c", "\uD83D", "×", "9999999999", ".."];
        Random random = new(20170417);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            StringBuilder text = new(sound);
            for (int edit = random.Next(1, 6); edit > 0; edit--)
            {
                int at = random.Next(text.Length);
                int length = Math.Min(random.Next(1, 30), text.Length - at);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, length);
                        break;
                    case 1:
                        text.Insert(at, text.ToString(at, length));
                        break;
                    default:
                        text.Insert(at, scraps[random.Next(scraps.Length)]);
                        break;
                }
            }

            string damaged = text.ToString();
            ReadResult result = read(damaged);
            refused += result.Network is null ? 1 : 0;
            Assert.Equal(result.Network is null, result.Problems.Count > 0);
            foreach (Problem problem in result.Problems)
            {
                CheckText(problem);
                CheckPlace(damaged, problem);
            }
        }

        Assert.InRange(refused, 80, 399);
    }

    [Fact]
    public void Blocks_that_multiply_are_stopped()
    {
        StringBuilder text = new("# Deep\n\n## Network\n\n| input | operator |\n|---|---|\n| 8²×4 | b0 |\n");
        for (int level = 0; level < 12; level++)
        {
            text.Append($"\n## Block: b{level}()\n\n| operator |\n|---|\n");
            for (int row = 0; row < 20; row++)
            {
                text.Append(level == 11 ? "| relu |\n" : $"| b{level + 1} |\n");
            }
        }

        Problem problem = Assert.Single(Declarations.Table(text.ToString()).Problems);
        Assert.Equal("NETC2011", problem.Rule);
    }

    [Fact]
    public void Blocks_that_multiply_and_yield_nothing_are_stopped()
    {
        StringBuilder text = new("# Deep\n\n## Network\n\n| input | operator |\n|---|---|\n| 8²×4 | b0 |\n");
        for (int level = 0; level < 12; level++)
        {
            text.Append($"\n## Block: b{level}()\n\n| operator | when |\n|---|---|\n");
            for (int row = 0; row < 20; row++)
            {
                text.Append(level == 11 ? "| relu | 1 > 2 |\n" : $"| b{level + 1} | |\n");
            }
        }

        Problem problem = Assert.Single(Declarations.Table(text.ToString()).Problems);
        Assert.Equal("NETC2011", problem.Rule);
    }

    [Fact]
    public void Blocks_nested_too_deeply_are_stopped()
    {
        StringBuilder text = new("# Deep\n\n## Network\n\n| input | operator |\n|---|---|\n| 8²×4 | b0 |\n");
        for (int level = 0; level < 40; level++)
        {
            text.Append($"\n## Block: b{level}()\n\n| operator |\n|---|\n| {(level == 39 ? "relu" : "b" + (level + 1))} |\n");
        }

        Problem problem = Assert.Single(Declarations.Table(text.ToString()).Problems);
        Assert.Equal("NETC2010", problem.Rule);
    }

    [Fact]
    public void Too_many_repeats_are_stopped()
    {
        ReadResult result = Declarations.Table(
            "# Long\n\n## Network\n\n| input | operator | n |\n|---|---|---|\n" + string.Concat(Enumerable.Repeat("| | relu | 1000 |\n", 5)), "Height=8", "Width=8");

        Assert.Equal("NETC2011", Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void A_huge_attribute_is_refused()
    {
        ReadResult result = Declarations.Rows(null, [new string('=', 1_000_000)], "Height=8", "Width=8");

        Assert.Equal("NETC1001", Assert.Single(result.Problems).Rule);
    }

    private static void CheckText(Problem problem)
    {
        RuleText text = RuleTexts.Find(problem.Rule);
        for (int index = 0; index < problem.Arguments.Count; index++)
        {
            Assert.Contains($"{{{index}}}", text.MessageFormat);
        }

        Assert.DoesNotContain($"{{{problem.Arguments.Count}}}", text.MessageFormat);
    }

    private static void CheckPlace(string text, Problem problem)
    {
        if (problem.Cell is not CellReference cell)
        {
            return;
        }

        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        TextPosition at = cell.File == Declarations.Path ? TableLexer.Find(text, cell) : new TextPosition(0, 0, 0);
        Assert.InRange(at.Line, 0, lines.Length - 1);
        Assert.InRange(at.Column + at.Length, 0, lines[at.Line].Length);
    }
}
