using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetCompiler.Samples.Tests;

/// <summary>The inputs and logits that come with the bundled digits: float32 tensors of a safetensors file, by name.</summary>
internal sealed class GoldenFile
{
    private readonly byte[] _bytes;
    private readonly JsonElement _header;
    private readonly int _data;

    public GoldenFile(string path)
    {
        _bytes = File.ReadAllBytes(path);
        int headerLength = (int)BitConverter.ToUInt64(_bytes);
        _data = 8 + headerLength;
        _header = JsonDocument.Parse(_bytes.AsMemory(8, headerLength)).RootElement;
    }

    /// <summary>The pictures that have goldens.</summary>
    public IEnumerable<string> Pictures => _header.EnumerateObject().Select(tensor => tensor.Name)
        .Where(name => name.EndsWith(".logits", StringComparison.Ordinal)).Select(name => name[..^".logits".Length]);

    /// <summary>The bytes of one tensor.</summary>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        JsonElement offsets = _header.GetProperty(name).GetProperty("data_offsets");
        int begin = offsets[0].GetInt32();
        return _bytes.AsSpan(_data + begin, offsets[1].GetInt32() - begin);
    }

    /// <summary>The numbers of one tensor.</summary>
    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Bytes(name)).ToArray();
}
