using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Repeats, widths, blocks, branches and forms, written out.</summary>
public sealed class UnrollerTests
{
    /// <summary>Widths as the authors' and torchvision's code round them: stem, the seven rows of blocks, head.</summary>
    [Theory]
    [InlineData("1.4", new[] { 48, 24, 32, 48, 88, 136, 224, 448, 1792 })]
    [InlineData("1.3", new[] { 40, 24, 32, 40, 80, 128, 208, 416, 1664 })]
    [InlineData("1", new[] { 32, 16, 24, 32, 64, 96, 160, 320, 1280 })]
    [InlineData("0.75", new[] { 24, 16, 24, 24, 48, 72, 120, 240, 1280 })]
    [InlineData("0.5", new[] { 16, 8, 16, 16, 32, 48, 80, 160, 1280 })]
    [InlineData("0.35", new[] { 16, 8, 8, 16, 24, 32, 56, 112, 1280 })]
    public void MobileNetV2_widths(string alpha, int[] expected)
    {
        UnrolledNetwork network = Declarations.Zoo("MobileNetV2", "Alpha=" + alpha).Network();

        string[] rows = ["Stem", .. new[] { 1, 3, 6, 10, 13, 16, 17 }.Select(block => $"Block{block}.Project"), "Head"];
        Assert.Equal(expected, rows.Select(row => Channels(network, row)));
    }

    [Theory]
    [InlineData("MobileNetV2", "Form=Torchvision", 24)]
    [InlineData("MobileNetV2", "Form=Keras", 16)]
    public void Keras_drops_the_fraction_before_rounding(string name, string form, int expected) =>
        Assert.Equal(expected, Channels(Declarations.Zoo(name, "Alpha=0.745", form).Network(), "Block2.Project"));

    [Theory]
    [InlineData("Form=TensorFlow", "Alpha=0.6", new[] { 19, 38, 307, 614 })]
    [InlineData("Form=TensorFlow", "Alpha=0.1", new[] { 8, 8, 51, 102 })]
    [InlineData("Form=Keras", "Alpha=0.1", new[] { 3, 6, 51, 102 })]
    [InlineData("Form=Torchvision", "Alpha=0.6", new[] { 24, 40, 304, 616 })]
    public void MobileNetV1_widths(string form, string alpha, int[] expected)
    {
        UnrolledNetwork network = Declarations.Zoo("MobileNetV1", form, alpha).Network();

        Assert.Equal(expected, new[] { "Stem", "Block1.Pointwise", "Block11.Pointwise", "Block13.Pointwise" }.Select(name => Channels(network, name)));
    }

    [Fact]
    public void MobileNetV2_adds_where_the_rounded_widths_are_equal_and_the_stride_is_1()
    {
        string[] Adds(string alpha) => [.. Declarations.Zoo("MobileNetV2", "Alpha=" + alpha).Network().Operations
            .Where(operation => operation.Operator == "add").Select(operation => operation.Name)];

        Assert.Equal("3 5 6 8 9 10 12 13 15 16", string.Join(" ", Adds("1").Select(name => name[5..^4])));
        Assert.Contains("Block1.Add", Adds("0.25"));

        // Rows 1 and 2 are both 8 wide at 0.35, but the stride is 2.
        Assert.DoesNotContain("Block2.Add", Adds("0.35"));
    }

    [Fact]
    public void An_add_reads_the_row_above_and_what_enters_the_block()
    {
        UnrolledNetwork network = Declarations.Zoo("MobileNetV2").Network();
        int add = Index(network, "Block3.Add");

        Assert.Equal([Index(network, "Block3.Project"), Index(network, "Block2.Project")], network.Operations[add].Inputs);
    }

