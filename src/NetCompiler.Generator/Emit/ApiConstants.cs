namespace NetCompiler.Generator.Emit;

/// <summary>The constants of a network's class.</summary>
internal static class ApiConstants
{
    // Where a value is unknown it is 1, which no use of a size stumbles over: not a division, not a buffer.
    private const string Unknown = "1";

    /// <summary>Writes them; without a network each has a value that code can be compiled with.</summary>
    public static void Write(ApiFile file, NetworkApi? api)
    {
        Integer("InputHeight", api?.Input.Height, "Rows of the input.");
        Integer("InputWidth", api?.Input.Width, "Columns of the input.");
        Integer("InputChannels", api?.Input.Channels, "Channels of the input.");
        Integer("InputLength", api?.Input.Length, "Numbers, or bytes, of the input: height × width × channels, channels next to each other.");
        Integer("OutputLength", api?.Output.Length, $"Numbers of the output{(api is { Output.Pixels: > 1 } ? $": {api.Output}" : "")}.");
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

        void Integer(string name, int? value, string doc) => Long(name, value, doc, "int");

        void Long(string name, long? value, string doc, string type = "long") =>
            file.Constant(name, type, value is { } number ? CodeWriter.Number(number) : Unknown, Unknown, doc);
    }
}
