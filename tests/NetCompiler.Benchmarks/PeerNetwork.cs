using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Onnx;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Benchmarks;

/// <summary>
/// A network of the zoo in the two forms that are compared: a class that is generated and compiled in memory as a build of a project would do it, and an
/// ONNX model. Weights and input follow one formula.
/// </summary>
internal sealed class PeerNetwork
{
    private readonly ZooSelection _selection;
    private readonly NetworkGraph _graph;
    private readonly FormulaTensors _tensors = new();
    private readonly WeightDialect _dialect;
    private readonly int _dialectIndex;
    private readonly double _epsilon;

    public PeerNetwork(ZooSelection selection)
    {
        _selection = selection;
        UnrolledNetwork network = ZooNetwork.Read(selection.Table, selection.Settings);
        _graph = ZooNetwork.Graph(network);

        // The first dialect with PyTorch's layout, which is the formula's.
        _dialectIndex = network.Dialects.ToList().FindIndex(dialect => dialect.Name != "keras");
        _dialect = Enum.Parse<WeightDialect>(network.Dialects[_dialectIndex].Name, ignoreCase: true);
        _epsilon = network.Dialects[_dialectIndex].Epsilon;
        Input = FormulaTensors.Input(InputShape.Height, InputShape.Width, InputShape.Channels);
    }

    private delegate object LoadCall(ReadOnlySpan<byte> file, WeightOptions? options);

    /// <summary>One run of a generated class.</summary>
    public delegate void RunCall(ReadOnlySpan<float> input, Span<float> output);

    public Shape InputShape => _graph.Values[0].Shape;

    public Shape OutputShape => _graph.Values[_graph.Output].Shape;

    /// <summary>Height × width × channels, each element from -1 to 1.</summary>
    public float[] Input { get; }

    /// <summary>Multiply-adds of one run, as the generated class tells them.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>The network as an ONNX model.</summary>
    public OnnxModel Export() => OnnxExporter.Export(_selection.ToString(), _graph, _tensors, _dialectIndex, _epsilon);

    /// <summary>The output in float64 by plain loops over the operators' definitions, height × width × channels; takes seconds to minutes.</summary>
    /// <param name="input">Height × width × channels.</param>
    public double[] Exact(float[] input) => new ExactInterpreter(_tensors, _dialectIndex, _epsilon).Output(_graph, input);

    /// <summary>Generates, compiles and loads the class.</summary>
    public (IDisposable Model, RunCall Run) Load()
    {
        NetworkDeclaration declaration = ZooNetwork.Declare(_selection.Table, _selection.Settings);
        CompiledNetwork compiled = NetworkCompiler.Compile(declaration, EquatableArray<TableFile>.Empty);
        Type type = Compile(compiled, declaration.Type);
        MultiplyAdds = (long)type.GetField("MultiplyAdds")!.GetRawConstantValue()!;
        WeightOptions options = new() { AcceptForm = true, Epsilon = _epsilon, Dialect = _dialect };
        object model = type.GetMethod("Load", [typeof(ReadOnlySpan<byte>), typeof(WeightOptions)])!
            .CreateDelegate<LoadCall>()(CheckpointWriter.Write(_graph, _dialectIndex, _tensors), options);
        RunCall run = type.GetMethod("Run", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<RunCall>(model);
        return ((IDisposable)model, run);
    }

    /// <summary>A map of height × width × channels in ONNX's order: channels, height, width.</summary>
    public static T[] ToChannelsFirst<T>(T[] map, Shape shape)
    {
        T[] result = new T[map.Length];
        for (int pixel = 0; pixel < shape.Pixels; pixel++)
        {
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                result[(channel * shape.Pixels) + pixel] = map[(pixel * shape.Channels) + channel];
            }
        }

        return result;
    }

    /// <summary>With the options of a project in Release that says nothing else.</summary>
    private static Type Compile(CompiledNetwork compiled, TypeHierarchy type)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp12);
        string declared = $"namespace {type.Namespace};\n\npublic partial class {type.Name};\n";
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Peer{Guid.NewGuid():N}",
            compiled.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.HintName)).Append(CSharpSyntaxTree.ParseText(declared, options)),
            InMemoryCompiler.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success
            ? Assembly.Load(image.ToArray()).GetType($"{type.Namespace}.{type.Name}", true)!
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(5)));
    }
}