    [Theory]
    [InlineData("MobileNetV1", "Form=TensorFlow", "same", "same", "same")]
    [InlineData("MobileNetV1", "Form=Torchvision", "symmetric", "symmetric", "symmetric")]
    [InlineData("MobileNetV1", "Form=Keras", "same", "same", "(0,0,1,1)")]
    [InlineData("MobileNetV1", "Form=Keras Padding=Symmetric", "symmetric", "symmetric", "symmetric")]
    [InlineData("MobileNetV1", "Padding=Keras", "same", "same", "(0,0,1,1)")]
    [InlineData("MobileNetV2", "Form=TensorFlow", "same", "same", "same")]
    [InlineData("MobileNetV2", "Form=Keras", "same", "same", "same")]
    [InlineData("MobileNetV2", "Form=Torchvision", "symmetric", "symmetric", "symmetric")]
    [InlineData("MobileNetV2", "Padding=Same", "same", "same", "same")]
    public void A_form_pads_its_way(string name, string settings, string stem, string stride1, string stride2)
    {
        UnrolledNetwork network = Declarations.Zoo(name, settings.Split(' ')).Network();

        Assert.Equal(
            [stem, stride1, stride2],
            new[] { "Stem", "Block1.Depthwise", "Block2.Depthwise" }.Select(row => Text(network.Operations[Index(network, row)].Window!.Padding)));
    }

    [Fact]
    public void Stride_belongs_to_the_first_repeat()
    {
        UnrolledNetwork network = Declarations.Zoo("MobileNetV1").Network();

        Assert.Equal(
            [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1],
            network.Operations.Where(operation => operation.Operator == "dwconv").Select(operation => operation.Window!.StrideHeight));
    }

    [Fact]
    public void The_printed_shapes_are_promised_at_the_defaults_only()
    {
        string[] Promised(params string[] settings) => [.. Declarations.Zoo("MobileNetV2", settings).Network().Operations
            .Where(operation => operation.ExpectedInput is not null)
            .Select(operation => $"{operation.Name} {operation.ExpectedInput!.Height}×{operation.ExpectedInput.Width}×{operation.ExpectedInput.Channels}")];

        Assert.Equal(
            [
                "Stem 224×224×3", "Block1.Depthwise 112×112×32", "Block2.Expand 112×112×16", "Block4.Expand 56×56×24", "Block7.Expand 28×28×32",
                "Block11.Expand 14×14×64", "Block14.Expand 14×14×96", "Block17.Expand 7×7×160", "Head 7×7×320", "Pool 7×7×1280", "Classifier 1×1×1280",
            ],
            Promised());
        Assert.Equal(11, Promised("Classes=10", "Height=224").Length);
        Assert.Empty(Promised("Alpha=0.5"));
        Assert.Empty(Promised("Height=225"));
    }

    [Fact]
    public void A_pool_over_the_printed_map_is_global_at_any_size()
    {
        PrimitiveOperation pool = Declarations.Zoo("MobileNetV2", "Resolution=96").Network().Operations.Single(operation => operation.Operator == "avgpool");

        Assert.Equal(Window.Global, pool.Window);
    }

