using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace NetCompiler.Runtime.Tests;

/// <summary>Writes safetensors files, well-formed ones tensor by tensor and others byte by byte. Shares no code with the reader.</summary>
internal sealed class SafetensorsBuilder
{
    private readonly List<(string Name, string Type, long[] Shape, byte[] Data)> _tensors = [];

    /// <summary>Names in file order.</summary>
    public IEnumerable<string> Names => _tensors.Select(t => t.Name);

    public SafetensorsBuilder Add(string name, long[] shape, params float[] values) => Add(name, "F32", shape, values);

    public SafetensorsBuilder Add(string name, string type, long[] shape, float[] values)
    {
        using MemoryStream data = new();
        foreach (float value in values)
        {
            data.Write(type switch
            {
                "F32" => BitConverter.GetBytes(value),
                "F16" => BitConverter.GetBytes((Half)value),
                "BF16" => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)),
                "I64" => BitConverter.GetBytes((long)value),
                "U8" => [(byte)value],
                _ => throw new ArgumentException(type),
            });
        }

        _tensors.Add((name, type, shape, data.ToArray()));
        return this;
    }

    public SafetensorsBuilder Remove(string name)
    {
        Assert(_tensors.RemoveAll(t => t.Name == name) == 1);
        return this;
    }

    public SafetensorsBuilder Rename(string name, string other)
    {
        int index = _tensors.FindIndex(t => t.Name == name);
        Assert(index >= 0);
        _tensors[index] = _tensors[index] with { Name = other };
        return this;
    }

    public SafetensorsBuilder Reshape(string name, params long[] shape)
    {
        int index = _tensors.FindIndex(t => t.Name == name);
        Assert(index >= 0);
        _tensors[index] = _tensors[index] with { Shape = shape };
        return this;
    }

    /// <summary>The values of an F32 tensor.</summary>
    public float[] Values(string name)
    {
        byte[] data = _tensors.Single(t => t.Name == name).Data;
        float[] values = new float[data.Length / 4];
        Buffer.BlockCopy(data, 0, values, 0, data.Length);
        return values;
    }

    /// <param name="headerPadding">Spaces after the header; 1 to 3 of them put floats at odd addresses.</param>
    public byte[] Build(int headerPadding = 0)
    {
        StringBuilder header = new("{\"__metadata__\":{\"format\":\"pt\"}");
        using MemoryStream data = new();
        foreach ((string name, string type, long[] shape, byte[] bytes) in _tensors)
        {
            header.Append(',').Append(JsonSerializer.Serialize(name))
                .Append(":{\"dtype\":\"").Append(type).Append("\",\"shape\":[").AppendJoin(',', shape)
                .Append("],\"data_offsets\":[").Append(data.Length).Append(',').Append(data.Length + bytes.Length).Append("]}");
            data.Write(bytes);
        }

        header.Append('}').Append(' ', headerPadding);
        return File(header.ToString(), data.ToArray());
    }

    /// <summary>A file with this header and data, the length told rightly.</summary>
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, params byte[] data)
    {
        byte[] file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, 8);
        data.CopyTo(file, 8 + header.Length);
        return file;
    }

    private static void Assert(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("The test names a tensor that the builder has not.");
        }
    }
}
