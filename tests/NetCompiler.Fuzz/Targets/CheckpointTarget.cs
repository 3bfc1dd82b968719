using System.Text.RegularExpressions;
using NetCompiler.CompilerServices;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using NetCompiler.Runtime.Tests;

namespace NetCompiler.Fuzz.Targets;

/// <summary>
/// Weight files of both formats, read for two networks that have every kind of layer. A file is packed, or refused by a <see cref="WeightFormatException"/> (which a
/// <see cref="WeightMismatchException"/> is) that leaves the block of weights as it was; and it is the same from memory, from a stream and by its path.
/// </summary>
/// <param name="name">The target's name.</param>
internal abstract partial class CheckpointTarget(string name) : FuzzTarget
{
    private const float Untouched = 5;

    private static readonly WeightOptions s_lenient = new() { AcceptForm = true, AllowMissingClassifier = true, Epsilon = 1e-3 };

    private readonly string _path = Path.GetTempFileName();
    private readonly float[] _block = new float[Math.Max(SmallNetwork.Description.WeightFloats, Branched.WeightFloats)];

    /// <summary>The network of odd layers.</summary>
    protected static NetworkDescription Branched { get; } = BranchedNetwork.Describe(BranchedNetwork.Layers(), "aux.");

    public override string Name => name;

    public override string Extension => ".bin";

    /// <summary>Reading from files takes longer than everything else.</summary>
    public override int ThoroughInterval => 16;

    public override void Dispose() => File.Delete(_path);

    public override IEnumerable<byte[]> Simpler(byte[] input)
    {
        foreach (byte[] shorter in Shrinker.Without(input))
        {
            yield return shorter;
        }

        for (int i = 0; i < input.Length; i++)
        {
            if (input[i] != (byte)'0')
            {
                yield return [.. input[..i], (byte)'0', .. input[(i + 1)..]];
            }
        }
    }

    public override string Answer(byte[] input, bool thorough)
    {
        if (thorough)
        {
            Load(SmallNetwork.Description, input);
            Load(Branched, input);
        }

        return $"{Pack(SmallNetwork.Description, input, null)}; {Pack(SmallNetwork.Description, input, s_lenient)}; {Pack(Branched, input, null)}";
    }

    /// <summary>Reads the file by its path and as a stream, and holds both against the answer from memory.</summary>
    private void Load(NetworkDescription network, byte[] input)
    {
        string expected = Pack(network, input, null);
        File.WriteAllBytes(_path, input);
        Compare("by its path", () => NetworkSession.Load(network, _path, null));
        Compare("as a stream", () => NetworkSession.Load(network, new MemoryStream(input), null));

        void Compare(string how, Func<NetworkSession> load)
        {
            string answer;
            try
            {
                using NetworkSession session = load();
                session.Begin();
                ReadOnlySpan<float> weights = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref session.Weights, network.WeightFloats);
                bool isSame = System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights)
                    .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(_block.AsSpan(0, network.WeightFloats)));
                session.End();
                answer = isSame ? "packed" : "packed otherwise";
            }
            catch (WeightFormatException e)
            {
                answer = Describe(e);
            }

            if (answer != expected)
            {
                throw new InvalidOperationException($"Read {how} the file is another one\n{answer}; from memory {expected}");
            }
        }
    }

    private string Pack(NetworkDescription network, byte[] input, WeightOptions? options)
    {
        Span<float> block = _block.AsSpan(0, network.WeightFloats);
        block.Fill(Untouched);
        try
        {
            NetworkSession.PackInto(network, input, block, options);
            return "packed";
        }
        catch (WeightFormatException e)
        {
            return block.ContainsAnyExcept(Untouched) ? throw new InvalidOperationException("A refused file was written into the block", e) : Describe(e);
        }
    }

    /// <summary>The message without the names and numbers in it.</summary>
    private static string Describe(WeightFormatException e) => e is WeightMismatchException { Missing: var missing, Unexpected: var unexpected, Different: var different }
        && missing.Count + unexpected.Count + different.Count > 0
        ? $"missing {Math.Sign(missing.Count)}, unexpected {Math.Sign(unexpected.Count)}, different {Math.Sign(different.Count)}"
        : NamesAndNumbers().Replace(Source().Replace(e.Message.Split('\n')[0], ""), "#");

    // Names may hold apostrophes: from the first to the last.
    [GeneratedRegex(@"'.*'|'.*|[\da-fA-F]{32}|\d+|\[[^\]]*\]")]
    private static partial Regex NamesAndNumbers();

    // What messages call the file, which is another one for each way to read it.
    [GeneratedRegex("^(The weight file in memory|The weight stream|'[^']*')")]
    private static partial Regex Source();
}

/// <summary>Safetensors files.</summary>
internal sealed class SafetensorsTarget() : CheckpointTarget("safetensors")
{
    /// <summary>
    /// A header's names, shapes and numbers as objects, and messages about them, for each of three readings and two more where files are read: at most some hundred bytes a byte. The network's own
    /// share is the norms' numbers as doubles, and weights decoded to floats.
    /// </summary>
    public override long MostAllocated(int inputBytes) => (4 << 20) + (400L * inputBytes);

    public override IEnumerable<byte[]> Seeds() =>
    [
        .. Enumerable.Range(0, 3).Select(dialect => SmallNetwork.Checkpoint(dialect).Build()),
        SmallNetwork.Checkpoint(0, "F16").Build(1),
        SmallNetwork.Checkpoint(1, "BF16").Build(2),
        BranchedNetwork.Checkpoint(BranchedNetwork.Layers(), keras: false).Build(),
        BranchedNetwork.Checkpoint(BranchedNetwork.Layers(), keras: true).Build(),
        SafetensorsBuilder.File("{}"),
    ];

    public override byte[] Mutate(byte[] input, byte[] other, Random random) => SafetensorsMutator.Mutate(input, other, random);
}

/// <summary>Packed files, which are mapped where they are read by their paths.</summary>
internal sealed class PackedTarget() : CheckpointTarget("packed")
{
    /// <summary>A header of a page, a message, and a stream's bytes; the weights themselves are mapped or copied.</summary>
    public override long MostAllocated(int inputBytes) => (4 << 20) + (400L * inputBytes);

    public override IEnumerable<byte[]> Seeds()
    {
        yield return Packed(SmallNetwork.Description, SmallNetwork.Checkpoint(0).Build());
        yield return Packed(Branched, BranchedNetwork.Checkpoint(BranchedNetwork.Layers(), keras: false).Build());
    }

    public override byte[] Mutate(byte[] input, byte[] other, Random random) => ByteMutator.Mutate(input, other, random, 64);

    private static byte[] Packed(NetworkDescription network, byte[] checkpoint)
    {
        string from = Path.GetTempFileName();
        string to = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(from, checkpoint);
            NetworkSession.Pack(network, from, to, null);
            return File.ReadAllBytes(to);
        }
        finally
        {
            File.Delete(from);
            File.Delete(to);
        }
    }
}
