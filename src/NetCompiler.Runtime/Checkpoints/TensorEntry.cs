namespace NetCompiler.Checkpoints;

/// <summary>One tensor of a safetensors file, its place checked against the file.</summary>
/// <param name="Type">The number type as the file spells it: <c>F32</c>.</param>
/// <param name="Shape">Sizes from the slowest to the fastest dimension; empty for a scalar.</param>
/// <param name="Start">The first byte, from the beginning of the file.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record TensorEntry(string Name, string Type, long[] Shape, long Start, long Bytes)
{
    /// <summary>Whether <see cref="TensorDecoder"/> reads the number type.</summary>
    public bool IsFloat => Type is "F32" or "F16" or "BF16";

    /// <summary>Bytes of one number, or 0 where the type is unknown.</summary>
    public static int ElementBytes(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => 0,
    };

    /// <summary>A shape as messages show it.</summary>
    public static string Describe(ReadOnlySpan<long> shape) => "[" + string.Join(", ", shape.ToArray()) + "]";
}
