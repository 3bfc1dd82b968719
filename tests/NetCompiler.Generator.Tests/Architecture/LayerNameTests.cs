using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Checkpoint names of layers with several tensors or none but a norm, and what a dialect's row of weights says.</summary>
public sealed class LayerNameTests
{
    private const string Network = """
        # Named

        | parameter | default | range          |
        |-----------|---------|----------------|
        | Version   | 1       | 1 .. 2         |
        | Sizes     | 3.5     | list of 1 .. 9 |

        ## Network

        | input | name | operator   | c | g | kernels | index | act  |
        |-------|------|------------|---|---|---------|-------|------|
        | 8²×4  | Two  | conv2d 3x3 | 6 | 2 |         |       | relu |
        |       | One  | conv2d 3x3 | 6 | 1 |         |       |      |
        |       | Each | conv2d 3x3 |   | 6 |         |       |      |
        |       | Norm | batchnorm  |   |   |         |       |      |
        |       |      | mixed      |   |   | 3       | 7     |      |
        |       |      | mixed      |   |   | Sizes   | 9     |      |

        ## Block: mixed(kernels, index)

        | name | operator | kernels | norm |
        |------|----------|---------|------|
        | Deep | dwconv   | kernels | bn   |

        ## Names

        | layer      | authors                             | keras        | when               |
        |------------|-------------------------------------|--------------|--------------------|
        | Two        | two.{group}                         | two          |                    |
        | One        | one.{ group }                       | one          |                    |
        | Each       | each.{group}                        | each         |                    |
        | Norm       | norm                                | bn           |                    |
        | mixed.Deep | b{index}.dw b{index}.bn             | k{block} n   | count(kernels) = 1 |
        | mixed.Deep | b{index + 1}.dw.{group} b{index}.bn | k{block} n   | largest(kernels) < 9 |

        ## Weights

        | dialect | epsilon | ignored    | when        |
        |---------|---------|------------|-------------|
        | authors | 1e-3    | aux1. aux2. | Version = 1 |
        | authors | 1e-5    |            |             |
        """;

    [Fact]
    public void A_group_and_a_window_may_have_tensors_of_their_own()
    {
        UnrolledNetwork network = Declarations.Table(Network).Network();

        Assert.Equal(["authors", "keras"], network.Dialects.Select(dialect => dialect.Name));
        Assert.Equal(
            [
                new("two.{group}", null), new("one.0", null), new("each.0", null), new("norm", "norm"),
                new("b7.dw", "b7.bn"), new("b10.dw.{group}", "b9.bn"),
            ],
            network.Operations.Select(operation => operation.Names[0]));
        Assert.Equal([new("bn", "bn"), new("k1", "n"), new("k2", "n")], network.Operations.Skip(3).Select(operation => operation.Names[1]));
    }

    [Fact]
    public void Braces_may_hold_the_name_of_the_network_s_row()
    {
        string named = Network
            .Replace("|       |      | mixed      |   |   | 3       | 7     |", "|       | mixed_5b | mixed |   |   | 3       | 7     |", StringComparison.Ordinal)
            .Replace("b{index}.dw b{index}.bn  ", "{name}.dw{index} {name}.bn", StringComparison.Ordinal);

        Assert.Equal(new("mixed_5b.dw7", "mixed_5b.bn"), Declarations.Table(named).Network().Operations[4].Names[0]);
    }

    [Fact]
    public void A_word_in_braces_that_nothing_is_called_is_no_name()
    {
        ReadResult result = Declarations.Table(Network.Replace("{block}", "{blok}", StringComparison.Ordinal));

        Assert.Equal("blok", result.Problems[0].Arguments[0]);
    }

    [Fact]
    public void The_first_row_of_weights_that_holds_counts()
    {
        Assert.Equal(
            new Dialect("authors", 1e-3, null, EquatableArray.Of("aux1.", "aux2.")), Declarations.Table(Network).Network().Dialects[0]);
        Assert.Equal(new Dialect("authors", 1e-5, null), Declarations.Table(Network, "Version=2").Network().Dialects[0]);
        Assert.Equal(new Dialect("keras", 1e-5, null), Declarations.Table(Network).Network().Dialects[1]);
    }

