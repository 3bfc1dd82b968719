namespace NetCompiler.Testing.Safety;

/// <summary>A generated class, called as users call it.</summary>
/// <param name="type">The class.</param>
/// <param name="build">How it was compiled.</param>
internal sealed class NetworkClass(Type type, NetworkBuild build) : ICheckedNetwork
{
    private delegate object LoadCall(ReadOnlySpan<byte> file, WeightOptions? options);

    private delegate void PackCall(ReadOnlySpan<byte> file, Span<float> weights, WeightOptions? options);

    /// <summary>How it was compiled.</summary>
    public NetworkBuild Build => build;

    public int InputLength => Constant("InputLength");

    public int OutputLength => Constant("OutputLength");

    public int WeightFloats => Constant("WeightBytes") / sizeof(float);

    public int WorkspaceFloats => Constant("WorkspaceBytes") / sizeof(float);

    public CheckedSession Over(ReadOnlyMemory<float> weights, Memory<float> workspace) => Bind(
        type.GetMethod("Over", [typeof(ReadOnlyMemory<float>), typeof(Memory<float>)])!
            .CreateDelegate<Func<ReadOnlyMemory<float>, Memory<float>, object>>()(weights, workspace));

    /// <summary>A session over memory of its own.</summary>
    public CheckedSession Load(byte[] checkpoint, WeightOptions options) => Bind(
        type.GetMethod("Load", [typeof(ReadOnlySpan<byte>), typeof(WeightOptions)])!.CreateDelegate<LoadCall>()(checkpoint, options));

    /// <summary>A session over a file: a checkpoint, or a packed file, which is mapped.</summary>
    public CheckedSession Load(string path, WeightOptions options) => Bind(
        type.GetMethod("Load", [typeof(string), typeof(WeightOptions)])!.CreateDelegate<Func<string, WeightOptions, object>>()(path, options));

    /// <summary>Writes a packed file.</summary>
    public void Pack(string checkpoint, string packed, WeightOptions options) =>
        type.GetMethod("Pack", [typeof(string), typeof(string), typeof(WeightOptions)])!.CreateDelegate<Action<string, string, WeightOptions>>()(checkpoint, packed, options);

    /// <summary>The weight block of a checkpoint.</summary>
    public float[] Pack(byte[] checkpoint, WeightOptions options)
    {
        float[] weights = new float[WeightFloats];
        type.GetMethod("PackInto", [typeof(ReadOnlySpan<byte>), typeof(Span<float>), typeof(WeightOptions)])!.CreateDelegate<PackCall>()(checkpoint, weights, options);
        return weights;
    }

    public override string ToString() => build.ToString();

    private CheckedSession Bind(object session) => new(
        (IDisposable)session,
        type.GetMethod("Run", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<FloatRun>(session),
        type.GetMethod("Run", [typeof(ReadOnlySpan<byte>), typeof(Span<float>)])!.CreateDelegate<PixelRun>(session),
        workspace => Bind(workspace.IsEmpty
            ? type.GetMethod("NewSession", [])!.CreateDelegate<Func<object>>(session)()
            : type.GetMethod("NewSession", [typeof(Memory<float>)])!.CreateDelegate<Func<Memory<float>, object>>(session)(workspace)));

    private int Constant(string name) => (int)type.GetField(name)!.GetRawConstantValue()!;
}
