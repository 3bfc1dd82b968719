using System.Text;

namespace NetCompiler.Zoo.Tests.Onnx;

/// <summary>
/// A message of protocol buffers taken apart by the wire format alone: fields by number, each a number, four bytes, or bytes that may be a text or a message
/// again. Knows nothing of the writer.
/// </summary>
internal sealed class ProtobufReader
{
    private readonly List<(int Field, object Value)> _fields = [];

    public ProtobufReader(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            int field = checked((int)(tag >> 3));
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, unchecked((long)Varint(message, ref at))));
                    break;

                case 2:
                    int length = checked((int)Varint(message, ref at));
                    _fields.Add((field, message[at..(at + length)]));
                    at += length;
                    break;

                case 5:
                    _fields.Add((field, BitConverter.ToSingle(message, at)));
                    at += 4;
                    break;

                default:
                    throw new FormatException($"Field {field} has the wire type {tag & 7}, which nothing here should have.");
            }
        }
    }

    public long[] Numbers(int field) => Of<long>(field);

    public float[] Reals(int field) => Of<float>(field);

    public byte[][] Bytes(int field) => Of<byte[]>(field);

    public string[] Texts(int field) => Array.ConvertAll(Bytes(field), Encoding.UTF8.GetString);

    public ProtobufReader[] Messages(int field) => Array.ConvertAll(Bytes(field), bytes => new ProtobufReader(bytes));

    private T[] Of<T>(int field) => [.. _fields.Where(each => each.Field == field).Select(each => (T)each.Value)];

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }
}
