using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Emit;

/// <summary>What a reader is told of a network in headers and in the tooltip of its class.</summary>
internal static class ApiDocumentation
{
    /// <summary>The network with its options, on one line.</summary>
    public static string Title(NetworkApi api) =>
        api.Parameters.Count == 0
            ? api.Network
            : api.Network + ": " + string.Join(", ", api.Parameters.Select(parameter => $"{parameter.Name} = {parameter.Value}"));

    /// <summary>The class's summary.</summary>
    public static string Summary(NetworkApi api) =>
        ApiFile.Plain(Title(api))
        + $"\n{api.Input} to {OutputText(api)}; {Grouped(api.ParameterCount)} parameters, {Grouped(api.MultiplyAdds)} multiply-adds, "
        + $"{Grouped(4L * api.Memory.WeightFloats)} bytes of weights, {Grouped(4L * api.Memory.WorkspaceFloats)} bytes of workspace.";

    /// <summary>The network's rows, or null without any.</summary>
    public static string? Remarks(NetworkApi api) =>
        api.Rows.Count == 0 ? null : string.Join("\n", api.Rows.Select(row => ApiFile.Plain(row).TrimEnd()));

    /// <summary>A number in groups of three digits.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string OutputText(NetworkApi api) =>
        string.Join(", ", api.Outputs.Select(output => (output.IsMain ? "" : output.Name + " ") + Text(output.Shape!)));

    private static string Text(Shape shape) => shape.Pixels == 1 ? $"{Grouped(shape.Length)} numbers" : shape.ToString();
}
