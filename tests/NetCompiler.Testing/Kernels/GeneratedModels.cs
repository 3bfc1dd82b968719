using System.Reflection;
using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Machines;

namespace NetCompiler.Testing.Kernels;

/// <summary>Declared networks led through the whole compiler and loaded: what a consumer's build would give.</summary>
internal static class GeneratedModels
{
    /// <summary>Compiles classes of the names that the declarations give, all into one assembly.</summary>
    public static IReadOnlyList<GeneratedModel> Compile(params NetworkDeclaration[] declarations) => Compile(KnownIsas.All, default, declarations);

    /// <summary>Compiles one class for the instruction sets that this machine lacks, against models of their instructions.</summary>
    public static GeneratedModel CompileModelled(NetworkDeclaration declaration) => Compile(
        Machine.Modelled, default, declaration with { Type = declaration.Type with { Namespace = Machine.ModelledNamespace(declaration.Type.Namespace) } }).Single();

    /// <summary>Compiles one class for the best instruction set alone.</summary>
    /// <param name="files">Table files that the declaration names.</param>
    public static GeneratedModel CompileBest(NetworkDeclaration declaration, params TableFile[] files) =>
        Compile(Machine.Best, files.ToEquatableArray(), declaration).Single();

    private static IReadOnlyList<GeneratedModel> Compile(
        EquatableArray<VectorIsa> isas, EquatableArray<TableFile> tables, params NetworkDeclaration[] declarations)
    {
        List<(string Name, string Text)> files = [];
        foreach (NetworkDeclaration declaration in declarations)
        {
            CompiledNetwork compiled = NetworkCompiler.Compile(declaration, tables, isas: isas);
            files.AddRange(compiled.Files.Select(file => (file.HintName, file.Text)));
            files.Add(($"{declaration.Type.Name}.cs", $"namespace {declaration.Type.Namespace};\n\n/// <summary>Asked for by a test.</summary>\npublic partial class {declaration.Type.Name};\n"));
            if (declaration.Taps.Count > 0)
            {
                files.Add(($"{declaration.Type.Name}Calls.cs", TappedCall(declaration.Type, Outputs(declaration, tables))));
            }
        }

        Assembly assembly = InMemoryCompiler.Compile(files);
        return
        [
            .. declarations.Select(declaration => new GeneratedModel(
                assembly.GetType($"{declaration.Type.Namespace}.{declaration.Type.Name}", true)!, declaration, isas, Outputs(declaration, tables))),
        ];
    }

    private static string[] Outputs(NetworkDeclaration declaration, EquatableArray<TableFile> tables) =>
        [.. NetworkReader.Read(declaration, tables).Network!.Outputs.Select(output => output.Name)];

    /// <summary>A call as users write it: reflection knows no spans, and their number is that of the outputs.</summary>
    private static string TappedCall(TypeHierarchy type, string[] outputs) => $$"""
        namespace {{type.Namespace}};

        /// <summary>Calls a network with several outputs.</summary>
        public static class {{type.Name}}Calls
        {
            /// <summary>Runs the network.</summary>
            /// <param name="model">The network.</param>
            /// <param name="input">Its input.</param>
            /// <param name="outputs">Where its outputs go.</param>
            public static void Run(object model, float[] input, float[][] outputs) =>
                (({{type.Name}})model).Run(input, {{string.Join(", ", outputs.Select((_, i) => $"outputs[{i}]"))}});
        }

        """;
}

/// <summary>One generated class, called as users call it, and its kernels, called apart.</summary>
/// <param name="outputs">Names of the outputs in order.</param>
internal sealed class GeneratedModel(Type type, NetworkDeclaration declaration, EquatableArray<VectorIsa> isas, string[] outputs)
{
    private delegate object LoadCall(ReadOnlySpan<byte> file, WeightOptions? options);

    private delegate void PackCall(ReadOnlySpan<byte> file, Span<float> weights, WeightOptions? options);

    private delegate void RunFloats(ReadOnlySpan<float> input, Span<float> output);

    private delegate void RunBytes(ReadOnlySpan<byte> input, Span<float> output);

    public int InputLength => Constant("InputLength");

    public int OutputLength => Constant("OutputLength");

    /// <summary>A session over a checkpoint.</summary>
    public LoadedModel Load(byte[] file, WeightOptions? options = null)
    {
        LoadCall load = type.GetMethod("Load", [typeof(ReadOnlySpan<byte>), typeof(WeightOptions)])!.CreateDelegate<LoadCall>();
        object model = load(file, options);
        return new LoadedModel(
            (IDisposable)model,
            input => Output(span => Bind<RunFloats>(model, typeof(ReadOnlySpan<float>))(input, span)),
            input => Output(span => Bind<RunBytes>(model, typeof(ReadOnlySpan<byte>))(input, span)),
            input => RunTapped(model, input));
    }

    /// <summary>Height, width and channels of an output, as the class tells them.</summary>
    public (int Height, int Width, int Channels) Shape(string output) =>
        (Constant(output + "Height"), Constant(output + "Width"), Constant(output + "Channels"));

    /// <summary>The weight block that the class makes of a checkpoint.</summary>
    public float[] Pack(byte[] file, WeightOptions? options = null)
    {
        float[] weights = new float[Constant("WeightBytes") / sizeof(float)];
        type.GetMethod("PackInto", [typeof(ReadOnlySpan<byte>), typeof(Span<float>), typeof(WeightOptions)])!.CreateDelegate<PackCall>()(file, weights, options);
        return weights;
    }

    /// <summary>The kernels of each instruction set.</summary>
    public IReadOnlyList<CompiledKernels> Kernels(NetworkGraph passed) =>
        [.. isas.Select(isa => new CompiledKernels(Planner.Plan(passed, isa, PlanOptions.Default with { Workers = declaration.Workers }), type.Assembly.GetType($"{type.FullName}+{Names.KernelClass(isa)}", true)!))];

    public override string ToString() => $"{declaration.Table} {string.Join(" ", declaration.Parameters.Select(setting => $"{setting.Name}={setting.Value}"))}";

    private int Constant(string name) => (int)type.GetField(name)!.GetRawConstantValue()!;

    private TCall Bind<TCall>(object model, Type input)
        where TCall : Delegate => type.GetMethod("Run", [input, typeof(Span<float>)])!.CreateDelegate<TCall>(model);

    /// <summary>Every output by its name, of a class with taps.</summary>
    private Dictionary<string, float[]> RunTapped(object model, float[] input)
    {
        float[][] results = [.. outputs.Select(output => new float[Constant(output + "Length")])];
        foreach (float[] result in results)
        {
            Array.Fill(result, float.NaN);
        }

        type.Assembly.GetType($"{type.FullName}Calls", true)!.GetMethod("Run")!.Invoke(null, [model, input, results]);
        return outputs.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private float[] Output(SpanAction run)
    {
        float[] output = new float[OutputLength];
        Array.Fill(output, float.NaN);
        run(output);
        return output;
    }

    private delegate void SpanAction(Span<float> output);
}

/// <summary>A session of a generated class.</summary>
/// <param name="Session">To be disposed.</param>
/// <param name="Run">A run over floats.</param>
/// <param name="RunPixels">A run over bytes.</param>
/// <param name="RunTapped">A run of a class with taps over floats: each output by its name.</param>
internal sealed record LoadedModel(
    IDisposable Session, Func<float[], float[]> Run, Func<byte[], float[]> RunPixels, Func<float[], Dictionary<string, float[]>> RunTapped) : IDisposable
{
    public void Dispose() => Session.Dispose();
}
