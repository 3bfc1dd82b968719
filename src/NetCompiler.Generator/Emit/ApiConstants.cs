using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The constants of a network's class.</summary>
internal static class ApiConstants
{
    // Where a value is unknown it is 1, which no use of a size stumbles over: not a division, not a buffer.
    private const string Unknown = "1";

    /// <summary>Writes them; without a network each has a value that code can be compiled with.</summary>
    /// <param name="outputs">The network's outputs, or those that it would have.</param>
    public static void Write(ApiFile file, NetworkApi? api, EquatableArray<ApiOutput> outputs)
    {
        Integer("InputHeight", api?.Input.Height, "Rows of the input.");
        Integer("InputWidth", api?.Input.Width, "Columns of the input.");
        Integer("InputChannels", api?.Input.Channels, "Channels of the input.");
        Integer("InputLength", api?.Input.Length, "Numbers, or bytes, of the input: height × width × channels, channels next to each other.");
        foreach (ApiOutput output in outputs)
        {
            string subject = output.IsMain ? "the output" : output.Name;
            if (!output.IsMain || output.Shape is { Pixels: > 1 })
            {
                Integer(output.Name + "Height", output.Shape?.Height, $"Rows of {subject}.");
                Integer(output.Name + "Width", output.Shape?.Width, $"Columns of {subject}.");
                Integer(output.Name + "Channels", output.Shape?.Channels, $"Channels of {subject}.");
            }

            Integer(output.Name + "Length", output.Shape?.Length, $"Numbers of {subject}{(output.Shape is { Pixels: > 1 } ? $": {output.Shape}" : "")}.");
        }

        Integer("WorkspaceBytes", 4 * api?.Memory.WorkspaceFloats, "Bytes of one session's workspace, which all of its intermediate results share.");
        Integer("WeightBytes", 4 * api?.Memory.WeightFloats, "Bytes of the packed weights, which all sessions share.");
        Long("ParameterCount", api?.ParameterCount, "Parameters as trained: weights, biases, and two for each channel of a batch norm.");
        Long("MultiplyAdds", api?.MultiplyAdds, "Multiply-adds of one run: those of convolutions and fully connected layers, padded positions counted in full.");
        file.Constant(
            "Fingerprint",
            "string",
            CodeWriter.Literal(api?.Memory.Fingerprint ?? ""),
            "\"\"",
            "Stands for the network's layers and the layout of its packed weights: a packed file of another fingerprint is refused.");
        file.Property(
            "Preprocessing",
            "global::NetCompiler.Preprocessing",
            "Description.Preprocessing",
            "How a picture becomes the input.");
        file.Property(
            "InstructionSet", "string", InstructionSet(api?.Kernels ?? default), "The instructions that runs use on this machine, by their name for people: AVX2 + FMA.");

        void Integer(string name, int? value, string doc) => Long(name, value, doc, "int");

        void Long(string name, long? value, string doc, string type = "long") =>
            file.Constant(name, type, value is { } number ? CodeWriter.Number(number) : Unknown, Unknown, doc);
    }

    /// <summary>The title of the first class of kernels that the machine supports.</summary>
    private static string InstructionSet(EquatableArray<ApiKernels> kernels) => string.Join(" : ", kernels.Select((each, i) =>
        i == kernels.Count - 1 ? CodeWriter.Literal(each.Title) : $"{each.Class}.IsSupported ? {CodeWriter.Literal(each.Title)}"));
}
