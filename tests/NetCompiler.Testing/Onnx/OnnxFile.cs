using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NetCompiler.Testing.Onnx;

/// <summary>
/// A model to the bytes of an <c>.onnx</c> file: protocol buffers, written by hand from the numbers of <c>onnx.proto</c>. The operator set is 13, the
/// format's version 7, the oldest that has all operators in use; every engine of today reads them.
/// </summary>
internal static class OnnxFile
{
    /// <summary>The version of the operators' definitions.</summary>
    public const int OperatorSet = 13;

    private const int FormatVersion = 7;

    // TensorProto.DataType.
    private const long Float = 1;
    private const long Int64 = 7;

    /// <summary>The whole file.</summary>
    public static byte[] Bytes(OnnxModel model)
    {
        using MemoryStream stream = new();
        Write(model, stream);
        return stream.ToArray();
    }

    /// <summary>Writes the whole file; below 2 GB, as the format demands.</summary>
    public static void Write(OnnxModel model, Stream stream)
    {
        using MemoryStream graph = new();
        WriteGraph(model, graph);
        using MemoryStream operators = new();
        WriteText(operators, 1, "");
        WriteNumber(operators, 2, OperatorSet);
        WriteNumber(stream, 1, FormatVersion);
        WriteText(stream, 2, "NetCompiler");
        WriteMessage(stream, 7, graph);
        WriteMessage(stream, 8, operators);
    }

    private static void WriteGraph(OnnxModel model, MemoryStream graph)
    {
        foreach (OnnxNode node in model.Nodes)
        {
            using MemoryStream message = new();
            foreach (string input in node.Inputs)
            {
                WriteText(message, 1, input);
            }

            foreach (string output in node.Outputs)
            {
                WriteText(message, 2, output);
            }

            WriteText(message, 3, node.Name);
            WriteText(message, 4, node.Operator);
            foreach (OnnxAttribute attribute in node.Attributes)
            {
                using MemoryStream part = new();
                WriteAttribute(attribute, part);
                WriteMessage(message, 5, part);
            }

            WriteMessage(graph, 1, message);
        }

        WriteText(graph, 2, model.Name);
        foreach (OnnxConstant constant in model.Constants)
        {
            WriteConstant(constant, graph);
        }

        foreach (OnnxValue input in model.Inputs)
        {
            WriteValue(input, 11, graph);
        }

        foreach (OnnxValue output in model.Outputs)
        {
            WriteValue(output, 12, graph);
        }
    }

    private static void WriteAttribute(OnnxAttribute attribute, MemoryStream message)
    {
        WriteText(message, 1, attribute.Name);
        switch (attribute.Value)
        {
            case float real:
                WriteTag(message, 2, 5);
                Span<byte> bytes = stackalloc byte[4];
                BinaryPrimitives.WriteSingleLittleEndian(bytes, real);
                message.Write(bytes);
                WriteNumber(message, 20, 1);
                break;

            case long number:
                WriteNumber(message, 3, number);
                WriteNumber(message, 20, 2);
                break;

            case long[] numbers:
                foreach (long number in numbers)
                {
                    WriteNumber(message, 8, number);
                }

                WriteNumber(message, 20, 7);
                break;

            default:
                throw new InvalidOperationException($"{attribute.Name} has a value of a kind that is not written.");
        }
    }

    /// <summary>The elements go straight to the graph: a large network's would otherwise be copied once more.</summary>
    private static void WriteConstant(OnnxConstant constant, MemoryStream graph)
    {
        (long type, int size) = constant.Elements is float[] ? (Float, sizeof(float)) : (Int64, sizeof(long));
        using MemoryStream head = new();
        foreach (int side in constant.Shape)
        {
            WriteNumber(head, 1, side);
        }

        WriteNumber(head, 2, type);
        WriteText(head, 8, constant.Name);
        WriteTag(head, 9, 2);
        ReadOnlySpan<byte> elements = constant.Elements is float[] reals
            ? MemoryMarshal.AsBytes(reals.AsSpan())
            : MemoryMarshal.AsBytes(((long[])constant.Elements).AsSpan());
        WriteVarint(head, (ulong)((long)size * constant.Elements.Length));
        WriteTag(graph, 5, 2);
        WriteVarint(graph, (ulong)(head.Length + elements.Length));
        head.WriteTo(graph);
        graph.Write(elements);
    }

    private static void WriteValue(OnnxValue value, int field, MemoryStream graph)
    {
        using MemoryStream shape = new();
        foreach (int side in value.Shape)
        {
            using MemoryStream dimension = new();
            WriteNumber(dimension, 1, side);
            WriteMessage(shape, 1, dimension);
        }

        using MemoryStream tensor = new();
        WriteNumber(tensor, 1, Float);
        WriteMessage(tensor, 2, shape);
        using MemoryStream type = new();
        WriteMessage(type, 1, tensor);
        using MemoryStream message = new();
        WriteText(message, 1, value.Name);
        WriteMessage(message, 2, type);
        WriteMessage(graph, field, message);
    }

    private static void WriteMessage(Stream stream, int field, MemoryStream message)
    {
        WriteTag(stream, field, 2);
        WriteVarint(stream, (ulong)message.Length);
        message.WriteTo(stream);
    }

    private static void WriteText(Stream stream, int field, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        WriteTag(stream, field, 2);
        WriteVarint(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(Stream stream, int field, long value)
    {
        WriteTag(stream, field, 0);
        WriteVarint(stream, unchecked((ulong)value));
    }

    private static void WriteTag(Stream stream, int field, int kind) => WriteVarint(stream, (ulong)((field << 3) | kind));

    private static void WriteVarint(Stream stream, ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            stream.WriteByte((byte)(value | 128));
        }

        stream.WriteByte((byte)value);
    }
}
