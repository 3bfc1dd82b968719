using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Tests.Pipeline;
using NetCompiler.Testing.Generation;
using Xunit;

namespace NetCompiler.Generator.Tests.Declaration;

/// <summary>What is wrong with a declaration is said once, at the place that has to be mended, and is the only thing that stops the build.</summary>
public sealed class DeclarationProblemTests
{
    private const string Using = "using NetCompiler;\n";

    [Fact]
    public void A_class_that_is_not_partial() => Expect(
        "[MobileNetV2] public class Net;",
        "Test.cs(2,28)-(2,31) NETC3001: 'Net' must be partial: the compiled network becomes another part of the class",
        "Test.cs(2,28)-(2,31) CS0260: Missing partial modifier on declaration of type 'Net'; another partial declaration of this type exists");

    [Fact]
    public void An_enclosing_type_that_is_not_partial() => Expect(
        "class Outer\n{\n    [MobileNetV2] partial class Net;\n}",
        "Test.cs(4,33)-(4,36) NETC3002: 'Outer' must be partial: it encloses the network 'Net'",
        "Test.cs(2,7)-(2,12) CS0260: Missing partial modifier on declaration of type 'Outer'; another partial declaration of this type exists");

    [Fact]
    public void A_static_class() => Expect(
        "[MobileNetV2] static partial class Net;",
        "Test.cs(2,36)-(2,39) NETC3003: 'Net' cannot become a network: it is static");

    [Fact]
    public void An_abstract_class() => Expect(
        "[MobileNetV2] abstract partial class Net;",
        "Test.cs(2,38)-(2,41) NETC3003: 'Net' cannot become a network: it is abstract");

    [Fact]
    public void A_generic_class() => Expect(
        "[MobileNetV2] partial class Net<T>;",
        "Test.cs(2,29)-(2,32) NETC3003: 'Net' cannot become a network: it is generic");

    [Fact]
    public void A_record() => Expect(
        "[MobileNetV2] partial record Net;",
        "Test.cs(2,30)-(2,33) NETC3003: 'Net' cannot become a network: it is a record, whose copies would share one workspace");

    [Fact]
    public void A_class_local_to_its_file() => Expect(
        "[MobileNetV2] file partial class Net;",
        "Test.cs(2,34)-(2,37) NETC3003: 'Net' cannot become a network: it is local to its file, where generated code cannot reach it");

    [Fact]
    public void A_class_called_like_a_member() => Expect(
        "[MobileNetV2] partial class Load;",
        "Test.cs(2,29)-(2,33) NETC3003: 'Load' cannot become a network: it is called like a member that it is given");

    [Fact]
    public void Two_networks_on_one_class() => Expect(
        "[MobileNetV1]\n[MobileNetV2]\npartial class Net;",
        "Test.cs(3,2)-(3,13) NETC3004: 'Net' has both [MobileNetV1] and [MobileNetV2]: a class becomes one network");

    /// <summary>Each part is found with the attributes of both; one of them answers.</summary>
    [Fact]
    public void The_same_network_on_two_parts_of_one_file() => Expect(
        "[MobileNetV1] partial class Net;\n[MobileNetV1] partial class Net;",
        "Test.cs(3,2)-(3,13) NETC3004: 'Net' has both [MobileNetV1] and [MobileNetV1]: a class becomes one network",
        "Test.cs(3,2)-(3,13) CS0579: Duplicate 'MobileNetV1' attribute");

    [Fact]
    public void Rows_on_two_parts_of_one_file_without_a_network() => Expect(
        "[Row(\"avgpool\")] partial class Net;\n[Row(\"avgpool\")] partial class Net;",
        "Test.cs(2,2)-(2,16) NETC3005: [Row] on 'Net' has no effect: the class has neither [Network] nor the attribute of a published network");

    [Fact]
    public void Rows_without_a_network() => Expect(
        "[Row(\"avgpool\")]\npartial class Net;",
        "Test.cs(2,2)-(2,16) NETC3005: [Row] on 'Net' has no effect: the class has neither [Network] nor the attribute of a published network");

    [Fact]
    public void A_parameter_and_preprocessing_without_a_network() => Expect(
        "[Parameter(\"Depth\", 4)]\n[Preprocessing(CropFraction = 1)]\nclass Net;",
        "Test.cs(2,2)-(2,23) NETC3005: [Parameter] on 'Net' has no effect: the class has neither [Network] nor the attribute of a published network",
        "Test.cs(3,2)-(3,33) NETC3005: [Preprocessing] on 'Net' has no effect: the class has neither [Network] nor the attribute of a published network");

