using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Writes what the runtime library is told of a network: shapes, memory, checkpoints and the places of weights.</summary>
internal static class DescriptionEmitter
{
    private const string Services = "global::NetCompiler.CompilerServices.";

    /// <summary>Writes the field that holds the description.</summary>
    public static void Write(ApiFile file, NetworkApi api)
    {
        CodeWriter writer = file.Writer;
        writer.Line();
        writer.Line($"private static readonly {Services}NetworkDescription Description = new(");
        writer.Line($"    name: {CodeWriter.Literal(api.Network)},");
        writer.Line($"    inputHeight: {CodeWriter.Number(api.Input.Height)},");
        writer.Line($"    inputWidth: {CodeWriter.Number(api.Input.Width)},");
        writer.Line($"    inputChannels: {CodeWriter.Number(api.Input.Channels)},");
        writer.Line($"    outputLength: {CodeWriter.Number(api.Outputs[0].Shape!.Length)},");
        writer.Line($"    weightFloats: {CodeWriter.Number(api.Memory.WeightFloats)},");
        writer.Line($"    workspaceFloats: {CodeWriter.Number(api.Memory.WorkspaceFloats)},");
        writer.Line($"    pixelInputOffset: {api.Memory.PixelInputOffset},");
        writer.Line($"    fingerprint: Fingerprint,");
        writer.Line($"    form: {OrNull(api.Form)},");
        WritePreprocessing(writer, api);
        writer.Line($"    dialects: new {Services}DialectDescription[]");
        writer.Line("    {");
        foreach (Dialect dialect in api.Dialects)
        {
            writer.Line($"        new({CodeWriter.Literal(dialect.Name)}, {CodeWriter.Number(dialect.Epsilon)}, {OrNull(dialect.Form)}){Ignored(dialect)},");
        }

        writer.Line("    },");
        writer.Line($"    layers: new {Services}WeightLayer[]");
        writer.Line("    {");
        foreach (ApiLayer layer in api.Layers)
        {
            writer.Line("        " + Layer(layer) + ",");
        }

        writer.Line("    })" + (api.HasMainOutputOnly ? ";" : ""));
        if (!api.HasMainOutputOnly)
        {
            WriteOutputs(writer, api.Outputs);
        }
    }

    private static void WriteOutputs(CodeWriter writer, EquatableArray<ApiOutput> outputs)
    {
        IReadOnlyList<string> names = OutputParameters.NamesOf(outputs);
        writer.Line("{");
        writer.Line($"    Outputs = new {Services}OutputDescription[]");
        writer.Line("    {");
        for (int i = 0; i < outputs.Count; i++)
        {
            writer.Line($"        new({CodeWriter.Literal(names[i])}, {CodeWriter.Number(outputs[i].Shape!.Length)}),");
        }

        writer.Line("    },");
        writer.Line("};");
    }

    private static void WritePreprocessing(CodeWriter writer, NetworkApi api)
    {
        PreprocessingSettings settings = api.Preprocessing;
        writer.Line("    preprocessing: new global::NetCompiler.Preprocessing(");
        writer.Line("        InputHeight,");
        writer.Line("        InputWidth,");
        writer.Line("        InputChannels,");
        writer.Line($"        {CodeWriter.Number(settings.CropFraction ?? 1)},");
        writer.Line($"        global::NetCompiler.Interpolation.{settings.Interpolation ?? "Bilinear"},");
        writer.Line($"        {Numbers(settings.Mean, 0)},");
        writer.Line($"        {Numbers(settings.StandardDeviation, 1)},");
        writer.Line($"        global::NetCompiler.ChannelOrder.{settings.ChannelOrder ?? "Rgb"}),");
    }

    private static string Numbers(EquatableArray<double> numbers, double otherwise) =>
        "new double[] { " + string.Join(", ", (numbers.Count == 0 ? EquatableArray.Of(otherwise) : numbers).Select(CodeWriter.Number)) + " }";

    private static string Layer(ApiLayer layer)
    {
        int[] numbers = [layer.KernelHeight, layer.KernelWidth, layer.InputChannels, layer.OutputChannels, layer.Offset];
        string[] parts =
        [
            CodeWriter.Literal(layer.Name),
            $"{Services}WeightLayerKind.{layer.Kind}",
            .. numbers.Select(number => CodeWriter.Number(number)),
            layer.HasBias ? "true" : "false",
            layer.HasNorm ? "true" : "false",
            .. layer.Names.Select(names => CodeWriter.Literal(names.Norm is null ? names.Layer : names.Layer + " " + names.Norm)),
        ];
        return $"new({string.Join(", ", parts)})" + Initializer(
            layer.Groups == 1 ? null : $"Groups = {CodeWriter.Number(layer.Groups)}",
            layer.PanelInputs.Count == 0 ? null : $"PanelInputs = new int[] {{ {string.Join(", ", layer.PanelInputs.Select(first => CodeWriter.Number(first)))} }}",
            layer.PanelInputs.Count == 0 ? null : $"ReadChannels = {CodeWriter.Number(layer.ReadChannels)}",
            layer.Lanes.Count == 0 ? null : $"Lanes = new int[] {{ {string.Join(", ", layer.Lanes.Select(channel => CodeWriter.Number(channel)))} }}",
            layer.FirstChannel == 0 ? null : $"FirstChannel = {CodeWriter.Number(layer.FirstChannel)}",
            layer.MapChannels == layer.OutputChannels ? null : $"MapChannels = {CodeWriter.Number(layer.MapChannels)}",
            layer.Part == 0 ? null : $"Part = {CodeWriter.Number(layer.Part)}",
            layer.TileSide == 0 ? null : $"TileSide = {CodeWriter.Number(layer.TileSide)}",
            layer.IsClassifier ? "IsClassifier = true" : null);
    }

    private static string Ignored(Dialect dialect)
    {
        return Initializer(dialect.Ignored.Count == 0 ? null : $"Ignored = new string[] {{ {string.Join(", ", dialect.Ignored.Select(CodeWriter.Literal))} }}");
    }

    private static string Initializer(params string?[] properties)
    {
        string[] given = [.. properties.OfType<string>()];
        return given.Length == 0 ? "" : " { " + string.Join(", ", given) + " }";
    }

    private static string OrNull(string? text) => text is null ? "null" : CodeWriter.Literal(text);
}
