using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The members that load weights and make sessions: the same for every network, with a body or, where the network could not be compiled, the reason.
/// </summary>
internal static class ApiSignatures
{
    private const string Session = "global::NetCompiler.CompilerServices.NetworkSession";
    private const string Options = "global::NetCompiler.WeightOptions? options = null";
    private const string Bytes = "global::System.ReadOnlySpan<byte>";
    private const string FloatsOut = "global::System.Span<float>";

    private static readonly (string, string) _options = ("options", "How the checkpoint is to be read; null recognises it by the names of its tensors.");

    /// <summary>Writes every method but the private ones.</summary>
    /// <param name="pixelInputOffset">Where in the workspace the input stands when it comes as bytes.</param>
    /// <param name="outputs">The network's outputs in order.</param>
    public static void Write(ApiFile file, TypeHierarchy type, string pixelInputOffset, EquatableArray<ApiOutput> outputs)
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
        WriteRuns(file, pixelInputOffset, outputs);
        file.Method(
            "Dispose()",
            "public void Dispose()",
            "_session.Dispose()",
            "Gives the workspace back, and the weights when no other session uses them.");
    }

    /// <summary>Writes the methods that run the network: over numbers and over pixels.</summary>
    public static void WriteRuns(ApiFile file, string pixelInputOffset, EquatableArray<ApiOutput> outputs)
    {
        WriteRun(
            file,
            new RunInput("input", "System.ReadOnlySpan<float>", "Begin", "InputLength numbers: height × width × channels, channels next to each other."),
            "global::System.Runtime.InteropServices.MemoryMarshal.GetReference(input)",
            "Runs the network over prepared numbers. Nothing is allocated.",
            outputs);
        WriteRun(
            file,
            new RunInput(
                "rgb", "System.ReadOnlySpan<byte>", "BeginPixels", "InputLength bytes: height × width × channels, red, green and blue next to each other."),
            pixelInputOffset == "0"
                ? "_session.Workspace"
                : $"global::System.Runtime.CompilerServices.Unsafe.Add(ref _session.Workspace, {pixelInputOffset})",
            "Runs the network over the pixels of a picture of the input's size. Nothing is allocated.",
            outputs);
    }

    private static void WriteRun(ApiFile file, RunInput input, string reference, string doc, EquatableArray<ApiOutput> outputs)
    {
        IReadOnlyList<string> names = OutputParameters.NamesOf(outputs);
        string[] spans = [.. names.Select(OutputParameters.Escape)];
        string key = $"Run({input.Type}{string.Concat(names.Select(_ => ", System.Span<float>"))})";
        string declaration = $"public void Run(global::{input.Type} {input.Name}, {string.Join(", ", spans.Select(span => $"{FloatsOut} {span}"))})";
        (string, string)[] parameters = [(input.Name, input.Doc), .. outputs.Select((output, i) => (names[i], OutputDoc(output, outputs.Count)))];
        if (file.Failure is not null)
        {
            file.Method(key, declaration, "", doc, parameters);
            return;
        }

        file.Begin(key, "summary", doc, parameters);
        using (file.Writer.Block(declaration))
        {
            WriteChecks(file.Writer, input, spans);
            using (file.Writer.Block("try"))
            {
                string references = string.Join(", ", spans.Select(span => $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})"));
                file.Writer.Line($"Dispatch(ref {reference}, {references});");
            }

            using (file.Writer.Block("finally"))
            {
                file.Writer.Line("_session.End();");
            }
        }
    }

    private static void WriteChecks(CodeWriter writer, RunInput input, string[] spans)
    {
        if (spans.Length == 1)
        {
            writer.Line($"_session.{input.Begin}({input.Name}, {spans[0]});");
            return;
        }

        writer.Line($"_session.CheckInput({input.Name});");
        for (int i = 0; i < spans.Length; i++)
        {
            writer.Line($"_session.CheckOutput({CodeWriter.Number(i)}, {spans[i]}, {input.Name});");
            for (int before = 0; before < i; before++)
            {
                writer.Line($"_session.CheckApart({CodeWriter.Number(before)}, {spans[before]}, {CodeWriter.Number(i)}, {spans[i]});");
            }
        }

        writer.Line(input.Begin == "Begin" ? "_session.Begin();" : $"_session.{input.Begin}({input.Name});");
    }

    private static string OutputDoc(ApiOutput output, int outputs)
    {
        string numbers = output.IsMain
            ? "Where the OutputLength results go"
            : $"Where the {output.Name}Length numbers of {output.Name} go: height × width × channels, channels next to each other";
        return numbers + (outputs == 1 ? "; it must not overlap the input." : "; it must overlap neither the input nor another output.");
    }

    /// <summary>What a run reads.</summary>
    /// <param name="Type">Without alias.</param>
    /// <param name="Begin">The session's method that enters the run.</param>
    private sealed record RunInput(string Name, string Type, string Begin, string Doc);
}