    [Fact]
    public void A_dialect_that_leaves_a_kind_of_layer_out_is_not_offered()
    {
        UnrolledNetwork network = Declarations.Table(Network, "Sizes=9").Network();

        Assert.Equal("b9.dw", network.Operations[5].Names[0].Layer);
        network = Declarations.Table(Network, "Sizes=9.1").Network();
        Assert.Equal([new Dialect("torchvision", 1e-5, null)], network.Dialects);
        Assert.Equal([new LayerNames("Block2.Deep", "Block2.Deep.norm")], network.Operations[5].Names);
    }

    [Theory]
    [InlineData("9.1", 1e-9, "Two. aux.")]
    [InlineData("9.1", 1e-5, "", "Version=2")]
    public void A_row_of_weights_speaks_for_checkpoints_named_by_the_rows(string sizes, double epsilon, string ignored, params string[] settings)
    {
        string text = Network + "\n| rows | 1e-9 | Two. aux. | Version = 1 |";
        UnrolledNetwork network = Declarations.Table(text, [.. settings, $"Sizes={sizes}"]).Network();

        Assert.Equal([new Dialect("torchvision", epsilon, null, new(ignored.Split(' ', StringSplitOptions.RemoveEmptyEntries)))], network.Dialects);

        // It is none of the dialects where one of these names every layer.
        Assert.Equal(["authors", "keras"], Declarations.Table(text).Network().Dialects.Select(dialect => dialect.Name));
    }

    [Fact]
    public void Only_dialects_and_rows_have_a_row_of_weights()
    {
        Problem problem = Assert.Single(Declarations.Table(Network + "\n| row | 1e-9 | | |").Problems);

        Assert.Equal(("NETC2005", "row | dialect | did you mean 'rows'? (known: torchvision, timm, keras, authors, rows)"), (problem.Rule, string.Join(" | ", problem.Arguments)));
    }

    [Theory]
    [InlineData("1, 2, 4", "1, 2, 4")]
    [InlineData("1,2,1024", "1, 2, 1024")]
    [InlineData("1, 256", "1, 256")]
    [InlineData("1, 0.25", "1, 0.25")]
    public void A_range_may_be_a_set_of_numbers(string range, string accepted)
    {
        string text = Network.Replace("| 1 .. 2  ", $"| {range} ", StringComparison.Ordinal);
        foreach (string number in accepted.Split(", "))
        {
            Declarations.Table(text, $"Version={number}").Network();
        }

        foreach (string number in new[] { "0", "3", "257", "0.5", "-1" })
        {
            Problem problem = Assert.Single(Declarations.Table(text, $"Version={number}").Problems);
            Assert.Equal(("NETC2018", $"expected one of {accepted}"), (problem.Rule, problem.Arguments[2]));
        }
    }

    // A default has to be one of the set as well.
    [Theory]
    [InlineData("2, 4", "NETC2016")]
    [InlineData("1", "NETC1016")]
    [InlineData("1, 1", "NETC1016")]
    [InlineData("1,024", "NETC1016")]
    [InlineData("1, 2,048", "NETC1016")]
    [InlineData("1, two", "NETC1016")]
    [InlineData("1, ", "NETC1016")]
    public void A_set_of_numbers_that_is_none_is_refused(string range, string rule) =>
        Assert.Equal(rule, Declarations.Table(Network.Replace("| 1 .. 2  ", $"| {range} ", StringComparison.Ordinal)).Problems[0].Rule);

    [Theory]
    [InlineData("| norm                                |", "| norm extra                          |", 4, "norm extra | a norm's name")]
    [InlineData("| two.{group}                         |", "| two.{group + 1}                     |", 1, null)]
    [InlineData("b{index + 1}.dw.{group} b{index}.bn |", "b{index}.dw b{index}.{group}       |", 6, "b{index}.dw b{index}.{group} | a norm's name without {group}: all groups have one norm")]
    [InlineData("| authors | 1e-3    | aux1. aux2. | Version = 1 |", "| authors | 1e-3    | aux1. aux2. | Version |", null, null)]
    public void A_mistake_is_shown_at_its_cell(string sound, string wrong, int? row, string? arguments)
    {
        Assert.Contains(sound, Network);
        Problem problem = Declarations.Table(Network.Replace(sound, wrong)).Problems[0];

        Assert.Equal(row is int number ? new CellReference(Declarations.Path, 3, number, 1) : new CellReference(Declarations.Path, 4, 1, 3), problem.Cell);
        Assert.Equal(arguments ?? string.Join(" | ", problem.Arguments), string.Join(" | ", problem.Arguments));
        Assert.Equal(arguments is not null ? "NETC1022" : row is null ? "NETC2003" : "NETC2002", problem.Rule);
    }
}
