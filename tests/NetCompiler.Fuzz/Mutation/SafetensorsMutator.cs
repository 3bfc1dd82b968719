using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace NetCompiler.Fuzz.Mutation;

/// <summary>
/// Changes safetensors files on three levels: tensors of a file that stays well-formed, the text of a header whose length is put right, and bytes.
/// </summary>
internal static partial class SafetensorsMutator
{
    private static readonly string[] s_types = ["F32", "F16", "BF16", "F64", "I64", "I32", "U8", "BOOL", "F8_E4M3", "f32", ""];

    private static readonly string[] s_scraps =
    [
        "{", "}", "[", "]", ",", ":", "\"", "{}", "[]", "null", "true", "-1", "1.5", "1e3", "\\u0000", "\\ud800", "\"__metadata__\":{\"a\":\"b\"},", "\"dtype\":\"F32\",", "\"shape\":[1],",
        "\"data_offsets\":[0,0],", "/**/", " ", "\0", "\u00e9", "\uFEFF", "[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{",
    ];

    /// <summary>One change.</summary>
    public static byte[] Mutate(byte[] input, byte[] other, Random random) => random.Next(10) switch
    {
        < 4 => Tensors(input, other, random),
        < 8 => Header(input, other, random),
        _ => ByteMutator.Mutate(input, other, random, 400),
    };

    /// <summary>Tensors go, double, change places, names, types and shapes, or come from another file; the offsets are those of the new data.</summary>
    private static byte[] Tensors(byte[] input, byte[] other, Random random)
    {
        List<Tensor> tensors = Parse(input);
        List<Tensor> others = Parse(other);
        if (tensors.Count == 0 || others.Count == 0)
        {
            return Header(input, other, random);
        }

        int at = random.Next(tensors.Count);
        Tensor donor = others[random.Next(others.Count)];
        switch (random.Next(8))
        {
            case 0:
                tensors.RemoveAt(at);
                break;
            case 1:
                tensors.Insert(random.Next(tensors.Count + 1), donor);
                break;
            case 2:
                tensors[at] = tensors[at] with { Name = donor.Name };
                break;
            case 3:
                tensors[at] = donor with { Name = tensors[at].Name };
                break;
            case 4:
                tensors[at] = tensors[at] with { Type = s_types[random.Next(s_types.Length)] };
                break;
            case 5:
                tensors[at] = tensors[at] with { Shape = WholeNumber().Replace(tensors[at].Shape, match => random.Next(2) == 0 ? Numbers.Text(match.Value, random) : match.Value) };
                break;
            case 6:
                string[] sizes = tensors[at].Shape.Split(',');
                random.Shuffle(sizes);
                tensors[at] = tensors[at] with { Shape = string.Join(',', random.Next(2) == 0 ? sizes : [.. sizes, "1"]) };
                break;
            default:
                byte[] data = tensors[at].Data;
                tensors[at] = tensors[at] with { Data = random.Next(2) == 0 ? data[..random.Next(data.Length + 1)] : [.. data, .. new byte[random.Next(1, 9)]] };
                break;
        }

        return Build(tensors);
    }

    /// <summary>Numbers, texts and pieces of the header; mostly with the length that it then has.</summary>
    private static byte[] Header(byte[] input, byte[] other, Random random)
    {
        (string header, byte[] data) = Split(input);
        int at = random.Next(header.Length + 1);
        int length = Math.Min(header.Length - at, 1 + random.Next(40));
        switch (random.Next(7))
        {
            case 0:
                header = ReplaceOne(WholeNumber(), header, random, match => Numbers.Text(match, random));
                break;
            case 1:
                string[] words = [.. Word().Matches(Split(other).Header).Select(match => match.Value)];
                header = ReplaceOne(Word(), header, random, match => words.Length == 0 ? match : words[random.Next(words.Length)]);
                break;
            case 2:
                header = header.Remove(at, length);
                break;
            case 3:
                header = header.Insert(at, header.Substring(at, length));
                break;
            case 4:
                header = header.Insert(at, s_scraps[random.Next(s_scraps.Length)]);
                break;
            case 5:
                header += new string(' ', random.Next(random.Next(50) == 0 ? 1 << 20 : 9));
                break;
            default:
                data = [.. data, .. new byte[random.Next(16)]];
                break;
        }

        byte[] text = Encoding.UTF8.GetBytes(header);
        return File(random.Next(8) == 0 ? Numbers.Value(random) : (ulong)text.Length, text, data);
    }

    private static string ReplaceOne(Regex what, string text, Random random, Func<string, string> replace)
    {
        MatchCollection matches = what.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        Match match = matches[random.Next(matches.Count)];
        return text[..match.Index] + replace(match.Value) + text[(match.Index + match.Length)..];
    }

    /// <summary>The header's text and the data; where the length is none that fits, the header is what looks like one.</summary>
    private static (string Header, byte[] Data) Split(byte[] file)
    {
        if (file.Length < sizeof(ulong))
        {
            return ("{}", []);
        }

        int length = (int)Math.Min((ulong)(file.Length - sizeof(ulong)), BinaryPrimitives.ReadUInt64LittleEndian(file));
        return (Encoding.UTF8.GetString(file, sizeof(ulong), length), file[(sizeof(ulong) + length)..]);
    }

    private static List<Tensor> Parse(byte[] file)
    {
        (string header, byte[] data) = Split(file);
        List<Tensor> tensors = [];
        foreach (Match match in Entry().Matches(header))
        {
            if (int.TryParse(match.Groups[4].Value, out int start) && int.TryParse(match.Groups[5].Value, out int end) && start <= end && end <= data.Length)
            {
                tensors.Add(new Tensor(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, data[start..end]));
            }
        }

        return tensors;
    }

    private static byte[] Build(List<Tensor> tensors)
    {
        StringBuilder header = new("{");
        using MemoryStream data = new();
        foreach (Tensor tensor in tensors)
        {
            long start = data.Length;
            data.Write(tensor.Data);
            header.Append(header.Length > 1 ? "," : "")
                .Append($"\"{tensor.Name}\":{{\"dtype\":\"{tensor.Type}\",\"shape\":[{tensor.Shape}],\"data_offsets\":[{start},{data.Length}]}}");
        }

        byte[] text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        return File((ulong)text.Length, text, data.ToArray());
    }

    private static byte[] File(ulong length, byte[] header, byte[] data)
    {
        byte[] file = new byte[sizeof(ulong) + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        header.CopyTo(file, sizeof(ulong));
        data.CopyTo(file, sizeof(ulong) + header.Length);
        return file;
    }

    [GeneratedRegex("\"([^\"]*)\":\\{\"dtype\":\"([^\"]*)\",\"shape\":\\[([^\\]]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\d+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Word();

    private sealed record Tensor(string Name, string Type, string Shape, byte[] Data);
}
