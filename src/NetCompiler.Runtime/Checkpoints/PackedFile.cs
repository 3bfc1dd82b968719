using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NetCompiler.CompilerServices;
using NetCompiler.Storage;

namespace NetCompiler.Checkpoints;

/// <summary>
/// The packed file (<c>.ncw</c>): a header of 4096 bytes, then the weight block as it lies in memory, so that it can be mapped. All numbers are
/// little-endian. Header: 8 bytes magic, 4 version, 4 header bytes, 32 fingerprint (ASCII), 8 weight floats, then zeros.
/// </summary>
internal static class PackedFile
{
    /// <summary>A page, so that the mapped block is aligned as the page is.</summary>
    public const int HeaderBytes = 4096;

    private const int Version = 1;

    private const int FingerprintOffset = 16;

    private const int FloatsOffset = 48;

    private const int UsedBytes = 56;

    // As PNG's: a byte over 127, the name, and line ends and end-of-file marks that a transfer as text would alter.
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'C', (byte)'W', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file that begins so is a packed one.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> file) => file.StartsWith(Magic);

    /// <summary>Checks everything but the weights themselves.</summary>
    /// <param name="header">The beginning of the file, up to <see cref="HeaderBytes"/>.</param>
    /// <param name="fileBytes">The length of the whole file.</param>
    /// <exception cref="WeightFormatException">The file is damaged or of a newer version.</exception>
    /// <exception cref="WeightMismatchException">It was packed for another network.</exception>
    public static void Check(NetworkDescription network, ReadOnlySpan<byte> header, long fileBytes, string source)
    {
        if (header.Length < HeaderBytes)
        {
            throw new WeightFormatException($"{source}: the packed file has {fileBytes} bytes, fewer than its header of {HeaderBytes}: it is cut short.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw new WeightFormatException($"{source}: the packed file has version {version}; this library reads version {Version}. Pack it again.");
        }

        int headerBytes = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (headerBytes != HeaderBytes)
        {
            throw new WeightFormatException($"{source}: the packed file tells a header of {headerBytes} bytes instead of {HeaderBytes}: it is damaged.");
        }

        if (header[UsedBytes..HeaderBytes].ContainsAnyExcept((byte)0))
        {
            throw new WeightFormatException($"{source}: the packed file's header holds something where zeros belong: it is damaged.");
        }

        string fingerprint = Encoding.ASCII.GetString(header.Slice(FingerprintOffset, 32));
        if (!fingerprint.Equals(network.Fingerprint, StringComparison.OrdinalIgnoreCase))
        {
            throw new WeightMismatchException(
                $"{source} was packed for a network or layout with the fingerprint {Printable(fingerprint)}, but {network.Name} has {network.Fingerprint}. "
                + "Pack the original checkpoint again with this build.");
        }

        long floats = BinaryPrimitives.ReadInt64LittleEndian(header[FloatsOffset..]);
        if (floats != network.WeightFloats)
        {
            throw new WeightFormatException($"{source}: the packed file tells {floats} weights, but {network.Name} has {network.WeightFloats}: it is damaged.");
        }

        long expectedBytes = HeaderBytes + (floats * sizeof(float));
        if (fileBytes != expectedBytes)
        {
            throw new WeightFormatException($"{source}: the packed file has {fileBytes} bytes instead of {expectedBytes}: it is damaged or cut short.");
        }
    }

    /// <summary>Maps the weights of a packed file, which it checks. The stream may be disposed afterwards.</summary>
    public static MappedBlock Map(NetworkDescription network, FileStream stream, string source)
    {
        byte[] header = new byte[HeaderBytes];
        int read = FileTensorBytes.ReadAt(stream.SafeFileHandle, header, 0);
        Check(network, header.AsSpan(0, read), stream.Length, source);
        return MappedBlock.Map(stream, HeaderBytes, network.WeightFloats);
    }

    /// <summary>The weights inside of a packed resource, which it checks, where they lie.</summary>
    /// <param name="resource">The resource, which lives as long as the block.</param>
    /// <param name="file">All bytes of it.</param>
    public static unsafe ResourceBlock Use(NetworkDescription network, UnmanagedMemoryStream resource, ReadOnlySpan<byte> file, string source)
    {
        Check(network, file[..Math.Min(file.Length, HeaderBytes)], file.Length, source);
        return new ResourceBlock(resource, (float*)(resource.PositionPointer + HeaderBytes), network.WeightFloats);
    }

    /// <summary>Copies the weights out of the bytes of a packed file, which it checks.</summary>
    public static void Unpack(NetworkDescription network, ReadOnlySpan<byte> file, Span<float> block, string source)
    {
        Check(network, file[..Math.Min(file.Length, HeaderBytes)], file.Length, source);
        file[HeaderBytes..].CopyTo(MemoryMarshal.AsBytes(block));
    }

    /// <summary>Writes a packed file: beside its place first, then renamed, so that no reader ever sees half of one.</summary>
    public static void Write(NetworkDescription network, ReadOnlySpan<float> block, string path)
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), HeaderBytes);
        Encoding.ASCII.GetBytes(network.Fingerprint, header.AsSpan(FingerprintOffset));
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(FloatsOffset), network.WeightFloats);

        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(header);
                stream.Write(MemoryMarshal.AsBytes(block));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string Printable(string fingerprint) => fingerprint.All(char.IsAsciiHexDigit) ? fingerprint : "(unreadable)";
}
