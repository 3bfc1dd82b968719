using System.Buffers.Binary;
using System.Text;
using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>
/// Files that are no safetensors files in one respect each: refused with a message that names the respect, by whatever way they come in, and with nothing written.
/// </summary>
public class MalformedCheckpointTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    /// <summary>A title, the file, and what the message has to say.</summary>
    public static TheoryData<string, byte[], string> Files()
    {
        TheoryData<string, byte[], string> files = new()
        {
            { "empty", [], "it has 0 bytes" },
            { "seven bytes", new byte[7], "it has 7 bytes" },
            { "length alone", Length(0, 0), "does not begin with '{'" },
            { "length of 5, nothing follows", Length(5, 0), "should have 5 bytes, but only 0 follow" },
            { "header one byte longer than the file", Length(11, 10), "should have 11 bytes, but only 10 follow" },
            { "header of 1 MiB that is not there", Length(1 << 20, 10), "should have 1048576 bytes, but only 10" },
            { "header one byte over 1 MiB", Length((1 << 20) + 1, 10), "over the limit of 1 MiB" },
            { "header of 2^31 bytes", Length(1L << 31, 10), "over the limit of 1 MiB" },
            { "header of 2^63 bytes", Length(long.MinValue, 10), "header of 9223372036854775808 bytes" },
            { "header of 2^64 - 1 bytes", Length(-1, 10), "over the limit of 1 MiB" },
            { "header over 1 MiB that is there", SafetensorsBuilder.File(Good + new string(' ', 1 << 20), new byte[8]), "over the limit of 1 MiB" },
            { "an HTML page", Encoding.ASCII.GetBytes("<!DOCTYPE html><html>Not found</html>"), "over the limit of 1 MiB" },
            { "a zip archive", [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0], "over the limit of 1 MiB" },
            { "not JSON", SafetensorsBuilder.File("hello"), "does not begin with '{'" },
            { "an array", SafetensorsBuilder.File("[]"), "does not begin with '{'" },
            { "a number", SafetensorsBuilder.File("12"), "does not begin with '{'" },
            { "white space first", SafetensorsBuilder.File(" " + Good, new byte[8]), "does not begin with '{'" },
            { "byte order mark", SafetensorsBuilder.File("\uFEFF" + Good, new byte[8]), "does not begin with '{'" },
            { "unclosed object", SafetensorsBuilder.File(Good[..^1], new byte[8]), "not valid JSON" },
            { "two objects", SafetensorsBuilder.File("{}{}"), "not valid JSON" },
            { "zeros after the object", SafetensorsBuilder.File("{}\0\0"), "not valid JSON" },
            { "trailing comma", SafetensorsBuilder.File(Good[..^1] + ",}", new byte[8]), "not valid JSON" },
            { "comment", SafetensorsBuilder.File("{/**/}"), "not valid JSON" },
            { "single quotes", SafetensorsBuilder.File("{'a':1}"), "not valid JSON" },
            { "deep nesting", SafetensorsBuilder.File("{\"a\":" + new string('[', 1000) + "}"), "tensor 'a' is not an object" },
            { "invalid UTF-8 in a name", SafetensorsBuilder.File([.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]), "not valid UTF-8" },
            { "overlong UTF-8", SafetensorsBuilder.File([.. "{\""u8, 0xC0, 0x80, .. "\":1}"u8]), "not valid UTF-8" },
            { "UTF-16", SafetensorsBuilder.File(Encoding.Unicode.GetBytes(Good), new byte[8]), "not valid JSON" },
            { "unpaired surrogate escape", SafetensorsBuilder.File(Good.Replace("\"a\"", "\"\\ud800\"", StringComparison.Ordinal), new byte[8]), "not valid JSON" },
            { "duplicated tensor", SafetensorsBuilder.File(Good[..^1] + "," + Good[1..], new byte[8]), "two tensors 'a'" },
            { "duplicated by escape", SafetensorsBuilder.File(Good[..^1] + "," + Good[1..].Replace("\"a\"", "\"\\u0061\"", StringComparison.Ordinal), new byte[8]), "two tensors 'a'" },
            { "duplicated dtype", Tensor("\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]"), "tensor 'a' has two keys 'dtype'" },
            { "duplicated shape", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]"), "tensor 'a' has two keys 'shape'" },
            { "duplicated offsets", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"data_offsets\":[0,8]"), "tensor 'a' has two keys 'data_offsets'" },
            { "duplicated metadata", SafetensorsBuilder.File("""{"__metadata__":{},"__metadata__":{}}"""), "two entries '__metadata__'" },
            { "duplicated metadata entry", SafetensorsBuilder.File("""{"__metadata__":{"k":"1","k":"2"}}"""), "'__metadata__' has two entries 'k'" },
            { "metadata is a text", SafetensorsBuilder.File("""{"__metadata__":"x"}"""), "'__metadata__' is not an object" },
            { "metadata holds a number", SafetensorsBuilder.File("""{"__metadata__":{"k":1}}"""), "entry 'k' is not a text" },
            { "tensor is a number", SafetensorsBuilder.File("""{"a":1}"""), "tensor 'a' is not an object" },
            { "tensor is null", SafetensorsBuilder.File("""{"a":null}"""), "tensor 'a' is not an object" },
            { "unknown key", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"stride\":[1]"), "unknown key 'stride'" },
            { "no dtype", Tensor("\"shape\":[2],\"data_offsets\":[0,8]"), "tensor 'a' lacks the key 'dtype'" },
            { "no shape", Tensor("\"dtype\":\"F32\",\"data_offsets\":[0,8]"), "tensor 'a' lacks the key 'shape'" },
            { "no offsets", Tensor("\"dtype\":\"F32\",\"shape\":[2]"), "tensor 'a' lacks the key 'data_offsets'" },
            { "dtype is a number", Tensor("\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]"), "the dtype of tensor 'a' is not a text" },
            { "unknown dtype", Tensor("\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]"), "tensor 'a' has the unknown dtype 'F31'" },
            { "dtype in small letters", Tensor("\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]"), "tensor 'a' has the unknown dtype 'f32'" },
            { "shape is a number", Tensor("\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]"), "the shape of tensor 'a' is not an array" },
            { "negative shape", Tensor("\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "two negative sizes", Tensor("\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "fractional shape", Tensor("\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "shape as text", Tensor("\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "shape past 64 bits", Tensor("\"dtype\":\"F32\",\"shape\":[18446744073709551618],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "shape whose product overflows", Tensor("\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]"), "more elements than a file can hold" },
            { "shape whose bytes wrap around to 8", Tensor("\"dtype\":\"F32\",\"shape\":[4611686018427387906],\"data_offsets\":[0,8]"), "more elements than a file can hold" },
            { "shape nested", Tensor("\"dtype\":\"F32\",\"shape\":[[2]],\"data_offsets\":[0,8]"), "the shape of tensor 'a' holds something else" },
            { "one offset", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]"), "has 1 numbers instead of begin and end" },
            { "three offsets", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4,8]"), "has 3 numbers instead of begin and end" },
            { "offsets reversed", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]"), "end at 0, before they begin at 8" },
            { "negative offset", Tensor("\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-8,8]"), "data_offsets of tensor 'a' holds something else" },
            { "offsets past the file", Tensor("\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]"), "end at 12, but the file has only 8 bytes of data" },
            { "offsets of 2^62", Tensor("\"dtype\":\"U8\",\"shape\":[4611686018427387904],\"data_offsets\":[0,4611686018427387904]"), "but the file has only 8 bytes of data" },
            { "size larger than the shape", Tensor("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]"), "takes 4 bytes, but its data_offsets span 8" },
            { "size smaller than the shape", Tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]"), "takes 8 bytes, but its data_offsets span 4" },
            { "size of another dtype", Tensor("\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]"), "takes 4 bytes, but its data_offsets span 8" },
            { "empty shape with no data", Tensor("\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]"), "takes 4 bytes, but its data_offsets span 0" },
            { "trailing byte", SafetensorsBuilder.File(Good, new byte[9]), "1 bytes after tensor 'a' belong to no tensor" },
            { "data without tensors", SafetensorsBuilder.File("{}", new byte[3]), "3 bytes after the header belong to no tensor" },
            { "hole before the first", SafetensorsBuilder.File(Good.Replace("[0,8]", "[4,12]", StringComparison.Ordinal), new byte[12]), "4 bytes between the header and tensor 'a'" },
            { "hole between two", Two("[0,8]", "[12,20]", 20), "4 bytes between tensor 'a' and tensor 'b'" },
            { "overlap", Two("[0,8]", "[4,12]", 12), "tensor 'b' overlaps tensor 'a' by 4 bytes" },
            { "the same place twice", Two("[0,8]", "[0,8]", 8), "overlaps tensor" },
            { "overlap against file order", Two("[4,12]", "[0,8]", 12), "tensor 'a' overlaps tensor 'b' by 4 bytes" },
        };
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void IsRefusedByName(string title, byte[] file, string expected)
    {
        float[] block = [.. Enumerable.Repeat(5f, SmallNetwork.Description.WeightFloats)];
        WeightFormatException e = Assert.Throws<WeightFormatException>(() => NetworkSession.PackInto(SmallNetwork.Description, file, block, null));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.All(block, value => Assert.Equal(5f, value));

        using TemporaryFolder folder = new();
        string path = folder.File(title + ".safetensors");
        File.WriteAllBytes(path, file);
        WeightFormatException byPath = Assert.Throws<WeightFormatException>(() => NetworkSession.Load(SmallNetwork.Description, path, null));
        Assert.StartsWith($"'{path}': ", byPath.Message, StringComparison.Ordinal);
        Assert.Contains(expected, byPath.Message, StringComparison.Ordinal);
        WeightFormatException byStream = Assert.Throws<WeightFormatException>(() => NetworkSession.Load(SmallNetwork.Description, new MemoryStream(file), null));
        Assert.Contains(expected, byStream.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncationOfAGoodFileIsRefused()
    {
        byte[] file = SmallNetwork.Checkpoint(0).Build();
        float[] block = new float[SmallNetwork.Description.WeightFloats];
        for (int length = 0; length < file.Length; length += length < 4000 ? 1 : 997)
        {
            Assert.ThrowsAny<WeightFormatException>(() => NetworkSession.PackInto(SmallNetwork.Description, file.AsSpan(0, length), block, null));
        }

        Assert.Throws<WeightFormatException>(() => NetworkSession.PackInto(SmallNetwork.Description, file.AsSpan(0, file.Length - 1), block, null));
    }

    [Fact]
    public void DamagedHeadersAreRefusedOrReadButNothingElse()
    {
        byte[] original = SmallNetwork.Checkpoint(0).Build();
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        float[] block = new float[SmallNetwork.Description.WeightFloats];
        Random random = new(20240607);
        int refused = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            byte[] file = [.. original];
            for (int damage = random.Next(1, 4); damage > 0; damage--)
            {
                file[random.Next(8 + header)] = (byte)random.Next(256);
            }

            try
            {
                NetworkSession.PackInto(SmallNetwork.Description, file, block, null);
            }
            catch (WeightFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 3500, $"Only {refused} of 4000 damaged files were refused.");
    }

    /// <summary>A message says where, not what: a wrong literal may be a megabyte long.</summary>
    [Fact]
    public void MessagesDoNotRepeatTheHeader()
    {
        byte[] file = SafetensorsBuilder.File("{\n\"a\": t" + new string('x', 100_000) + "}");
        WeightFormatException e = Assert.Throws<WeightFormatException>(
            () => NetworkSession.PackInto(SmallNetwork.Description, file, new float[SmallNetwork.Description.WeightFloats], null));
        Assert.EndsWith("its header is not valid JSON (line 2, byte 7).", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyTensorsAreNoHoles()
    {
        SafetensorsBuilder file = SmallNetwork.Checkpoint(0).Add("empty.num_batches_tracked", "I64", [0], []).Add("other.num_batches_tracked", "I64", [3, 0], []);
        NetworkSession.PackInto(SmallNetwork.Description, file.Build(), new float[SmallNetwork.Description.WeightFloats], null);
    }

    private static byte[] Length(long told, int follow)
    {
        byte[] file = new byte[8 + follow];
        BinaryPrimitives.WriteInt64LittleEndian(file, told);
        return file;
    }

    private static byte[] Tensor(string body) => SafetensorsBuilder.File("{\"a\":{" + body + "}}", new byte[8]);

    private static byte[] Two(string a, string b, int data) => SafetensorsBuilder.File(
        $$$"""{"a":{"dtype":"F32","shape":[2],"data_offsets":{{{a}}}},"b":{"dtype":"F32","shape":[2],"data_offsets":{{{b}}}}}""", new byte[data]);
}