    [Fact]
    public void The_facts_sheet_reads_as_it_is_printed()
    {
        const string pasted = """
            # Pasted

            | parameter | default | range |
            |---|---|---|
            | Classes | 1000 | 1 .. |

            ## Network: as in the fact sheet

            | input | operator | t | c | n | s |
            |---|---|---|---|---|---|
            | 224x224x3 | conv 3x3 | - | 32 | 1 | 2 |
            | 112x112x32 | bottleneck | 1 | 16 | 1 | 1 |
            | 112x112x16 | bottleneck | 6 | 24 | 2 | 2 |
            | 56x56x24 | bottleneck | 6 | 32 | 3 | 2 |
            | 28x28x32 | bottleneck | 6 | 64 | 4 | 2 |
            | 14x14x64 | bottleneck | 6 | 96 | 3 | 1 |
            | 14x14x96 | bottleneck | 6 | 160 | 3 | 2 |
            | 7x7x160 | bottleneck | 6 | 320 | 1 | 1 |
            | 7x7x320 | conv 1x1 | - | 1280 | 1 | 1 |
            | 7x7x1280 | average pool 7x7 | - | - | 1 | - |
            | 1x1x1280 | conv 1x1 | - | k classes | - | - |

            ## Defaults

            | operator | norm | act | padding |
            |---|---|---|---|
            | conv, dwise | bn | relu6 | symmetric |

            ## Block: bottleneck(t, c, s)

            | operator | from | c | when |
            |---|---|---|---|
            | 1x1 conv2d, ReLU6 | | t·in | t > 1 |
            | 3x3 dwise s=s, ReLU6 | | | |
            | linear 1x1 conv2d | | c | |
            | add | in | | s = 1, c = in |
            """;

        UnrolledNetwork network = Declarations.Table(pasted).Network();
        UnrolledNetwork zoo = Declarations.Zoo("MobileNetV2").Network();

        Assert.Equal((224, 224, 3), (network.Height, network.Width, network.Channels));
        Assert.Equal(
            zoo.Operations.Select(operation => (operation.Name, operation.OutputChannels, operation.Window, operation.Norm, operation.Bias, operation.Activation)),
            network.Operations.Select(operation => (operation.Name, operation.OutputChannels, operation.Window, operation.Norm, operation.Bias, operation.Activation)));
        Assert.Equal(zoo.Operations.Select(operation => operation.Inputs), network.Operations.Select(operation => operation.Inputs));
    }

    [Fact]
    public void Rows_of_attributes_are_a_table_too()
    {
        UnrolledNetwork network = Declarations.Rows(
            "MobileNetV2",
            ["conv2d 3x3 | c=32 | s=2", "bottleneck | t=1 | c=16 | n=1 | s=1", "bottleneck | t=6 | c=24 | n=2 | s=2", "avgpool", "conv2d 1x1 | c=Classes"],
            "Height=32", "Width=48", "Classes=10", "Alpha=0.5").Network();

        Assert.Equal(("Classifier", 32, 48, 3), (network.Name, network.Height, network.Width, network.Channels));
        Assert.Equal(
            ["Stem 16", "Block1.Depthwise 16", "Block1.Project 8", "Block2.Expand 48", "Block2.Depthwise 48", "Block2.Project 16",
                "Block3.Expand 96", "Block3.Depthwise 96", "Block3.Project 16", "Block3.Add 16", "Pool 16", "Classifier 10"],
            network.Operations.Select(operation => $"{operation.Name} {operation.OutputChannels}"));
        Assert.Equal(new CellReference("", 0, 1, 0), network.Operations[0].Origin);
        Assert.Equal((true, false, ActivationKind.None), (network.Operations[^1].Bias, network.Operations[^1].Norm, network.Operations[^1].Activation));
        Assert.Equal("bottleneck t=6 c=16 n=2 s=2", network.Rows[2]);
    }

    [Fact]
    public void A_rows_normal_form_is_a_row_again()
    {
        UnrolledNetwork zoo = Declarations.Zoo("MobileNetV2", "Padding=Same").Network();
        UnrolledNetwork again = Declarations.Rows("MobileNetV2", [.. zoo.Rows], "Resolution=224", "Classes=1000", "Padding=Same").Network();

        Assert.Equal(
            zoo.Operations.Select(operation => (operation.Name, operation.OutputChannels, operation.Activation, operation.Norm)),
            again.Operations.Select(operation => (operation.Name, operation.OutputChannels, operation.Activation, operation.Norm)));
    }

