using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;
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
    private readonly BuildChoices _choices;
    private readonly NetworkGraph _graph;
    private readonly FormulaTensors _tensors = new();
    private readonly WeightDialect _dialect;
    private readonly int _dialectIndex;
    private readonly double _epsilon;

    public PeerNetwork(ZooSelection selection)
        : this(selection, new BuildChoices(Optimizations.None, null))
    {
    }

    public PeerNetwork(ZooSelection selection, BuildChoices choices)
    {
        _selection = selection;
        _choices = choices;
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

    /// <summary>One run that notes the time before the first step and after each.</summary>
    public delegate void TimedRunCall(ReadOnlySpan<float> input, Span<float> output, Span<long> times);

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
        object model = Load(_choices.Options, _choices.Isas, "");
        return ((IDisposable)model, RunOf(model));
    }

    /// <summary>Generates, compiles and loads the class with as many sessions over the same weights.</summary>
    public BatchSession[] LoadSessions(int count)
    {
        object model = Load(_choices.Options, _choices.Isas, "");
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => i == 0 ? model : model.GetType().GetMethod("NewSession", Type.EmptyTypes)!.Invoke(model, null)!)
                .Select(session => new BatchSession(
                    (IDisposable)session,
                    session.GetType().GetMethod("Run", [typeof(ReadOnlySpan<byte>), typeof(Span<float>)])!.CreateDelegate<BatchSession.RunCall>(session))),
        ];
    }

    /// <summary>Generates, compiles and loads the class for one vector unit, with an entry that times each step.</summary>
    public TimedNetwork LoadTimed()
    {
        VectorIsa isa = _choices.Isa ?? Machine.Best[0];
        CompilerOptions options = _choices.Options with { StepTimes = true };
        EquatableArray<VectorIsa> isas = EquatableArray.Of(isa);

        // What the class itself does for a run, with the other entry.
        object model = Load(options, isas, $$"""
            public void {{Names.TimedRun}}(System.ReadOnlySpan<float> input, System.Span<float> output, System.Span<long> times)
            {
                _session.Begin(input, output);
                try
                {
                    {{Names.KernelClass(isa)}}.{{Names.TimedRun}}(
                        ref times[0], ref System.Runtime.InteropServices.MemoryMarshal.GetReference(input), ref _session.Weights, ref _session.Workspace, ref output[0]);
                }
                finally
                {
                    _session.End();
                }
            }
            """);
        NetworkInput input = new(new DeclaredNetwork(Declaration, default, default), new TableSelection(EquatableArray<TableFile>.Empty, default));
        ExecutionPlan plan = NetworkCompiler.Plan(NetworkCompiler.Lower(NetworkCompiler.Read(input), options), options, isas).Plans[0];
        return new TimedNetwork((IDisposable)model, RunOf(model), model.GetType().GetMethod(Names.TimedRun)!.CreateDelegate<TimedRunCall>(model), plan);
    }

    private NetworkDeclaration Declaration => ZooNetwork.Declare(_selection.Table, _selection.Settings) with { Workers = _choices.Workers };

    private static RunCall RunOf(object model) =>
        model.GetType().GetMethod("Run", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<RunCall>(model);

    private object Load(CompilerOptions options, EquatableArray<VectorIsa>? isas, string members)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Declaration, EquatableArray<TableFile>.Empty, options, isas);
        Type type = Compile(compiled, Declaration.Type, members);
        MultiplyAdds = (long)type.GetField("MultiplyAdds")!.GetRawConstantValue()!;
        WeightOptions weights = new() { AcceptForm = true, Epsilon = _epsilon, Dialect = _dialect };
        return type.GetMethod("Load", [typeof(ReadOnlySpan<byte>), typeof(WeightOptions)])!
            .CreateDelegate<LoadCall>()(CheckpointWriter.Write(_graph, _dialectIndex, _tensors), weights);
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
    private static Type Compile(CompiledNetwork compiled, TypeHierarchy type, string members)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp12);
        string declared = $"namespace {type.Namespace};\n\npublic partial class {type.Name}\n{{\n{members}\n}}\n";
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

/// <summary>A loaded network whose steps can be timed.</summary>
/// <param name="Plan">The plan that the code was written from.</param>
internal sealed record TimedNetwork(IDisposable Model, PeerNetwork.RunCall Run, PeerNetwork.TimedRunCall TimedRun, ExecutionPlan Plan) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