    [Fact]
    public void Rows_beside_a_table() => Expect(
        "[Network(\"Tiny.net.md\")]\n[Row(\"avgpool\")]\npartial class Net;",
        "Test.cs(3,2)-(3,16) NETC3006: 'Net' has [Row] beside the table 'Tiny.net.md': the rows are either attributes or the table's");

    [Fact]
    public void Rows_beside_a_published_network() => Expect(
        "[MobileNetV2]\n[Row(\"avgpool\")]\npartial class Net;",
        "Test.cs(3,2)-(3,16) NETC3006: 'Net' has [Row] beside the table 'MobileNetV2': the rows are either attributes or the table's");

    [Fact]
    public void A_network_without_rows() => Expect(
        "[Network(Height = 8, Width = 8)]\npartial class Net;",
        "Test.cs(2,2)-(2,32) NETC3007: [Network] on 'Net' names no table file and there is no [Row]");

    [Fact]
    public void A_table_that_does_not_exist() => Expect(
        "[Network(\"Tyni.net.md\")]\npartial class Net;",
        "Test.cs(2,10)-(2,23) NETC3008: No table file matches 'Tyni.net.md': did you mean 'Tiny.net.md'? (known: Other.net.md, Tiny.net.md)");

    [Fact]
    public void A_table_in_a_project_without_tables()
    {
        GeneratorRun run = GeneratorHarness.Run(Using + "[Network(\"Tiny.net.md\")]\npartial class Net;");
        Assert.Equal(
            ["Test.cs(2,10)-(2,23) NETC3008: No table file matches 'Tiny.net.md': the project has none among its additional files (*.net.md)"],
            run.Reports);
    }

    [Fact]
    public void A_name_in_another_case() => Expect(
        "[Network(\"tiny.net.md\")]\npartial class Net;",
        "Test.cs(2,10)-(2,23) NETC3008: No table file matches 'tiny.net.md': did you mean 'Tiny.net.md'? (known: Other.net.md, Tiny.net.md)");

    [Fact]
    public void A_name_that_several_tables_have() => Expect(
        "[Network(\"Other.net.md\")]\npartial class Net;",
        "Test.cs(2,10)-(2,24) NETC3009: 'Other.net.md' matches several table files: a/Other.net.md, b/Other.net.md; write more of the path");

    [Fact]
    public void A_folder_tells_tables_apart()
    {
        GeneratorRun run = Run("[Network(@\"b\\Other.net.md\")]\npartial class Net;");
        Assert.Empty(run.Reports);
        Assert.Contains("public const int OutputLength = 10;", run.Files["Net.g.cs"]);
    }

    [Fact]
    public void A_resolution_beside_a_side() => Expect(
        "[MobileNetV2(Resolution = 96, Height = 64)]\npartial class Net;",
        "Test.cs(2,40)-(2,42) NETC3011: Height is set beside Resolution: set Resolution for a square input, or Height and Width");

    [Fact]
    public void A_crop_fraction_out_of_range() => Expect(
        "[MobileNetV2]\n[Preprocessing(CropFraction = 1.5)]\npartial class Net;",
        "Test.cs(3,31)-(3,34) NETC3012: CropFraction is 1.5; expected: above 0, up to 1");

    [Fact]
    public void A_standard_deviation_of_zero() => Expect(
        "[MobileNetV2]\n[Preprocessing(StandardDeviation = new[] { 0.2, 0, 0.2 })]\npartial class Net;",
        "Test.cs(3,36)-(3,57) NETC3012: StandardDeviation is 0; expected: finite numbers above 0");

    [Fact]
    public void Two_means_for_three_channels() => Expect(
        "[MobileNetV2]\n[Preprocessing(Mean = new[] { 0.2, 0.3 })]\npartial class Net;",
        "Test.cs(3,23)-(3,41) NETC3012: Mean is 2 numbers; expected: one number, or 3: one for each channel");

    [Fact]
    public void Blue_first_of_one_channel() => Expect(
        "[MobileNetV2(Channels = 1)]\n[Preprocessing(ChannelOrder = ChannelOrder.Bgr)]\npartial class Net;",
        "Test.cs(3,31)-(3,47) NETC3012: ChannelOrder is Bgr; expected: Rgb, because the input has 1 channels and not 3");