    [Fact]
    public void Blocks_nest_and_branches_are_named()
    {
        UnrolledNetwork network = Declarations.Table("""
            # Nested

            ## Network

            | input | name | operator | c | n |
            |-------|------|----------|---|---|
            | 8²×4  | Body | outer    | 6 | 2 |

            ## Block: outer(c, k = 3)

            | name  | operator   | from        | c | k |
            |-------|------------|-------------|---|---|
            | Left  | inner      |             | c | k |
            | Right | conv2d 1x1 | in          | c |   |
            | Sum   | add        | Left, Right |   |   |

            ## Block: inner(c, k)

            | operator | c | k |
            |----------|---|---|
            | conv2d   | c | k |
            | relu     |   |   |
            """).Network();

        Assert.Equal(
            [
                "Body1.Left.Convolution -1", "Body1.Left.Relu 0", "Body1.Right -1", "Body1.Sum 1,2",
                "Body2.Left.Convolution 3", "Body2.Left.Relu 4", "Body2.Right 3", "Body2.Sum 5,6",
            ],
            network.Operations.Select(operation => $"{operation.Name} {string.Join(",", operation.Inputs)}"));
        Assert.Equal(3, network.Operations[0].Window!.Height);
    }

    [Fact]
    public void A_table_uses_the_blocks_of_another_file()
    {
        ReadResult result = NetworkReader.Read(
            Declarations.Declare("Own.net.md"),
            EquatableArray.Of(
                new TableFile("a/Own.net.md", "# Own\n\nUses: Blocks.net.md\n\n## Network\n\n| input | operator | c |\n|---|---|---|\n| 8²×4 | unit | 5 |"),
                new TableFile("a/Blocks.net.md", "# Blocks\n\n## Block: unit(c)\n\n| operator | c |\n|---|---|\n| conv2d 3x3 | c |")));

        PrimitiveOperation operation = Assert.Single(result.Network().Operations);
        Assert.Equal(new CellReference("a/Blocks.net.md", 0, 1, 0), operation.Origin);
        Assert.Equal(new CellReference("a/Own.net.md", 1, 1, -1), operation.NetworkRow);
    }

    [Fact]
    public void Preprocessing_is_the_forms_and_the_declaration_overrides_it()
    {
        PreprocessingSettings torchvision = Declarations.Zoo("MobileNetV2").Network().Preprocessing;
        PreprocessingSettings keras = Declarations.Zoo("MobileNetV2", "Form=Keras").Network().Preprocessing;
        NetworkDeclaration declaration = Declarations.Declare("zoo:MobileNetV2") with { Preprocessing = PreprocessingSettings.Unset with { ChannelOrder = "Bgr" } };

        Assert.Equal(new PreprocessingSettings(0.875, "Bilinear", EquatableArray.Of(0.485, 0.456, 0.406), EquatableArray.Of(0.229, 0.224, 0.225), "Rgb"), torchvision);
        Assert.Equal(new PreprocessingSettings(0.875, "Bilinear", EquatableArray.Of(0.5), EquatableArray.Of(0.5), "Rgb"), keras);
        Assert.Equal(torchvision with { ChannelOrder = "Bgr" }, NetworkReader.Read(declaration, default).Network().Preprocessing);
    }

    [Theory]
    [InlineData("Net.net.md", new[] { "a/Net.net.md" })]
    [InlineData("b\\Net.net.md", new[] { "a/b/Net.net.md" })]
    [InlineData("net.net.md", new string[0])]
    [InlineData("et.net.md", new string[0])]
    public void A_name_means_the_paths_that_end_in_it(string name, string[] expected)
    {
        string[] paths = name.Contains('b') ? ["a/Net.net.md", "a/b/Net.net.md"] : ["a/Net.net.md"];

        Assert.Equal(expected, TableResolver.Resolve(name, paths));
    }

    private static int Index(UnrolledNetwork network, string name) =>
        network.Operations.ToList().FindIndex(operation => operation.Name == name);

    private static int Channels(UnrolledNetwork network, string name) => network.Operations[Index(network, name)].OutputChannels;

    private static string Text(PaddingRule padding) => padding.Kind == PaddingKind.Explicit
        ? $"({padding.Top},{padding.Left},{padding.Bottom},{padding.Right})"
        : padding.Kind.ToString().ToLowerInvariant();
}
