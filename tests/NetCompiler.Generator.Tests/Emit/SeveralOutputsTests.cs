using System.Reflection;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Pipeline;
using NetCompiler.Testing.Generation;
using NetCompiler.Testing.Kernels;
using Xunit;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Classes of networks with taps: what they offer, that it compiles and hands each output to the kernels, and what a failed one keeps.</summary>
public sealed class SeveralOutputsTests
{
    private const string PublicType = "namespace Demo; public partial class Tapped;";

    private static readonly TypeHierarchy _type = new("Demo", default, "public", "Tapped");

    [Theory]
    [InlineData("Output", "output")]
    [InlineData("C3", "c3")]
    [InlineData("stage", "stage")]
    [InlineData("FPN", "fpn")]
    [InlineData("FPNTop", "fpnTop")]
    [InlineData("_C3", "_C3")]
    [InlineData("Rgb", "rgbOutput")]
    [InlineData("input", "inputOutput")]
    [InlineData("_session", "_sessionOutput")]
    public void Parameters_are_outputs_in_camel_case(string output, string parameter) =>
        Assert.Equal([parameter], OutputParameters.NamesOf(EquatableArray.Of(new ApiOutput(output, null))));

    [Fact]
    public void Parameters_differ_from_each_other()
    {
        EquatableArray<ApiOutput> outputs = EquatableArray.Of(new ApiOutput("C3", null), new ApiOutput("c3", null), new ApiOutput("c3Output", null));
        Assert.Equal(["c3", "c3Output", "c3OutputOutput"], OutputParameters.NamesOf(outputs));
    }