    [Fact]
    public void Blocks_of_an_unknown_network() => Expect(
        "[Network(Height = 8, Width = 8, Blocks = \"MobileNetV3\")]\n[Row(\"conv2d 1x1\", C = 4)]\npartial class Net;",
        "Test.cs(2,42)-(2,55) NETC2020: There is no table 'MobileNetV3': did you mean 'MobileNetV1'? "
        + $"(known: {string.Join(", ", ZooCatalog.Names.Take(16))}, …)");

    [Fact]
    public void A_member_in_the_way() => Expect(
        "[MobileNetV2]\npartial class Net\n{\n    public void Dispose() { }\n\n    public int Run => 1;\n}",
        "Test.cs(5,17)-(5,24) NETC3014: 'Net' is given a member 'Dispose', but Net declares one: rename it",
        "Test.cs(7,16)-(7,19) NETC3014: 'Net' is given a member 'Run', but Net declares one: rename it");

    [Fact]
    public void A_member_of_a_base_class_in_the_way() => Expect(
        "abstract class Model { public static int InputHeight => 1; }\n[MobileNetV2]\npartial class Net : Model;",
        "Test.cs(4,15)-(4,18) NETC3014: 'Net' is given a member 'InputHeight', but Model declares one: rename it");

    [Fact]
    public void A_constructor() => Expect(
        "[MobileNetV2]\npartial class Net\n{\n    public Net() { }\n}",
        "Test.cs(5,12)-(5,15) NETC3015: 'Net' must not declare a constructor: an object made by it would have no weights");

    [Fact]
    public void A_base_class_that_needs_arguments()
    {
        GeneratorRun run = Run("class Model(int x) { public int X => x; }\n[MobileNetV2]\npartial class Net : Model;");
        Assert.Equal(
            ["Test.cs(4,15)-(4,18) NETC3016: 'Net' cannot become a network: its base class 'Model' has no constructor that can be called without arguments"],
            run.Reports);
    }

    [Fact]
    public void A_parameter_set_twice() => Expect(
        "[MobileNetV2(Alpha = 0.5)]\n[Parameter(\"Alpha\", 0.75)]\npartial class Net;",
        "Test.cs(3,2)-(3,26) NETC3017: The parameter 'Alpha' is set twice");

    [Fact]
    public void A_value_that_is_not_a_number() => Expect(
        "[MobileNetV2(Alpha = double.NaN)]\npartial class Net;",
        "Test.cs(2,22)-(2,32) NETC3018: The value of 'Alpha' is neither a finite number nor a flag, text, a member of an enumeration, or a list of these");

    [Fact]
    public void A_number_cast_to_an_enumeration() => Expect(
        "[MobileNetV2(Form = (Form)7)]\npartial class Net;",
        "Test.cs(2,21)-(2,28) NETC3018: The value of 'Form' is neither a finite number nor a flag, text, a member of an enumeration, or a list of these");

    [Fact]
    public void A_type_as_a_parameter() => Expect(
        "[MobileNetV2]\n[Parameter(\"Depth\", typeof(int))]\npartial class Net;",
        "Test.cs(3,21)-(3,32) NETC3018: The value of 'Depth' is neither a finite number nor a flag, text, a member of an enumeration, or a list of these");

    [Fact]
    public void A_word_that_is_no_cell() => Expect(
        "[Network(Height = 8, Width = 8)]\n[Row(\"conv2d 3x3\", \"c=4 s2\")]\npartial class Net;",
        "Test.cs(3,25)-(3,27) NETC3019: 's2' is not a cell: expected column=value");

    [Fact]
    public void A_column_set_twice() => Expect(
        "[Network(Height = 8, Width = 8)]\n[Row(\"conv2d 3x3\", \"c=4\", C = 8)]\npartial class Net;",
        "Test.cs(3,31)-(3,32) NETC3020: The column 'c' is set twice in this row");

    [Fact]
    public void Rows_on_two_parts() => Expect(
        "[Network(Height = 8, Width = 8)]\n[Row(\"conv2d 3x3\", C = 8)]\npartial class Net;\n[Row(\"avgpool\")]\npartial class Net;",
        "Test.cs(5,2)-(5,16) NETC3021: The [Row]s of 'Net' stand on several parts of the class, which have no order among them");

