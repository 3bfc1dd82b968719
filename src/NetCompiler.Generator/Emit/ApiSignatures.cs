using NetCompiler.Generator.Declaration;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The members that load weights and make sessions: the same for every network, with a body or, where the network could not be compiled, the reason.
/// </summary>
internal static class ApiSignatures
{
    private const string Session = "global::NetCompiler.CompilerServices.NetworkSession";
    private const string Options = "global::NetCompiler.WeightOptions? options = null";
    private const string Bytes = "global::System.ReadOnlySpan<byte>";
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string FloatsOut = "global::System.Span<float>";

    private static readonly (string, string) _options = ("options", "How the checkpoint is to be read; null recognises it by the names of its tensors.");

    /// <summary>Writes every method but the private ones.</summary>
    /// <param name="pixelInputOffset">Where in the workspace the input stands when it comes as bytes.</param>
    public static void Write(ApiFile file, TypeHierarchy type, int pixelInputOffset)
    {
        string name = type.Name;
        file.Method(
            "Load(string, NetCompiler.WeightOptions)",
            $"public static {name} Load(string path, {Options})",
            $"new {name}({Session}.Load(Description, path, options))",
            "Loads weights from a checkpoint (.safetensors) or from a packed file (.ncw).",
            ("path", "The file."),
            _options);
        file.Method(
            "Load(System.IO.Stream, NetCompiler.WeightOptions)",
            $"public static {name} Load(global::System.IO.Stream stream, {Options})",
            $"new {name}({Session}.Load(Description, stream, options))",
            "Loads weights from a checkpoint or a packed file in a stream, which is read to its end and stays open.",
            ("stream", "The file's bytes from here to the end."),
            _options);
        file.Method(
            "Load(System.ReadOnlySpan<byte>, NetCompiler.WeightOptions)",
            $"public static {name} Load({Bytes} file, {Options})",
            $"new {name}({Session}.Load(Description, file, options))",
            "Loads weights from the bytes of a checkpoint or of a packed file, which are not needed afterwards.",
            ("file", "The file's bytes."),
            _options);
        file.Method(
            "LoadResource(System.Reflection.Assembly, string, NetCompiler.WeightOptions)",
            $"public static {name} LoadResource(global::System.Reflection.Assembly assembly, string name, {Options})",
            $"new {name}({Session}.LoadResource(Description, assembly, name, options))",
            "Loads weights from a checkpoint or a packed file that is embedded in an assembly.",
            ("assembly", "The assembly that holds the file."),
            ("name", "The resource's name."),
            _options);
        file.Method(
            "Over(System.ReadOnlyMemory<float>, System.Memory<float>)",
            $"public static {name} Over(global::System.ReadOnlyMemory<float> weights, global::System.Memory<float> workspace)",
            $"new {name}({Session}.Over(Description, weights, workspace))",
            "Makes the network over memory of the caller's, aligned to 64 bytes; it stays the caller's.",
            ("weights", "The packed weights, as PackInto writes them: WeightBytes bytes."),
            ("workspace", "Room for intermediate results, for this object alone: WorkspaceBytes bytes."));
        file.Method(
            "Pack(string, string, NetCompiler.WeightOptions)",
            $"public static void Pack(string weights, string path, {Options})",
            $"{Session}.Pack(Description, weights, path, options)",
            "Writes a packed file (.ncw), which loads without further work, from a checkpoint.",
            ("weights", "The checkpoint."),
            ("path", "The file to write."),
            _options);
        file.Method(
            "PackInto(System.ReadOnlySpan<byte>, System.Span<float>, NetCompiler.WeightOptions)",
            $"public static void PackInto({Bytes} file, {FloatsOut} weights, {Options})",
            $"{Session}.PackInto(Description, file, weights, options)",
            "Packs a checkpoint into memory of the caller's, for Over.",
            ("file", "The checkpoint's bytes."),
            ("weights", "Where the packed weights go: WeightBytes bytes."),
            _options);
        file.Method(
            "NewSession()",
            $"public {name} NewSession()",
            $"new {name}(_session.NewSession())",
            "Another object over the same weights, with a workspace of its own: one for each thread that runs the network.");
        file.Method(
            "NewSession(System.Memory<float>)",
            $"public {name} NewSession(global::System.Memory<float> workspace)",
            $"new {name}(_session.NewSession(workspace))",
            "Another object over the same weights, with a workspace of the caller's, aligned to 64 bytes.",
            ("workspace", "Room for intermediate results, for that object alone: WorkspaceBytes bytes."));
        WriteRuns(file, pixelInputOffset);
        file.Method(
            "Dispose()",
            "public void Dispose()",
            "_session.Dispose()",
            "Gives the workspace back, and the weights when no other session uses them.");
    }

    private static void WriteRuns(ApiFile file, int pixelInputOffset)
    {
        (string, string) output = ("output", "Where the OutputLength results go; it must not overlap the input.");
        WriteRun(
            file,
            "Run(System.ReadOnlySpan<float>, System.Span<float>)",
            $"public void Run({Floats} input, {FloatsOut} output)",
            "_session.Begin(input, output);",
            "global::System.Runtime.InteropServices.MemoryMarshal.GetReference(input)",
            "Runs the network over prepared numbers. Nothing is allocated.",
            ("input", "InputLength numbers: height × width × channels, channels next to each other."),
            output);
        WriteRun(
            file,
            "Run(System.ReadOnlySpan<byte>, System.Span<float>)",
            $"public void Run({Bytes} rgb, {FloatsOut} output)",
            "_session.BeginPixels(rgb, output);",
            pixelInputOffset == 0
                ? "_session.Workspace"
                : $"global::System.Runtime.CompilerServices.Unsafe.Add(ref _session.Workspace, {CodeWriter.Number(pixelInputOffset)})",
            "Runs the network over the pixels of a picture of the input's size. Nothing is allocated.",
            ("rgb", "InputLength bytes: height × width × channels, red, green and blue next to each other."),
            output);
    }

    private static void WriteRun(
        ApiFile file,
        string key,
        string declaration,
        string begin,
        string input,
        string doc,
        params (string Name, string Doc)[] parameters)
    {
        if (file.Failure is not null)
        {
            file.Method(key, declaration, "", doc, parameters);
            return;
        }

        file.Begin(key, "summary", doc, parameters);
        using (file.Writer.Block(declaration))
        {
            file.Writer.Line(begin);
            using (file.Writer.Block("try"))
            {
                file.Writer.Line($"Dispatch(ref {input}, ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(output));");
            }

            using (file.Writer.Block("finally"))
            {
                file.Writer.Line("_session.End();");
            }
        }
    }
}