    [Fact]
    public void Every_output_reaches_the_kernels_in_order()
    {
        EquatableArray<ApiOutput> outputs = EquatableArray.Of(
            new ApiOutput("Output", new Shape(1, 1, 10)), new ApiOutput("Base", new Shape(4, 2, 8)), new ApiOutput("C4", new Shape(1, 1, 3)));
        string program =
            """
            namespace Demo;

            public static class Program
            {
                public static (float[], float[], float[]) Run(System.Memory<float> weights, System.Memory<float> workspace, int extra)
                {
                    using Tapped net = Tapped.Over(weights, workspace);
                    float[] first = new float[Tapped.OutputLength];
                    float[] second = new float[Tapped.BaseLength];
                    float[] third = new float[Tapped.C4Length + extra];
                    net.Run(new byte[Tapped.InputLength], first, second, third);
                    net.Run(new float[Tapped.InputLength], output: first, @base: second, c4: third);
                    return (first, second, third);
                }

                public static int[] Sizes => [Tapped.BaseHeight, Tapped.BaseWidth, Tapped.BaseChannels, Tapped.BaseLength, Tapped.C4Height, Tapped.C4Length, Tapped.OutputLength];
            }
            """;
        Assembly assembly = Compile(NetworkEmitter.Emit(Api(outputs)), program, "ref float output, ref float second, ref float third", "output += 1; second += 2; third += 3;");
        Type type = assembly.GetType("Demo.Program", true)!;
        Assert.Equal([4, 2, 8, 64, 1, 3, 10], (int[])type.GetProperty("Sizes")!.GetValue(null)!);
        (float[] first, float[] second, float[] third) = ((float[], float[], float[]))Run(type, 0)!;
        Assert.Equal((2f, 4f, 6f), (first[0], second[0], third[0]));

        ArgumentException thrown = Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Run(type, 1)).InnerException);
        Assert.Equal("c4", thrown.ParamName);
        Assert.Null(assembly.GetType("Demo.Tapped", true)!.GetField("OutputHeight"));
    }

    [Fact]
    public void A_network_of_taps_alone_has_no_output_of_its_own()
    {
        string program =
            """
            namespace Demo;

            public static class Program
            {
                public static float[] Run(System.Memory<float> weights, System.Memory<float> workspace, int extra)
                {
                    using Tapped net = Tapped.Over(weights, workspace);
                    float[] features = new float[Tapped.C5Length + extra];
                    net.Run(new float[Tapped.InputLength], c5: features);
                    return features;
                }
            }
            """;
        GeneratedFile file = NetworkEmitter.Emit(Api(EquatableArray.Of(new ApiOutput("C5", new Shape(4, 4, 16)))));
        Assembly assembly = Compile(file, program, "ref float output", "output += 5;");
        Type type = assembly.GetType("Demo.Program", true)!;
        Assert.Equal(5, ((float[])Run(type, 0)!)[0]);
        ArgumentException thrown = Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Run(type, 1)).InnerException);
        Assert.Equal("c5", thrown.ParamName);
        Assert.DoesNotContain("OutputLength", file.Text, StringComparison.Ordinal);
        Assert.Contains("2×2×3 to C5 4×4×16;", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_network_offers_its_taps_with_and_without_a_result()
    {
        string program =
            """
            namespace Demo;

            public static class Program
            {
                public static void Run(Tapped net)
                {
                    float[] some = new float[Tapped.C3Length * Tapped.BaseHeight * Tapped.BaseWidth * Tapped.BaseChannels * Tapped.OutputLength];
                    net.Run(new float[1], output: some, c3: some, @base: some);
                    net.Run(new byte[1], c3: some, @base: some);
                }
            }
            """;
        GeneratedFile file = NetworkEmitter.EmitSurface(_type, default, "Some reason.", EquatableArray.Of("C3", "Base"));
        Assembly assembly = InMemoryCompiler.Compile([("Api.cs", file.Text), ("Program.cs", program), ("Type.cs", PublicType)]);
        Type tapped = assembly.GetType("Demo.Tapped", true)!;
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(
            () => assembly.GetType("Demo.Program", true)!.GetMethod("Run")!.Invoke(null, [Activator.CreateInstance(tapped)]));
        Assert.Equal("Some reason.", Assert.IsType<InvalidOperationException>(thrown.InnerException).Message);
    }

    [Fact]
    public void A_failed_network_compiles_whatever_its_taps_are_called()
    {
        EquatableArray<string> taps = EquatableArray.Of("C3", "", "C3", "Output", "Input", "3C", "a b", "x;", "class");
        string text = NetworkEmitter.EmitSurface(_type, default, "Some reason.", taps).Text;
        Type type = InMemoryCompiler.Compile([("Api.cs", text)]).GetType("Demo.Tapped", true)!;
        Assert.Equal(
            ["C3Channels", "C3Height", "C3Length", "C3Width", "classChannels", "classHeight", "classLength", "classWidth"],
            type.GetFields().Select(field => field.Name).Where(name => name.StartsWith('C') || name.StartsWith('c')).Order(StringComparer.Ordinal));
        Assert.Equal([3, 3, 4, 4], type.GetMethods().Where(method => method.Name == "Run").Select(method => method.GetParameters().Length).Order());
    }

    [Fact]
    public void The_surface_of_taps_is_what_declarations_are_checked_against()
    {
        EquatableArray<string> taps = EquatableArray.Of("C3", "Base");
        Assembly assembly = InMemoryCompiler.Compile([("Api.cs", NetworkEmitter.EmitSurface(_type, default, "Some reason.", taps).Text)]);
        const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        string[] members =
        [
            .. assembly.GetType("Demo.Tapped", true)!.GetMembers(All)
                .Where(member => member is not ConstructorInfo && member is not MethodInfo { IsSpecialName: true })
                .Select(member => member is MethodInfo method ? $"{method.Name}/{method.GetParameters().Length}" : member.Name)
                .Order(StringComparer.Ordinal),
        ];

        // Those that nobody else sees, and the kernels, are left out of a failed class.
        string[] hidden = ["_session", "Description", "Dispatch", "Avx512Kernels", "Avx2Kernels", "NeonKernels", "Vector128Kernels"];
        Assert.Equal(
            ApiSurface.Of(taps).Where(member => !hidden.Contains(member.Name))
                .Select(member => member.Parameters is { } parameters ? $"{member.Name}/{parameters.Count}" : member.Name)
                .Order(StringComparer.Ordinal),
            members);
    }

    [Fact]
    public void A_result_that_is_a_map_tells_its_shape_unless_the_class_does()
    {
        const string Source =
            """
            using NetCompiler;

            namespace Demo;

            [Network(Height = 8, Width = 6, Classes = 10)]
            [Row("conv2d 3x3", C = 16, S = 2)]
            internal partial class TinyNet
            {
            }
            """;
        Assert.Equal(("4|3|16", 192), Read(Source, "OutputHeight + \"|\" + TinyNet.OutputWidth + \"|\" + TinyNet.OutputChannels"));
        Assert.Equal(("mine|3|16", 192), Read(
            Source.Replace("{\n}", "{ public static string OutputHeight => \"mine\"; }", StringComparison.Ordinal),
            "OutputHeight + \"|\" + TinyNet.OutputWidth + \"|\" + TinyNet.OutputChannels"));

        static (string, int) Read(string source, string text)
        {
            GeneratorRun run = GeneratorHarness.Run(source + $"\ninternal static class Program {{ public static (string, int) Read() => (\"\" + TinyNet.{text}, TinyNet.OutputLength); }}");
            Assert.Empty(run.Reports);
            Assert.Empty(run.CompilerReports);
            using LoadedProject project = run.Load();
            return ((string, int))project.Type("Demo.Program").GetMethod("Read")!.Invoke(null, null)!;
        }
    }

    [Fact]
    public void Layers_say_what_is_out_of_the_ordinary()
    {
        EquatableArray<LayerNames> names = EquatableArray.Of(new LayerNames("g.{group}", "bn"));
        EquatableArray<ApiLayer> layers = EquatableArray.Of(
            new ApiLayer("Grouped", "Convolution", 1, 1, 32, 32, 0, false, true, names) { Groups = 2, PanelInputs = EquatableArray.Of(0, 16), ReadChannels = 16, MapChannels = 32 },
            new ApiLayer("Mixed.1", "Depthwise", 3, 3, 32, 20, 544, false, true, names) { ReadChannels = 32, FirstChannel = 12, MapChannels = 32, Part = 1 },
            new ApiLayer("Alone", "Norm", 1, 1, 32, 32, 864, false, true, EquatableArray.Of(new LayerNames("bn", null))) { ReadChannels = 32, MapChannels = 32 },
            new ApiLayer("Classifier", "FullyConnected", 1, 1, 32, 10, 928, true, false, EquatableArray.Of(new LayerNames("fc", null))) { ReadChannels = 32, MapChannels = 10, IsClassifier = true });
        NetworkApi api = Api(EquatableArray.Of(new ApiOutput("Output", new Shape(1, 1, 10)))) with
        {
            Layers = layers,
            Memory = new ApiMemory(1456, 32, "0", new string('a', 32)),
        };
        GeneratedFile file = NetworkEmitter.Emit(api);
        Assert.Contains("544, false, true, \"g.{group} bn\") { FirstChannel = 12, MapChannels = 32, Part = 1 },", file.Text, StringComparison.Ordinal);
        Assert.Contains("\"g.{group} bn\") { Groups = 2, PanelInputs = new int[] { 0, 16 }, ReadChannels = 16 },", file.Text, StringComparison.Ordinal);
        Assert.Contains("\"bn\"),", file.Text, StringComparison.Ordinal);
        Assert.Contains("\"fc\") { IsClassifier = true },", file.Text, StringComparison.Ordinal);

        // The runtime library takes them: a layer that contradicts itself would throw.
        string program =
            """
            namespace Demo;

            public static class Program
            {
                public static int Run(System.Memory<float> weights, System.Memory<float> workspace, int extra) => Tapped.Preprocessing.Channels;
            }
            """;
        Assembly assembly = Compile(file, program, "ref float output", "");
        Assert.Equal(3, Run(assembly.GetType("Demo.Program", true)!, 0));
    }

    private static NetworkApi Api(EquatableArray<ApiOutput> outputs) => new(
        _type,
        "Tapped",
        default,
        default,
        new Shape(2, 2, 3),
        outputs,
        1,
        2,
        new ApiMemory(0, 32, "0", new string('a', 32)),
        null,
        PreprocessingSettings.Unset,
        EquatableArray.Of(new Dialect("authors", 1e-5, null)),
        default,
        EquatableArray.Of(new ApiKernels("SomeKernels", "some")));

    private static Assembly Compile(GeneratedFile api, string program, string outputs, string body) => InMemoryCompiler.Compile(
    [
        ("Api.cs", api.Text),
        ("Program.cs", program),
        ("Type.cs", PublicType),
        ("Kernels.cs", $"namespace Demo; partial class Tapped {{ private static class SomeKernels {{ internal static void Run(ref float input, ref float weights, ref float workspace, {outputs}) {{ {body} }} }} }}"),
    ]);

    private static object? Run(Type program, int extra)
    {
        float[] memory = GC.AllocateArray<float>(3000, pinned: true);
        long address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        int first = (int)((64 - (address % 64)) % 64 / 4);
        return program.GetMethod("Run")!.Invoke(null, [memory.AsMemory(first + 1024, 1456), memory.AsMemory(first, 64), extra]);
    }
}