    [Theory]
    [InlineData("3rd", "expected a letter, then letters, digits or '_', at most 64 in all, and no word of C#'s own")]
    [InlineData("", "expected a letter, then letters, digits or '_', at most 64 in all, and no word of C#'s own")]
    [InlineData("class", "expected a letter, then letters, digits or '_', at most 64 in all, and no word of C#'s own")]
    [InlineData("Output", "the network's own input and output are called so")]
    [InlineData("C3", "another tap is called so")]
    public void A_tap_with_a_name_that_it_cannot_have(string name, string reason) => Expect(
        $"[MobileNetV2]\n[Tap(\"C3\", Stride = 8)]\n[Tap(\"{name}\", Row = \"Stem\")]\npartial class Net;",
        $"Test.cs(4,2)-(4,{23 + name.Length}) NETC3023: '{name}' cannot name a tap: {reason}");

    [Fact]
    public void A_tap_that_says_nothing_and_one_that_says_it_twice() => Expect(
        "[MobileNetV2]\n[Tap(\"A\")]\n[Tap(\"B\", Row = \"Stem\", Stride = 2)]\npartial class Net;",
        "Test.cs(3,2)-(3,10) NETC3024: The tap 'A' sets neither Row nor Stride: expected one of them",
        "Test.cs(4,2)-(4,36) NETC3024: The tap 'B' sets both Row and Stride: expected one of them");

    [Fact]
    public void Taps_that_mean_nothing() => Expect(
        "[MobileNetV2]\n[Tap(\"A\", Row = \"Stam\")]\n[Tap(\"B\", Stride = 3)]\npartial class Net;",
        "Test.cs(3,2)-(3,24) NETC2023: The tap 'A' names 'Stam', which is no row of the network: did you mean 'Stem'? "
        + "(known: Stem, Block1, Block2, Block3, Block4, Block5, Block6, Block7, Block8, Block9, Block10, Block11, Block12, Block13, Block14, Block15, …)",
        "Test.cs(4,2)-(4,22) NETC2024: The tap 'B' wants a map of stride 3: expected one of 2, 4, 8, 16, 32");

    [Fact]
    public void Taps_without_a_network() => Expect(
        "[Tap(\"C3\", Stride = 8)]\nclass Net;",
        "Test.cs(2,2)-(2,23) NETC3005: [Tap] on 'Net' has no effect: the class has neither [Network] nor the attribute of a published network");

    [Fact]
    public void Taps_on_two_parts() => Expect(
        "[MobileNetV2]\n[Tap(\"C3\", Stride = 8)]\npartial class Net;\n[Tap(\"C4\", Stride = 16)]\npartial class Net;",
        "Test.cs(5,2)-(5,24) NETC3021: The [Tap]s of 'Net' stand on several parts of the class, which have no order among them");

    [Fact]
    public void A_top_that_the_table_does_not_know() => Expect(
        "[Network(\"Tiny.net.md\", IncludeTop = false)]\npartial class Net;",
        "Test.cs(2,38)-(2,43) NETC2017: The network has no parameter 'IncludeTop': expected one of: Resolution, Classes, Height, Width, Channels");

