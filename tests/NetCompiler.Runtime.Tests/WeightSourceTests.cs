using System.Reflection;
using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;
using NetCompiler.Testing;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>The ways that weights come in (path, stream, bytes, resource, packed file) all give the same block; bad ones are refused.</summary>
public class WeightSourceTests
{
    private static readonly NetworkDescription Network = SmallNetwork.Description;

    private static readonly byte[] Checkpoint = SmallNetwork.Checkpoint(0).Build();

    [Fact]
    public void EveryWayInGivesTheSameWeights()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("weights.safetensors");
        string packed = folder.File("weights.ncw");
        File.WriteAllBytes(path, Checkpoint);
        NetworkSession.Pack(Network, path, packed, null);
        byte[] packedBytes = File.ReadAllBytes(packed);
        float[] expected = new float[Network.WeightFloats];
        NetworkSession.PackInto(Network, Checkpoint, expected, null);

        AssertWeights(expected, NetworkSession.Load(Network, path, null));
        AssertWeights(expected, NetworkSession.Load(Network, packed, null));
        foreach (byte[] file in new[] { Checkpoint, packedBytes })
        {
            AssertWeights(expected, NetworkSession.Load(Network, file, null));
            AssertWeights(expected, NetworkSession.Load(Network, new MemoryStream(file), null));
            AssertWeights(expected, NetworkSession.Load(Network, new TrickleStream(file), null));
            byte[] shifted = [1, 2, 3, .. file];
            AssertWeights(expected, NetworkSession.Load(Network, shifted.AsSpan(3), null));
            using MemoryStream later = new(shifted) { Position = 3 };
            AssertWeights(expected, NetworkSession.Load(Network, later, null));
            float[] unpacked = new float[Network.WeightFloats];
            NetworkSession.PackInto(Network, file, unpacked, null);
            Assert.Equal(expected, unpacked);
        }
    }

    [Fact]
    public void ResourcesAreFoundByName()
    {
        float[] expected = new float[Network.WeightFloats];
        NetworkSession.PackInto(Network, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "small.safetensors")), expected, null);
        AssertWeights(expected, NetworkSession.LoadResource(Network, typeof(WeightSourceTests).Assembly, "small.safetensors", null));
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(
            () => NetworkSession.LoadResource(Network, typeof(WeightSourceTests).Assembly, "other.safetensors", null));
        Assert.Contains("'other.safetensors'", e.Message, StringComparison.Ordinal);
        Assert.Contains("small.safetensors", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public unsafe void APackedResourceIsUsedWhereItLies(int offset)
    {
        byte[] packed = PackedBytes();
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(packed.Length + offset), 64) + offset;
        packed.CopyTo(new Span<byte>(memory, packed.Length));
        using UnmanagedMemoryStream stream = new(memory, packed.Length);
        using (NetworkSession session = NetworkSession.LoadResource(Network, new ResourceAssembly(stream), "weights.ncw", null))
        {
            using NetworkSession second = session.NewSession();
            second.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
            Assert.Equal((long)(memory + 4096), Address(ref second.Weights));
            Assert.Equal(0, Address(ref second.Workspace) % 64);
            second.End();
        }

        // The stream stays as long as the last session.
        Assert.False(stream.CanRead);

        packed[8]++;
        packed.CopyTo(new Span<byte>(memory, packed.Length));
        using UnmanagedMemoryStream damaged = new(memory, packed.Length);
        WeightFormatException e = Assert.Throws<WeightFormatException>(() => NetworkSession.LoadResource(Network, new ResourceAssembly(damaged), "weights.ncw", null));
        Assert.StartsWith("Resource 'weights.ncw' of Resources: ", e.Message, StringComparison.Ordinal);
        Assert.False(damaged.CanRead);
        NativeMemory.AlignedFree(memory - offset);
    }

    [Fact]
    public void PackedFilesBeginWithTheirHeaderAndHoldTheBlock()
    {
        byte[] packed = PackedBytes();
        float[] expected = new float[Network.WeightFloats];
        NetworkSession.PackInto(Network, Checkpoint, expected, null);
        Assert.Equal(4096 + (4 * Network.WeightFloats), packed.Length);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(packed.AsSpan(4096)).ToArray());
        Assert.Equal([0x93, (byte)'N', (byte)'C', (byte)'W', 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 0, 0x10, 0, 0], packed[..16]);
        Assert.Equal(SmallNetwork.Fingerprint, System.Text.Encoding.ASCII.GetString(packed, 16, 32));
    }

    [Fact]
    public void PackingReplacesAFileAndLeavesNothingBeside()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("weights.safetensors");
        string packed = folder.File("weights.ncw");
        File.WriteAllBytes(path, Checkpoint);
        File.WriteAllText(packed, "old");
        NetworkSession.Pack(Network, path, packed, null);
        Assert.Equal(PackedBytes(), File.ReadAllBytes(packed));

        // A packed file may be packed again, even onto itself.
        NetworkSession.Pack(Network, packed, packed, null);
        Assert.Equal(PackedBytes(), File.ReadAllBytes(packed));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [GuardedFact]
    public void AMappedFileMayBeReplacedByPackingWhileItIsUsed()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("weights.safetensors");
        string packed = folder.File("weights.ncw");
        File.WriteAllBytes(path, Checkpoint);
        NetworkSession.Pack(Network, path, packed, null);
        float[] expected = MemoryMarshal.Cast<byte, float>(PackedBytes().AsSpan(4096)).ToArray();
        NetworkSession session = NetworkSession.Load(Network, packed, null);
        NetworkSession.Pack(Network, path, packed, new WeightOptions { Epsilon = 0.5 });
        AssertWeights(expected, session);
        float[] replaced = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(packed).AsSpan(4096)).ToArray();
        Assert.NotEqual(expected, replaced);
        AssertWeights(replaced, NetworkSession.Load(Network, packed, null));
    }

    [Fact]
    public void PackingThatFailsLeavesTheOldFileAlone()
    {
        using TemporaryFolder folder = new();
        string broken = folder.File("broken.safetensors");
        string packed = folder.File("weights.ncw");
        File.WriteAllBytes(broken, Checkpoint[..^1]);
        File.WriteAllText(packed, "old");
        Assert.Throws<WeightFormatException>(() => NetworkSession.Pack(Network, broken, packed, null));
        Assert.Equal("old", File.ReadAllText(packed));

        // The place taken by a folder: writing works, renaming does not, and the file beside goes away.
        File.WriteAllBytes(broken, Checkpoint);
        string taken = Directory.CreateDirectory(folder.File("taken")).FullName;
        Assert.ThrowsAny<SystemException>(() => NetworkSession.Pack(Network, broken, taken, null));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.ThrowsAny<IOException>(() => NetworkSession.Pack(Network, broken, folder.File("nowhere/weights.ncw"), null));
    }

    public static TheoryData<string, int, byte, string> Damages() => new()
    {
        { "version", 8, 2, "has version 2; this library reads version 1" },
        { "header length", 13, 0x20, "tells a header of 8192 bytes" },
        { "fingerprint", 16, (byte)'f', "fingerprint f123456789abcdef0123456789ABCDEF" },
        { "fingerprint that cannot be read", 20, 0, "fingerprint (unreadable)" },
        { "weights", 48, 1, "weights, but SmallNet has" },
        { "weights past 32 bits", 53, 1, "weights, but SmallNet has" },
        { "zeros", 56, 1, "where zeros belong" },
        { "last zero", 4095, 1, "where zeros belong" },
        { "magic", 6, 0x0A, "over the limit of 1 MiB" },
        { "magic's first byte", 0, 0x13, "over the limit of 1 MiB" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void DamagedPackedFilesAreRefused(string title, int at, byte value, string expected)
    {
        byte[] packed = PackedBytes();
        packed[at] = value;
        AssertRefused(title, packed, expected);
    }

    [Theory]
    [InlineData(8, "fewer than its header of 4096")]
    [InlineData(4095, "fewer than its header of 4096")]
    [InlineData(4096, "has 4096 bytes instead of")]
    [InlineData(5000, "has 5000 bytes instead of")]
    public void CutPackedFilesAreRefused(int length, string expected) => AssertRefused("cut", PackedBytes()[..length], expected);

    [Fact]
    public void PackedFilesWithATailAreRefused() => AssertRefused("tail", [.. PackedBytes(), 0], "bytes instead of");

    [Fact]
    public void PackedFilesOfAnotherNetworkAreRefused()
    {
        NetworkDescription other = SmallNetwork.Describe("Torchvision", new string('9', 32));
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => NetworkSession.Load(other, PackedBytes(), null));
        Assert.Contains(SmallNetwork.Fingerprint, e.Message, StringComparison.Ordinal);
        Assert.Contains(other.Fingerprint, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NullEmptyAndMissingAreDocumentedExceptions()
    {
        Assert.Throws<ArgumentNullException>(() => NetworkSession.Load(null!, "x", null));
        Assert.Throws<ArgumentNullException>(() => NetworkSession.Load(Network, (string)null!, null));
        Assert.Throws<ArgumentNullException>(() => NetworkSession.Load(Network, (Stream)null!, null));
        Assert.Throws<ArgumentNullException>(() => NetworkSession.LoadResource(Network, null!, "x", null));
        Assert.Throws<ArgumentNullException>(() => NetworkSession.LoadResource(Network, typeof(object).Assembly, null!, null));
        Assert.Throws<ArgumentException>(() => NetworkSession.Load(Network, "", null));
        Assert.Throws<ArgumentException>(() => NetworkSession.Pack(Network, "", "y", null));
        Assert.Throws<ArgumentNullException>(() => NetworkSession.Pack(Network, "x", null!, null));
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => NetworkSession.Load(Network, folder.File("none.safetensors"), null));
        Assert.Throws<DirectoryNotFoundException>(() => NetworkSession.Load(Network, folder.File("none/none.safetensors"), null));
        Assert.Throws<UnauthorizedAccessException>(() => NetworkSession.Load(Network, folder.Path, null));
    }

    private static byte[] PackedBytes()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a"), Checkpoint);
        NetworkSession.Pack(Network, folder.File("a"), folder.File("b"), null);
        return File.ReadAllBytes(folder.File("b"));
    }

    private static void AssertRefused(string title, byte[] packed, string expected)
    {
        using TemporaryFolder folder = new();
        string path = folder.File(title);
        File.WriteAllBytes(path, packed);
        Assert.Contains(expected, Assert.ThrowsAny<WeightFormatException>(() => NetworkSession.Load(Network, path, null)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.ThrowsAny<WeightFormatException>(() => NetworkSession.Load(Network, packed, null)).Message, StringComparison.Ordinal);

        // Nothing keeps the refused file open.
        File.Move(path, path + ".moved");
        using FileStream alone = new(path + ".moved", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static void AssertWeights(float[] expected, NetworkSession session)
    {
        using (session)
        {
            session.Begin(new float[Network.InputLength], new float[Network.OutputLength]);
            Assert.Equal(expected, MemoryMarshal.CreateSpan(ref session.Weights, Network.WeightFloats).ToArray());
            Assert.Equal(0, Address(ref session.Weights) % 64);
            Assert.Equal(0, Address(ref session.Workspace) % 64);
            session.End();
        }
    }

    private static unsafe long Address(ref float first)
    {
        fixed (float* address = &first)
        {
            return (long)address;
        }
    }

    /// <summary>A stream that does not know its length and gives a few bytes at a time.</summary>
    private sealed class TrickleStream(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = Math.Min(Math.Min(count, 1 + (_position % 777)), bytes.Length - _position);
            bytes.AsSpan(_position, given).CopyTo(buffer.AsSpan(offset));
            _position += given;
            return given;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>An assembly with one resource, at an address of the test's choosing.</summary>
    private sealed class ResourceAssembly(UnmanagedMemoryStream resource) : Assembly
    {
        public override Stream GetManifestResourceStream(string name) => resource;

        public override AssemblyName GetName() => new("Resources");
    }
}
