using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace NetCompiler.Checkpoints;

/// <summary>
/// The bytes of a safetensors file in, its tensors by name out. Every number is checked against the file's length before it is used, and what the
/// format forbids is refused: data bytes that belong to no tensor or to two, repeated keys, unknown number types.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The most that has to be seen of a file of any length.</summary>
    public const int MaximumBeginning = LengthBytes + MaximumHeaderBytes;

    private const int LengthBytes = sizeof(ulong);

    private const int MaximumHeaderBytes = 1 << 20;

    private const string MetadataKey = "__metadata__";

    /// <summary>How much of the file has to be seen, by its first bytes; never more than <see cref="MaximumBeginning"/>.</summary>
    public static int BeginningBytes(ReadOnlySpan<byte> file) =>
        file.Length < LengthBytes ? LengthBytes : LengthBytes + (int)Math.Min(MaximumHeaderBytes, BinaryPrimitives.ReadUInt64LittleEndian(file));

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file from its first byte on: all of it, or at least <see cref="BeginningBytes"/>.</param>
    /// <param name="fileBytes">The length of the whole file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    public static Dictionary<string, TensorEntry> Read(ReadOnlySpan<byte> file, long fileBytes, string source)
    {
        if (fileBytes < LengthBytes)
        {
            throw Malformed(source, $"it has {fileBytes} bytes, but a safetensors file begins with 8 bytes that tell the header's length");
        }

        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (headerBytes > MaximumHeaderBytes)
        {
            throw Malformed(source, $"its first 8 bytes tell a header of {headerBytes} bytes, over the limit of 1 MiB: it is not a safetensors file");
        }

        if (headerBytes > (ulong)(fileBytes - LengthBytes))
        {
            throw Malformed(source, $"its header should have {headerBytes} bytes, but only {fileBytes - LengthBytes} follow the length: the file is cut short");
        }

        ReadOnlySpan<byte> header = file.Slice(LengthBytes, (int)headerBytes);
        int dataStart = LengthBytes + (int)headerBytes;
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw Malformed(source, "its header does not begin with '{': it is not a safetensors file");
        }

        if (!Utf8.IsValid(header))
        {
            throw Malformed(source, "its header is not valid UTF-8");
        }

        Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);
        try
        {
            ReadHeader(header, dataStart, fileBytes - dataStart, source, tensors);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader reports an unpaired surrogate escape as an InvalidOperationException when the text is fetched. Its message for a wrong literal repeats that, however
            // long it is: the place says enough.
            string place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? $" (line {line + 1}, byte {position + 1})" : "";
            throw new WeightFormatException($"{source}: its header is not valid JSON{place}.", e);
        }

        CheckCoverage(tensors.Values, dataStart, fileBytes, source);
        return tensors;
    }

    private static void ReadHeader(ReadOnlySpan<byte> header, int dataStart, long dataBytes, string source, Dictionary<string, TensorEntry> tensors)
    {
        Utf8JsonReader json = new(header, new JsonReaderOptions { MaxDepth = 8 });
        bool hasMetadata = false;
        json.Read();
        while (ReadProperty(ref json, out string name))
        {
            if (name == MetadataKey)
            {
                if (hasMetadata)
                {
                    throw Malformed(source, $"its header has two entries '{MetadataKey}'");
                }

                hasMetadata = true;
                CheckMetadata(ref json, source);
                continue;
            }

            TensorEntry tensor = ReadTensor(ref json, name, dataStart, dataBytes, source);
            if (!tensors.TryAdd(name, tensor))
            {
                throw Malformed(source, $"its header has two tensors '{name}'");
            }
        }

        // Only white space may pad the header; the reader throws at anything else.
        json.Read();
    }

    private static void CheckMetadata(ref Utf8JsonReader json, string source)
    {
        json.Read();
        RequireToken(json, JsonTokenType.StartObject, source, $"'{MetadataKey}'", "an object of texts");
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (ReadProperty(ref json, out string key))
        {
            json.Read();
            RequireToken(json, JsonTokenType.String, source, $"'{MetadataKey}' entry '{key}'", "a text");
            if (!keys.Add(key))
            {
                throw Malformed(source, $"'{MetadataKey}' has two entries '{key}'");
            }
        }
    }

    private static TensorEntry ReadTensor(ref Utf8JsonReader json, string name, int dataStart, long dataBytes, string source)
    {
        string tensor = $"tensor '{name}'";
        json.Read();
        RequireToken(json, JsonTokenType.StartObject, source, tensor, "an object");
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (ReadProperty(ref json, out string key))
        {
            bool repeated = key switch
            {
                "dtype" => type is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw Malformed(source, $"{tensor} has an unknown key '{key}'; dtype, shape and data_offsets are known"),
            };
            if (repeated)
            {
                throw Malformed(source, $"{tensor} has two keys '{key}'");
            }

            json.Read();
            if (key == "dtype")
            {
                RequireToken(json, JsonTokenType.String, source, $"the dtype of {tensor}", "a text");
                type = json.GetString()!;
            }
            else if (key == "shape")
            {
                shape = ReadNumbers(ref json, source, $"the shape of {tensor}");
            }
            else
            {
                offsets = ReadNumbers(ref json, source, $"data_offsets of {tensor}");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Malformed(source, $"{tensor} lacks the key '{missing}'");
        }

        CheckRange(offsets, dataBytes, tensor, source);
        long bytes = offsets[1] - offsets[0];
        CheckSize(type, shape, bytes, tensor, source);
        return new TensorEntry(name, type, shape, dataStart + offsets[0], bytes);
    }

    private static void CheckRange(long[] offsets, long dataBytes, string tensor, string source)
    {
        if (offsets.Length != 2)
        {
            throw Malformed(source, $"data_offsets of {tensor} has {offsets.Length} numbers instead of begin and end");
        }

        if (offsets[1] < offsets[0])
        {
            throw Malformed(source, $"data_offsets of {tensor} end at {offsets[1]}, before they begin at {offsets[0]}");
        }

        if (offsets[1] > dataBytes)
        {
            throw Malformed(source, $"data_offsets of {tensor} end at {offsets[1]}, but the file has only {dataBytes} bytes of data");
        }
    }

    private static void CheckSize(string type, long[] shape, long bytes, string tensor, string source)
    {
        int elementBytes = TensorEntry.ElementBytes(type);
        if (elementBytes == 0)
        {
            throw Malformed(source, $"{tensor} has the unknown dtype '{type}'");
        }

        long expected = elementBytes;
        try
        {
            foreach (long size in shape)
            {
                expected = checked(expected * size);
            }
        }
        catch (OverflowException)
        {
            throw Malformed(source, $"the shape {TensorEntry.Describe(shape)} of {tensor} has more elements than a file can hold");
        }

        if (expected != bytes)
        {
            throw Malformed(source, $"{tensor} of shape {TensorEntry.Describe(shape)} and dtype {type} takes {expected} bytes, but its data_offsets span {bytes}");
        }
    }

    /// <summary>Tensors have to lie one after the other from the first byte of data to the last.</summary>
    private static void CheckCoverage(IEnumerable<TensorEntry> tensors, int dataStart, long fileBytes, string source)
    {
        List<TensorEntry> ordered = [.. tensors];
        ordered.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Bytes.CompareTo(b.Bytes));
        long end = dataStart;
        string previous = "the header";
        foreach (TensorEntry tensor in ordered)
        {
            if (tensor.Start < end)
            {
                throw Malformed(source, $"tensor '{tensor.Name}' overlaps {previous} by {end - tensor.Start} bytes");
            }

            if (tensor.Start > end)
            {
                throw Malformed(source, $"{tensor.Start - end} bytes between {previous} and tensor '{tensor.Name}' belong to no tensor");
            }

            end += tensor.Bytes;
            previous = $"tensor '{tensor.Name}'";
        }

        if (end != fileBytes)
        {
            throw Malformed(source, $"{fileBytes - end} bytes after {previous} belong to no tensor");
        }
    }

    private static bool ReadProperty(ref Utf8JsonReader json, out string name)
    {
        json.Read();
        bool isProperty = json.TokenType == JsonTokenType.PropertyName;
        name = isProperty ? json.GetString()! : "";
        return isProperty;
    }

    private static long[] ReadNumbers(ref Utf8JsonReader json, string source, string what)
    {
        RequireToken(json, JsonTokenType.StartArray, source, what, "an array of whole numbers");
        List<long> numbers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0)
            {
                throw Malformed(source, $"{what} holds something else than whole numbers from 0 to {long.MaxValue}");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static void RequireToken(in Utf8JsonReader json, JsonTokenType token, string source, string what, string expected)
    {
        if (json.TokenType != token)
        {
            throw Malformed(source, $"{what} is not {expected}");
        }
    }

    private static WeightFormatException Malformed(string source, string problem) => new($"{source}: {problem}.");
}
