using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Testing.Safety;

/// <summary>A network of the zoo with weights by formula, compiled in any way and checked against the scalar reference.</summary>
internal sealed class ZooCase
{
    /// <summary>Large enough that norms of the formula's small variances stay tame over hundreds of layers.</summary>
    private const double Epsilon = 1e-3;

    private readonly NetworkDeclaration _declaration;
    private readonly NetworkGraph _graph;
    private readonly int _dialect;
    private readonly FormulaTensors _tensors = new();
    private readonly float[] _input;
    private readonly byte[] _pixels;

    // By what changes the bits: whether multiply-adds are fused, and the optimizations left out.
    private readonly Dictionary<(bool IsFused, Optimizations Without), float[]> _expected = [];
    private readonly Dictionary<(bool IsFused, Optimizations Without), float[]> _expectedOfPixels = [];

    /// <param name="network">The zoo's name.</param>
    /// <param name="settings">Its parameters.</param>
    public ZooCase(string network, params string[] settings)
    {
        UnrolledNetwork read = ZooNetwork.Read(network, settings);
        _declaration = ZooNetwork.Declare(network, settings);
        _graph = ZooNetwork.Graph(read);
        (WeightDialect dialect, _dialect) = ZooVariant.DialectOf(read);
        Options = new WeightOptions { AcceptForm = true, Epsilon = Epsilon, Dialect = dialect };
        Checkpoint = CheckpointWriter.Write(_graph, _dialect, _tensors);
        Shape shape = _graph.Values[0].Shape;
        _input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        _pixels = new byte[_input.Length];
        new Random(1).NextBytes(_pixels);
    }

    /// <summary>A safetensors file.</summary>
    public byte[] Checkpoint { get; }

    /// <summary>Height × width × channels of the input.</summary>
    public string InputShape => _graph.Values[0].Shape.ToString();

    /// <summary>How it is read.</summary>
    public WeightOptions Options { get; }

    /// <summary>What the network gives for the numbers, in double.</summary>
    public double[] Exact() => new ExactInterpreter(_tensors, _dialect, Epsilon).Output(_graph, _input);

    /// <summary>Compiles the network in several ways; those that come to the same code once.</summary>
    public IReadOnlyList<NetworkClass> Compile(params IEnumerable<NetworkBuild> builds) => NetworkBuild.Compile(_declaration, [.. NetworkBuild.Distinct(_declaration, builds)]);

    /// <summary>A session over memory of its own.</summary>
    public CheckedSession Load(NetworkClass network) => network.Load(Checkpoint, Options);

    /// <summary>
    /// What the class is run with. The results of the numbers are the scalar reference's. Those of the bytes are what the first class that promises these bits
    /// gives; that they are those of the numbers that the bytes stand for is another test's matter.
    /// </summary>
    public CheckedData Data(NetworkClass network)
    {
        (bool, Optimizations) key = (network.Build.Path.IsFused, network.Build.ArithmeticWithout);
        if (!_expected.TryGetValue(key, out float[]? expected))
        {
            expected = new FusedReference(_tensors, _dialect, Epsilon, network.Build.Path.IsFused).Output(PassList.Run(_graph, Optimizations.All & ~network.Build.Without), _input);
            _expected.Add(key, expected);
        }

        if (!_expectedOfPixels.TryGetValue(key, out float[]? expectedOfPixels))
        {
            expectedOfPixels = new float[expected.Length];
            using CheckedSession session = Load(network);
            session.RunPixels(_pixels, expectedOfPixels);
            _expectedOfPixels.Add(key, expectedOfPixels);
        }

        return new CheckedData(network.Pack(Checkpoint, Options), _input, _pixels, expected, expectedOfPixels);
    }
}
