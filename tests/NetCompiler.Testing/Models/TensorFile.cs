using System.Buffers.Binary;
using System.Text.Json;

namespace NetCompiler.Testing.Models;

/// <summary>
/// A safetensors file, read whole by the format's own description and not by the runtime library, so that one checks the other. 8-bit
/// weights (<c>…_u8</c>, <c>…_scale</c>, <c>…_zero_point</c>) appear as the float32 weights that they stand for.
/// </summary>
public sealed class TensorFile : TensorSource
{
    private readonly Dictionary<string, (int[] Shape, float[] Values)> _tensors = [];

    private TensorFile(byte[] file)
    {
        int headerLength = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject())
        {
            if (tensor.Name == "__metadata__")
            {
                Metadata = tensor.Value.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
                continue;
            }

            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            int[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength + offsets[0], offsets[1] - offsets[0]);
            _tensors.Add(tensor.Name, (shape, Decode(tensor.Value.GetProperty("dtype").GetString()!, data)));
        }

        foreach (string quantised in _tensors.Keys.Where(name => name.EndsWith("_u8", StringComparison.Ordinal)).ToArray())
        {
            string name = quantised[..^3];
            (int[] shape, float[] values) = _tensors[quantised];
            float scale = _tensors[name + "_scale"].Values[0];
            float zero = _tensors[name + "_zero_point"].Values[0];
            _tensors.Add(name, (shape, [.. values.Select(value => (value - zero) * scale)]));
            _tensors.Remove(quantised);
            _tensors.Remove(name + "_scale");
            _tensors.Remove(name + "_zero_point");
        }
    }

    /// <summary>The header's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    public static TensorFile Open(string path) => new(File.ReadAllBytes(path));

    public static TensorFile Parse(byte[] file) => new(file);

    /// <summary>The shape as the file gives it.</summary>
    public int[] Shape(string name) => _tensors[name].Shape;

    /// <summary>The elements, whatever the shape.</summary>
    public float[] this[string name] => _tensors[name].Values;

    public override bool Contains(string name) => _tensors.ContainsKey(name);

    public override float[] Read(string name, params int[] shape)
    {
        if (!_tensors.TryGetValue(name, out (int[] Shape, float[] Values) tensor))
        {
            throw new InvalidDataException($"There is no tensor {name}.");
        }

        bool equal = tensor.Shape.Where(size => size > 1).SequenceEqual(shape.Where(size => size > 1));
        return equal
            ? tensor.Values
            : throw new InvalidDataException($"{name} is [{string.Join(", ", tensor.Shape)}] and should be [{string.Join(", ", shape)}].");
    }

    private static float[] Decode(string type, ReadOnlySpan<byte> data)
    {
        float[] values = new float[data.Length / (type is "U8" ? 1 : 4)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                "U8" => data[i],
                "I32" => BinaryPrimitives.ReadInt32LittleEndian(data[(4 * i)..]),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]),
                _ => throw new InvalidDataException($"{type} is not used by the models of the tests."),
            };
        }

        return values;
    }
}