    [Fact]
    public void An_old_language()
    {
        GeneratorRun run = GeneratorHarness.Run(GeneratorInput.Of(Using + "[MobileNetV2] partial class Net { }") with
        {
            Language = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11,
        });
        Assert.Equal(["Test.cs(2,2)-(2,13) NETC3022: Generated code needs C# 12.0; the project is compiled as C# 11.0"], run.Reports);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void An_unknown_parameter_and_one_out_of_range_are_shown_at_their_values() => Expect(
        "[MobileNetV2(Classes = 0)]\n[Parameter(\"Depht\", 4)]\npartial class Net;",
        "Test.cs(2,24)-(2,25) NETC2018: 'Classes' cannot be '0': expected a whole number in the range 1 ..",
        "Test.cs(3,21)-(3,22) NETC2017: The network has no parameter 'Depht': expected one of: "
        + string.Join(", ", ZooCatalog.ParametersOf("MobileNetV2").Select(parameter => parameter.Name)));

    [Theory]
    [InlineData("net10.0", "linux-x64", "", "x86-64-v3")]
    [InlineData("net9.0", "", "", "x86-x64-v3")]
    [InlineData("net10.0", "linux-x64", "x86-64-v2, +fma", "x86-64-v3")]
    [InlineData("net10.0", "linux-x64", "-avx2", "x86-64-v3")]
    public void A_native_build_without_vectors(string framework, string runtime, string given, string set)
    {
        // Once, however many networks there are and whatever attributes declare them.
        GeneratorRun run = GeneratorHarness.Run(GeneratorInput.Of(SmallNetworks.Rows + "\n[MobileNetV2] partial class Net;\n[MobileNetV1] partial class Other;") with
        {
            Properties = new Dictionary<string, string>
            {
                ["PublishAot"] = "true", ["RuntimeIdentifier"] = runtime, ["TargetFramework"] = framework, ["IlcInstructionSet"] = given,
            },
        });
        string report = Assert.Single(run.Reports);
        Assert.EndsWith(
            " NETC4001: PublishAot leaves the kernels for AVX2 and AVX-512 out, which makes networks several times slower; "
                + $"add <IlcInstructionSet>{set}</IlcInstructionSet> to the project, or 'native' for this machine",
            report);
        Assert.StartsWith("Test.cs(", report);
        Assert.NotEmpty(run.Files);
    }

    [Theory]
    [InlineData("", "Avx2 Avx512 Neon Vector128")]
    [InlineData("linux-x64", "Avx2 Avx512 Vector128")]
    [InlineData("osx-arm64", "Neon Vector128")]
    [InlineData("win-x86", "Avx2 Avx512 Neon Vector128")]
    public void A_build_for_one_architecture_has_its_kernels_alone(string runtime, string sets)
    {
        GeneratorRun run = GeneratorHarness.Run(GeneratorInput.Of(SmallNetworks.Rows) with { Properties = new Dictionary<string, string> { ["RuntimeIdentifier"] = runtime } });
        Assert.Empty(run.Reports);
        Assert.Equal(sets, string.Join(" ", run.Files.Keys.Select(name => name.Split('.')).Where(parts => parts.Length == 5).Select(parts => parts[2]).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("IlcInstructionSet", "native")]
    [InlineData("IlcInstructionSet", "x86-64-v4")]
    [InlineData("IlcInstructionSet", "avx2,fma,bmi,bmi2,lzcnt,movbe,popcnt")]
    [InlineData("RuntimeIdentifier", "linux-arm64")]
    [InlineData("NETCoreSdkRuntimeIdentifier", "linux-arm64")]
    [InlineData("PublishAot", "false")]
    public void A_native_build_that_is_well(string property, string value)
    {
        Dictionary<string, string> properties = new() { ["PublishAot"] = "true", [property] = value };
        Assert.Empty(GeneratorHarness.Run(GeneratorInput.Of(SmallNetworks.Rows) with { Properties = properties }).Reports);
    }

    [Theory]
    [InlineData("[MobileNetV2] partial class;\n[MobileNetV2] partial class;")]
    [InlineData("[MobileNetV2] partial class namespace;")]
    public void A_class_without_a_name_is_left_to_the_compiler(string source)
    {
        GeneratorRun run = Run(source);
        Assert.Empty(run.Reports);
        Assert.Empty(run.Files);
        Assert.NotEmpty(run.CompilerReports);
    }

    [Fact]
    public void An_attribute_that_the_compiler_refuses_is_left_to_it()
    {
        GeneratorRun run = Run("[Network(1, 2)] partial class Net;");
        Assert.Empty(run.Reports);
        Assert.Empty(run.Files);
    }

    /// <summary>The generator's reports first, then what the compiler has to add.</summary>
    [Fact]
    public void A_form_that_the_network_does_not_have() => Expect(
        "[MixNetS(Form = Form.Keras)] partial class Net;",
        "Test.cs(2,17)-(2,27) NETC2018: 'Form' cannot be 'Keras': expected one of: Torchvision, TensorFlow");

    [Fact]
    public void A_list_with_a_number_out_of_range() => Expect(
        "[MobileNetV1(Kernels = new[] { 3, 33 })] partial class Net;",
        "Test.cs(2,24)-(2,39) NETC2018: 'Kernels' cannot be '3, 33': expected whole numbers such as 3.5.7, a list of 3 .. 31");

    private static void Expect(string source, params string[] expected)
    {
        GeneratorRun run = Run(source);
        Assert.Equal(string.Join("\n", expected), string.Join("\n", run.Reports.Concat(run.CompilerReports)));
    }

    private static GeneratorRun Run(string source) => GeneratorHarness.Run(
        Using + source,
        (SmallNetworks.TablePath, SmallNetworks.Table),
        ("/project/a/Other.net.md", SmallNetworks.Table),
        ("/project/b/Other.net.md", SmallNetworks.Table));
}
