using System.Globalization;
using System.Runtime.InteropServices;

namespace NetCompiler.Zoo.Tests.Onnx;

/// <summary>An ONNX file as its readers see it, by the field numbers of <c>onnx.proto</c>.</summary>
internal sealed class OnnxReader
{
    public OnnxReader(byte[] file)
    {
        ProtobufReader model = new(file);
        FormatVersion = model.Numbers(1).Single();
        OperatorSet = model.Messages(8).Single().Numbers(2).Single();
        ProtobufReader graph = model.Messages(7).Single();
        Name = graph.Texts(2).Single();
        Nodes = [.. graph.Messages(1).Select(node => new ReadNode(
            node.Texts(4).Single(), node.Texts(1), node.Texts(2),
            string.Join(' ', node.Messages(5).Select(attribute => $"{attribute.Texts(1).Single()}={Attribute(attribute)}"))))];
        Constants = graph.Messages(5).ToDictionary(tensor => tensor.Texts(8).Single(), tensor => new ReadConstant(tensor));
        Inputs = [.. graph.Messages(11).Select(Value)];
        Outputs = [.. graph.Messages(12).Select(Value)];
    }

    public long FormatVersion { get; }

    public long OperatorSet { get; }

    public string Name { get; }

    public IReadOnlyList<ReadNode> Nodes { get; }

    public IReadOnlyDictionary<string, ReadConstant> Constants { get; }

    /// <summary>Names with shapes: <c>input 1×3×32×32</c>.</summary>
    public string[] Inputs { get; }

    public string[] Outputs { get; }

    private static string Value(ProtobufReader value)
    {
        ProtobufReader tensor = value.Messages(2).Single().Messages(1).Single();
        Assert.Equal([1], tensor.Numbers(1));
        return $"{value.Texts(1).Single()} {string.Join('×', tensor.Messages(2).Single().Messages(1).Select(side => side.Numbers(1).Single()))}";
    }

    private static string Attribute(ProtobufReader attribute) => attribute.Numbers(20).Single() switch
    {
        1 => attribute.Reals(2).Single().ToString(CultureInfo.InvariantCulture),
        2 => attribute.Numbers(3).Single().ToString(CultureInfo.InvariantCulture),
        7 => string.Join(',', attribute.Numbers(8)),
        long kind => throw new FormatException($"An attribute has the kind {kind}."),
    };
}

/// <summary>A node as it was read.</summary>
/// <param name="Attributes"><c>name=value</c>, separated by blanks, in the file's order.</param>
internal sealed record ReadNode(string Operator, string[] Inputs, string[] Outputs, string Attributes);

/// <summary>A constant as it was read.</summary>
internal sealed class ReadConstant(ProtobufReader tensor)
{
    public long[] Shape { get; } = tensor.Numbers(1);

    /// <summary>Row-major, whatever their type.</summary>
    public double[] Elements
    {
        get
        {
            byte[] bytes = tensor.Bytes(9).Single();
            double[] elements = tensor.Numbers(2).Single() == 1
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), element => (double)element)
                : Array.ConvertAll(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), element => (double)element);
            Assert.Equal(Shape.Aggregate(1L, (product, side) => product * side), elements.Length);
            return elements;
        }
    }
}
